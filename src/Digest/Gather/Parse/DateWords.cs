namespace Digest.Gather.Parse;

/// <summary>The words of dates: months and weekdays in the languages of the press, and zones by their letters.</summary>
internal static class DateWords
{
    public static int EnglishMonth(ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> all = "janfebmaraprmayjunjulaugsepoctnovdec";
        Span<char> lower = stackalloc char[3];
        if (name.Length != 3)
        {
            return 0;
        }

        name.ToLowerInvariant(lower);
        var at = all.IndexOf(lower);
        return at >= 0 && at % 3 == 0 ? at / 3 + 1 : 0;
    }

    /// <summary>1 to 12 for a month's name or abbreviation, without its full stop; 0 where it is none.</summary>
    public static int Month(string word) => Months.TryGetValue(Fold(word), out var month) ? month : 0;

    public static bool IsWeekday(string word) => Weekdays.Contains(Fold(word));

    /// <summary>The offset of a zone by its letters (EST, MESZ, Europe/Berlin at that moment), or null where nobody knows it.</summary>
    public static TimeSpan? Zone(string word, DateTime local)
    {
        if (Zones.TryGetValue(word, out var hours))
        {
            return TimeSpan.FromHours(hours);
        }

        return word.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(word, out var zone)
            ? zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified))
            : null;
    }

    private static string Fold(string word) => word.Trim('.').ToLowerInvariant();

    // Hours from UTC. Letters with several meanings (IST, CST, BST) mean what feeds mean by them.
    private static readonly Dictionary<string, double> Zones = string.Join(' ',
    [
        "GMT=0 UTC=0 UT=0 Z=0 WET=0 WEST=1 BST=1 IST=5.5 CET=1 CEST=2 MET=1 MEST=2 MEZ=1 MESZ=2 EET=2 EEST=3 MSK=3 MSD=4 TRT=3 SAST=2 CAT=2 EAT=3 WAT=1 PKT=5 GST=4",
        "NPT=5.75 ICT=7 WIB=7 WITA=8 WIT=9 SGT=8 HKT=8 PHT=8 AWST=8 JST=9 KST=9 ACST=9.5 ACDT=10.5 AEST=10 AEDT=11 NZST=12 NZDT=13 EST=-5 EDT=-4 ET=-5 CST=-6 CDT=-5",
        "CT=-6 MST=-7 MDT=-6 MT=-7 PST=-8 PDT=-7 PT=-8 AKST=-9 AKDT=-8 HST=-10 AST=-4 ADT=-3 NST=-3.5 NDT=-2.5 BRT=-3 ART=-3 CLT=-4 CLST=-3 COT=-5 PET=-5 UYT=-3",
        "VET=-4",
    ]).Split(' ').Select(z => z.Split('=')).ToDictionary(z => z[0], z => double.Parse(z[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, int> Months = Index(
    [
        "jan january januar janvier enero gennaio januari janeiro styczeń stycznia január января январь leden ledna tammikuu ocak ιαν ιανουαρίου ianuarie januára siječnja ene gen sty janv januára led sij січня jän jänner janeiro янв",
        "feb february februar février febrero febbraio februari fevereiro luty lutego február февраля февраль únor února helmikuu şubat φεβ φεβρουαρίου februarie febr fevr févr lut úno veljače лютого fev fév фев",
        "mar march märz mars marzo maart março marzec marca március марта март březen března maaliskuu mart μαρ μάρ μαρτίου martie mär mrz mrt maa márc bře ožujka березня mrc marca мар",
        "apr april avril abril aprile kwiecień kwietnia április апреля апрель duben dubna huhtikuu nisan απρ απριλίου aprilie avr abr kwi ápr dub travnja квітня kwie апр",
        "may mai mayo maggio mei maio maj maja május мая май květen května toukokuu mayıs μάι μαϊ μαι μαΐου mag máj kvě svibnja травня magg",
        "jun june juni juin junio giugno junho czerwiec czerwca június июня июнь červen června kesäkuu haziran ιούν ιουν ιουνίου iunie cze júna giu čer lipnja червня jún июн",
        "jul july juli juillet julio luglio julho lipiec lipca július июля июль červenec července heinäkuu temmuz ιούλ ιουλ ιουλίου iulie juil lip júl lug srpnja липня июл",
        "aug august août agosto augustus sierpień sierpnia augusztus августа август srpen srpna elokuu ağustos αύγ αυγ αυγούστου aoû aout ago sie srp kolovoza серпня авг",
        "sep sept september septembre septiembre settembre setembro wrzesień września szeptember сентября сентябрь září syyskuu eylül σεπ σεπτ σεπτεμβρίου septembrie set wrz rujna вересня szept сен",
        "oct october oktober octobre octubre ottobre oktober outubro październik października október октября октябрь říjen října lokakuu ekim οκτ οκτωβρίου octombrie okt ott paź říj жовтня out окт",
        "nov november novembre noviembre novembro listopad listopada ноября ноябрь marraskuu kasım νοέ νοε νοεμβρίου noiembrie lis studenoga листопада ноя",
        "dec december dezember décembre diciembre dicembre dezembro grudzień grudnia декабря декабрь prosinec prosince joulukuu aralık δεκ δεκεμβρίου decembrie dez déc dic gru pro prosinca грудня дек",
    ]);

    private static readonly HashSet<string> Weekdays = new(StringComparer.Ordinal)
    {
        "mon", "monday", "tue", "tues", "tuesday", "wed", "wednes", "wednesday", "thu", "thur", "thurs", "thursday", "fri", "friday", "sat", "saturday", "sun", "sunday",
        "mo", "di", "mi", "do", "fr", "sa", "so", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
        "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
        "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "mié", "jue", "vie", "sáb", "dom",
        "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "gio", "sab",
        "seg", "ter", "qua", "qui", "sex", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
        "ma", "wo", "vr", "za", "zo", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
        "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "nd", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela",
        "пн", "вт", "ср", "чт", "пт", "сб", "вс", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
        "mån", "tis", "ons", "tors", "fre", "lör", "sön", "man", "tir", "tor", "lør", "søn", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "mandag", "tirsdag", "lørdag", "søndag",
        "δευ", "τρι", "τρί", "τετ", "πεμ", "πέμ", "παρ", "σαβ", "σάβ", "κυρ", "κυρ.", "po", "út", "st", "čt", "pá", "ne", "pzt", "sal", "çar", "per", "cum", "cmt", "paz", "hét", "kedd", "sze", "csüt", "pén", "szo", "vas",
    };

    private static Dictionary<string, int> Index(string[] months)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < months.Length; i++)
        {
            foreach (var name in months[i].Split(' '))
            {
                index.TryAdd(name, i + 1);
            }
        }

        return index;
    }
}
