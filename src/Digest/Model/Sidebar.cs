using System.Text.RegularExpressions;

namespace Digest.Model;

/// <summary>
/// A piece that goes with the news rather than telling it: an explainer, a list, a guide, an opinion, a question. It belongs to its
/// story, and it leads only where nothing else does. Told by the headline, in the languages below.
/// </summary>
public static partial class Sidebar
{
    public static bool Is(string title) => Words().IsMatch(title) || Columnist().IsMatch(title);

    [GeneratedRegex(
        """
        ^\W*(?:the\ |our\ |my\ )?(?:top\ )?(?:[2-9]|[1-9]\d|two|three|four|five|six|seven|eight|nine|ten)\ (?:\w+\ )?(?:things|ways|reasons|moments|takeaways|facts|charts|tips|questions|lessons|signs|theories|films|movies|books|games|shows)\b
        | \b(?:biggest|best|worst|key|memorable|top|funniest)\ moments\b|[-–—|:]\ *(?:podcast|video|audio|gallery|in\ pictures|cartoon|quiz|explainer|newsletter|watch|listen|walkthrough)\W*$|\bguide\ ?[—–:-]|\btips\ and\ tricks\b|\bbest\ (?:settings|loadouts?|builds?)\b
        | ^\W*(?:how\ (?:to|i|we|you|much|many|do|does|did|is|are|was|were|can|could|will|the)\b|why\b|what\ (?:to|is|are|was|we|you|do|does|did|happens|happened|if|it|the)\b|who\ (?:is|are|was)\b|where\ (?:to|is|are)\b|when\ (?:is|are|does|will)\b|should\ (?:you|we|i)\b|can\ (?:you|we)\b|here[’']?s\b|here\ (?:is|are)\b|everything\ (?:you|we|to)\b|meet\ the\b|inside\ (?:the|a)\b)
        | \b(?:explained|explainer|takeaways|what\ (?:we|you|to)\ (?:need\ to\ )?know|need\ to\ know|what\ to\ (?:watch|expect)|everything\ (?:we|you)\ know|fact\ check|in\ pictures|photos|recap|best\ memes|reactions?\ to)\W*$|^\W*(?:explained|explainer|analysis|opinion|comment|commentary|editorial|review|interview|podcast|profile|timeline|factbox|fact\ check|watch|our\ picks|guide)\b\W*[:|–—-]?
        | \bat\ a\ glance\b|\bwhat\ we\ know\ (?:so\ far|on\ day|about)\b|\bkey\ (?:events|developments)\b|\b(?:day|tag|jour|día|giorno|dia|dzień|dag|день)\ \d{2,4}\b|\bauf\ einen\ blick\b|\b(?:war|crisis)\ in\ (?:brief|maps)\b
        | \|\ *(?:opinion|editorial|letters?|analysis|comment|view)\b|\b(?:review|analysis|opinion|op-ed|guide|walkthrough|ending\ explained|how\ to\ unlock)\W*$|\bour\ picks\b|\bhow\ to\ (?:unlock|get|watch|find|use|fix|buy)\b|\bending\b.*\bexplained\b
        | ^\W*(?:so\ (?:geht|funktioniert)|warum|wieso|was\ (?:sie|wir|man|jetzt)|wie\ (?:sie|man|der|die|das)|kommentar|analyse|meinung|interview|faktencheck|glosse|leitartikel)\b|\b(?:kommentar|analyse|was\ wir\ wissen)\W*$
        | ^\W*(?:pourquoi|comment\ (?:le|la|les|l[’']|un|faire)|que\ sait-on|ce\ que\ l[’']on\ sait|ce\ qu[’']il\ faut|tribune|éditorial|analyse|entretien|opinion|décryptage)\b
        | ^\W*(?:por\ qué|cómo|qué\ (?:es|se|son)|opinión|análisis|editorial|entrevista|claves)\b|^¿|^\W*(?:perché|come\ (?:fare|funziona)|cosa\ (?:è|sappiamo)|editoriale|analisi|opinione|intervista)\b
        | ^\W*(?:por\ que|como\ (?:fazer|funciona)|o\ que\ (?:é|se)|opinião|análise|entrevista)\b|^\W*(?:waarom|hoe\ (?:je|de|het)|wat\ (?:we|je|is)|opinie|analyse|commentaar|interview)\b
        | ^\W*(?:dlaczego|jak\ (?:to|się|i)|co\ (?:to|wiemy|oznacza|dalej)|ile\ (?:kosztuje|zarabia)|komentarz|opinia|analiza|felieton|wywiad)\b|\b(?:komentarz|analiza|opinia)\W*$
        | ^\W*(?:почему|как\ (?:это|работает)|что\ (?:известно|такое)|мнение|интервью|колонка|анализ|чому|як\ (?:це|працює)|що\ (?:відомо|таке)|думка|інтерв[’']ю|аналіз)\b
        | \?\W*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    // "GREG GUTFELD: …": a columnist's name in capitals, not a place ("GAZA: …") or an acronym.
    [GeneratedRegex(@"^\W*\p{Lu}[\p{Lu}.'’-]+ \p{Lu}[\p{Lu} .'’-]+:", RegexOptions.CultureInvariant)]
    private static partial Regex Columnist();
}
