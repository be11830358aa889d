namespace Digest.Stories.Text;

/// <summary>
/// Light stemming: the longest known ending goes, so that the forms of a word meet (Izraela, Izraelowi; resigns, resigned). Words are
/// lower case and folded (<see cref="Fold"/>). A language without a list keeps its words whole.
/// </summary>
public static class Stemmer
{
    // Longest first within each list; written folded. A stem keeps at least MinStem letters.
    private static readonly Dictionary<string, string[]> Endings = new(StringComparer.Ordinal)
    {
        ["de"] = Sorted("ungen ung ern en er es em e s n"),
        ["nl"] = Sorted("heden ingen ing eren en e s"),
        ["fr"] = Sorted("issements issement atrices ateurs ations ation ements ement euses euse ives ive ees ee es er ez e s x"),
        ["es"] = Sorted("amientos amiento aciones acion adoras adores mente idades idad ando iendo aron ieron adas ados ada ado idas idos ida ido ar er ir os as es a o e s"),
        ["pt"] = Sorted("amentos amento acoes acao oes ao mente idades idade ando endo aram eram adas ados ada ado idas idos ida ido ar er ir os as es a o e s"),
        ["it"] = Sorted("amenti amento azioni azione mente ando endo ate ati ata ato ute uti uta uto ite iti ita ito are ere ire i e a o"),
        ["pl"] = Sorted("owskiego owaniem owania owanie owaniu iejszego iego ego iemu emu ymi imi iami ami iach ach owie owi iom om iem em ych ich iej ej ia ie iu ow aly ala alo ali al ly la lo li ac ec yc ic a e y i u o"),
        ["ru"] = Sorted("остями остью ости ость ениями ением ения ение ению иями ями ами ого его ому ему ыми ими ией ием иях ях ах ов ев ей ой ом ем ам ям ый ий ая яя ое ее ые ие ую юю ия ии ию ла ло ли ет ют ит ят ть а я о е ы и у ю ь й"),
        ["uk"] = Sorted("остями істю ості ість еннями енням ення енню іями ями ами ого ього ому ьому ими іми ією ою ею іях ях ах ів їв ей ом ем ам ям ий ій а я о е є и і ї у ю ь й ла ло ли ти ть"),
        ["sv"] = Sorted("arnas arna erna orna ande ens ets en et ar er or as a e s n"),
        ["da"] = Sorted("ernes erne ens ets ene en et er es e s"),
        ["no"] = Sorted("enes ene ens ets en et er es e a s"),
        ["cs"] = Sorted("ovani iho eho imu emu ymi imi ami ach ich ych ovi ove um em ou ej a e i y u o"),
        ["ro"] = Sorted("ului ilor elor urile uri ul ii le ea ei a e i u"),
    };

    private const int MinStem = 4;

    // English has rules instead; the list only stands for them.
    private static readonly string[] OfEnglish = ["s"];

    static Stemmer()
    {
        Endings["nb"] = Endings["no"];
        Endings["sk"] = Endings["cs"];
    }

    /// <summary>True for a language whose words it shortens; those of any other are kept whole.</summary>
    public static bool Knows(string language) => language == "en" || Endings.ContainsKey(language);

    /// <summary>The stem's length: the word is cut there. English also rewrites its last letter, in place.</summary>
    public static int Cut(Span<char> word, string language) => Cut(word, EndingsOf(language));

    /// <summary>The endings that <see cref="Cut(Span{char}, string[])"/> takes off the words of a language; none where it keeps them whole.</summary>
    internal static string[] EndingsOf(string language) => language == "en" ? OfEnglish : Endings.GetValueOrDefault(language, []);

    /// <summary>As by the language, of one whose endings were looked up.</summary>
    internal static int Cut(Span<char> word, string[] endings)
    {
        if (endings == OfEnglish)
        {
            return English(word);
        }

        foreach (var ending in endings)
        {
            if (word.Length - ending.Length >= MinStem && word.EndsWith(ending))
            {
                return word.Length - ending.Length;
            }
        }

        return word.Length;
    }

    private static int English(Span<char> w)
    {
        var n = Plural(w);
        if (n > 6 && w[..n].EndsWith("ing"))
        {
            n = Undouble(w, n - 3);
        }
        else if (n > 5 && w[..n].EndsWith("ed"))
        {
            n = Undouble(w, n - 2);
        }

        return n > 4 && w[n - 1] == 'e' ? n - 1 : n;
    }

    private static int Plural(Span<char> w)
    {
        var n = w.Length;
        if (n > 4 && w.EndsWith("ies"))
        {
            w[n - 3] = 'y';
            return n - 2;
        }

        return n > 3 && w[n - 1] == 's' && w[n - 2] is not ('s' or 'u' or 'i') ? n - 1 : n;
    }

    private static int Undouble(Span<char> w, int n) =>
        n > 3 && w[n - 1] == w[n - 2] && w[n - 1] is not ('l' or 's' or 'z') ? n - 1 : n;

    private static string[] Sorted(string endings) =>
        [.. endings.Split(' ').OrderByDescending(e => e.Length).ThenBy(e => e, StringComparer.Ordinal)];
}
