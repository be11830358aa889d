using System.Text.RegularExpressions;

namespace Digest.Model;

/// <summary>
/// What keeps a headline from telling plainly what happened: a quotation for a beginning, a question, shouting, the verbs of quarrels, a label
/// of a few words, or more of them than a line holds. Such a headline leads its story only where the plainer ones tell of something else.
/// </summary>
public static partial class Plainness
{
    private const double Question = 6;
    private const double QuoteFirst = 6;
    private const double LongQuote = 3;
    private const double Shout = 4;
    private const double Quarrel = 4;
    private const double Teases = 5;
    private const double Overlong = 3;
    private const double Label = 4;

    // Headlines of news agencies have some sixty letters; beyond twice that a mail shows three lines of one.
    private const int Longest = 115;

    // So few words name a thing and seldom say what became of it.
    private const int LabelWords = 4;

    /// <returns>0 for a plain headline, more the less plainly it tells; in the points of <see cref="LeadArticle"/>.</returns>
    public static double Cost(string headline) =>
        (headline.Contains('?', StringComparison.Ordinal) ? Question : 0)
        + (QuotesFirst().IsMatch(headline) ? QuoteFirst : QuotesAtLength().IsMatch(headline) ? LongQuote : 0)
        + (Shouts().IsMatch(headline) ? Shout : 0)
        + (Quarrels().IsMatch(headline) ? Quarrel : 0)
        + (Tease().IsMatch(headline) ? Teases : 0)
        + (headline.Length > Longest ? Overlong : 0)
        + (headline.Contains(' ', StringComparison.Ordinal) && headline.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= LabelWords ? Label : 0);

    // "'We did it': actors …"; a name in quotation marks within the first words is none: 'Grok' is what it is called.
    [GeneratedRegex("""^\W*?["'‘’“”„«»‚‹›](?:[^"'‘’“”„«»‚‹›]|(?<=\p{L})['’](?=\p{L}))+["'’”“«»‘›‹](?:\s*[:,–—-]|\s*$|\s+\p{Ll}+s\b)""", RegexOptions.CultureInvariant)]
    private static partial Regex QuotesFirst();

    [GeneratedRegex("""["‘“„«]\s*\S+(?:\s+[^\s"”“»]+){3,}["’”“»]|(?<!\w)'\S+(?:\s+[^\s']\S*){3,}'(?!\w)""", RegexOptions.CultureInvariant)]
    private static partial Regex QuotesAtLength();

    // Words in capitals between others that are not: "who WINS the debate". Acronyms are short; a headline all in capitals is a house style.
    [GeneratedRegex(@"(?=.*\p{Ll}{3})(?:\b\p{Lu}{5,}\b.*\b\p{Lu}{5,}\b|\b(?:NOT|NOW|TWO|WHY|HOW|WINS?|HITS?|BLASTS?|SLAMS?|FINALLY|HUGE|INSIDE|NEVER|REVEALED|MOST)\b)|!(?:\W|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Shouts();

    [GeneratedRegex(
        """
        \b(?:slams?(?!\ into)|mocks|trolls|skewers|eviscerates|claps?\ back|hits?\ back|lashe?s?\ out|fires?\ back|loses?\ it\b(?!\ all)|fury|outrage|backfires?|freaks?\ out
        |goes\ viral|unhinged|humiliat\w+|zmiażdżył\w*|zaorał\w*|ostro\ o|burza\ po|awantura|wściekł\w+|rastet\ aus|schießt\ gegen|zerlegt|fustige|carga\ contra|se\ despacha)\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Quarrels();

    // It says that there is something to know, and not what.
    [GeneratedRegex(
        """
        \b(?:this\ is\ (?:why|what|how)|here[’']?s\ (?:why|what|how)|what\ (?:it|this|that)\ means|what\ we\ know|you\ won[’']t\ believe|the\ (?:real\ )?reason\ why|and\ more(?:\ \w+\ \w+)?$|may\ (?:not\ )?(?:predict|signal|mean)
        |oto\ (?:co|jak|dlaczego|scenariusz\w*)|co\ to\ oznacza|das\ bedeutet|das\ steckt|darum|voici\ (?:pourquoi|ce)|esto\ es\ lo|ecco\ (?:perché|cosa))\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Tease();
}
