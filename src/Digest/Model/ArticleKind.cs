using System.Buffers;
using System.Text.RegularExpressions;

namespace Digest.Model;

/// <summary>
/// What sort of article a headline announces. Shopping (offers, "best of" lists) and Routine (horoscopes, quizzes, puzzles, draws)
/// report no event: they join no story, lead none and are no voice for one, however alike their words. Live is a running blog of an event.
/// </summary>
public enum ArticleKind { Ordinary, Live, Shopping, Routine }

/// <summary>Tells the kind by the headline, in the languages below; what no pattern knows is ordinary.</summary>
public static partial class ArticleKinds
{
    /// <summary>True for what reports an event.</summary>
    public static bool IsNews(this ArticleKind kind) => kind is ArticleKind.Ordinary or ArticleKind.Live;

    /// <param name="title">As the feed gave it: cleaning takes the "Live:" away.</param>
    public static ArticleKind Of(string title) =>
        Mentions(title, RoutineCues, "гороскоп", "кросворд", "кроссворд") && Routine().IsMatch(title) ? ArticleKind.Routine
        : (title.AsSpan().ContainsAny(Currencies) || Mentions(title, ShoppingCues)) && Shopping().IsMatch(title) ? ArticleKind.Shopping
        : Mentions(title, LiveCues, "трансляци") && Live().IsMatch(title) ? ArticleKind.Live
        : ArticleKind.Ordinary;

    // Every way through a pattern holds one of its cues, so that a headline without any needs no pattern: a tenth of the time that an
    // article takes. A new alternative needs its cue; a test tries each alternative.
    private static readonly SearchValues<string> RoutineCues = Cues(
        "oscop", "oskop", "scopo", "star sign", "zodiac sign", "rdle", "sudoku", "connections", "strands", "crossword", "kreuzwort", "krzy",
        "mots crois", "crucigrama", "cruciverba", "kruiswoord", "quiz", "trivia", "lotery", "lott", "powerball", "mega", "jackpot",
        "euromillion", "quina ", "rundown", "full broadcast", "full episode", "round-up", "roundup", "pressestimmen", "presseschau", "revue de presse",
        "rassegna", "revista de prensa", "przegl", "wichtig", "to the editor", "word of the day", "on this day", "kalendarium", "kartka z", "cd rate",
        "mortgage rate", "refinance rate", "savings rate", " today", "kursy walut", "przepis", "recipe", "receta", "ricett", "rezept", "program tv", "to watch", "tv tonight", "briefing",
        "bulletin", "digest", "cartoon", "newsletter", "firstft", "the papers", "first thing", "s news", "morning after");

    private static readonly SearchValues<string> ShoppingCues = Cues(
        "black friday", "cyber monday", "prime day", "singles", "gift guide", "coupon", "promo", "discount", "deal", "save ", "% off", "percent off", "right now",
        "at amazon", "at walmart", "at target", "time low", "price drop", "lowest price", "ppchen", "rabattcode", "bestpreis", "gutschein", "angebot",
        "vergleich", "bon plan", "soldes", "meilleur", "oferta", "chollo", "cupón", "offerte", "sconto", "gazetk", "przecen", "wyprzeda", "aanbieding",
        "kortingscode", "cupom", "best");

    private static readonly SearchValues<char> Currencies = SearchValues.Create("$£€");

    private static readonly SearchValues<string> LiveCues = Cues(
        "live", "as it happened", "newsblog", "en direct", "en vivo", "diretta", "ao vivo", "minuto a", "relacja", "ywo", "online ");

    // Cyrillic ones by themselves: among others they would make the search many times slower.
    private static bool Mentions(string title, SearchValues<string> latin, params ReadOnlySpan<string> cyrillic)
    {
        if (title.AsSpan().ContainsAny(latin))
        {
            return true;
        }

        if (cyrillic.Length > 0 && title.AsSpan().ContainsAnyInRange('\u0400', '\u04FF'))
        {
            foreach (var cue in cyrillic)
            {
                if (title.Contains(cue, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static SearchValues<string> Cues(params string[] cues) => SearchValues.Create(cues, StringComparison.OrdinalIgnoreCase);

    // What begins a word stands in one group, so that most places of a headline are passed over at once.
    [GeneratedRegex(
        """
        \b(?:
            horos[ck]op\w*|horóscopo\w*|oroscopo\b|гороскоп\w*|(?:star|zodiac)\ sign
            | wordle\b|quordle\b|nerdle\b|sudoku\b|(?:nyt|today[’']s)\b.*\bconnections\b|strands\b.*\bhints\b
            | crosswords?\b|kreuzworträtsel\b|krzyżówk\w+|mots\ croisés\b|crucigrama\b|cruciverba\b|kruiswoord\w*
            | quiz(?:zes|ze|y|u|ie|es)?\b|trivia\b|кросворд|кроссворд
            | lott?ery?\b|lotto\b|powerball\b|mega\ millions\b|eurojackpot\b|euromillion\w*|lottozahlen\b|mega-?sena\b|quina\ \d
            | (?:morning|evening)\ rundown\b|full\ (?:broadcast|episode)\b|(?:news|health\ care|week(?:ly)?)\ round-?up\b
            | pressestimmen\b|presseschau\b|revue\ de\ presse\b|rassegna\ stampa\b|revista\ de\ prensa\b|przegląd\ prasy\b|was\ (?:am|heute)\b.*\bwichtig\ (?:wird|ist)\b
            | letters?\ to\ the\ editor\b|word\ of\ the\ day\b|on\ this\ day\b|kalendarium\b|kartka\ z\ kalendarza\b
            | (?:cd|mortgage|refinance|savings)\ rates?\b.*\b20\d\d\b
            | (?:gold|silver|petrol|diesel|fuel|dollar|euro|pound|riyal|dirham|rupee|crown|currency|exchange|forex)\b(?:\ \w+){0,4}\ (?:rates?|prices?)(?:\ in(?:\ \w+){1,3})?,?\ today\b|kursy\ walut\b
            | przepis\ na\b|recipes?\ for\b|recetas?\ de\b|ricett[ae]\b|rezept\ für\b
            | program\ tv\b|w(?:hat|here)\ to\ watch\ (?:on\ tv|tonight|this\ week)\b|tv\ tonight\b
        )
        | ^\W*(?:the\ )?(?:morning|evening|afternoon|daily|weekly|weekend|tuesday|wednesday|thursday|friday|saturday|sunday|monday)\W+(?:briefing|bulletin|digest|cartoon|round-?up|newsletter)\b
        | ^firstft\b|^(?:the\ papers|first\ thing|what[’']s\ news|the\ morning\ after)\b[^:]*:
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Routine();

    [GeneratedRegex(
        """
        \b(?:
            black\ friday\b|cyber\ monday\b|prime\ day\b|singles[’']?\ day\b|gift\ guide\b|coupons?\b|promo\ codes?\b|discount\ codes?\b
            | deals?\ (?:of\ the|on|right\ now|today|for|knocks?|drops?|slashes|scores?|brings?|gets?)\b.*(?:[$£€]|%|\bamazon\b|\bwalmart\b|\bbest\ buy\b|\btv\b|\blaptop|\bps5\b|\bipad\b|\bbundle)
            | (?:best|early|top|great|hot|huge|amazon|walmart|prime)\b[^:]*\bdeals\b
            | save\ (?:up\ to\ )?(?:[$£€]|\d+%|over\ [$£€]|hundreds)|\d+\ ?%\ off\b|percent\ off\b|knocks?\ [$£€]\d+|for\ (?:just|only)\ [$£€]\d|only\ [$£€]\d+\ right\ now\b
            | (?:is|are|now|back)\ (?:down|on\ sale|discounted)\b.*(?:[$£€]\d|\bright\ now\b|\bat\ (?:amazon|walmart|target))|all[- ]time\ low\b.*(?:price|[$£€])|price\ drop\b|lowest\ price\b|gets?\ (?:a\ )?(?:rare|big|huge)\ discount\b
            | bundle\ deal\b|on\ sale\ for\ (?:just\ |only\ |under\ )?[$£€]|now\ [$£€]\d+\b
            | (?:schnäppchen|rabattcode|bestpreis|gutschein\w*|im\ angebot\ bei)\b|im\ test\b.*\bvergleich\b
            | bon\ plan\b|code\ promo\b|soldes\b|meilleurs?\ (?:prix|offres)\b|ofertas?\ (?:del|de\ amazon|flash)\b|chollo\w*|cupón\b|offerte\ (?:amazon|del)\b|sconto\ del\b
            | promocj[aieęą]\w*\b.*(?:\bzł\b|%)|gazetk\w+\b|przecen\w+\b.*(?:\bzł\b|%|lidl|biedronk)|wyprzedaż\w*|aanbieding\w*\b|kortingscode\b|promoção\b|cupom\b
        )
        | ^\W*(?:the\ |these\ are\ the\ |our\ |my\ )?(?:\d+\ |\w+\ )?(?:of\ the\ )?(?:very\ )?best\b.*(?:\b20\d\d\b|\bto\ buy\b|\bdeals?\b|\bunder\ [$£€]|\bfor\ your\b|\bwe[’']ve\ tested\b|\btested\b|\breviewed\b)
        | ^today[’']s\ deals\b
        | [$£€]\ ?\d+\ off\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Shopping();

    [GeneratedRegex(
        """
        \b(?:
            live\ ?(?:blog|ticker|updates?|coverage|scores?|results?|reaction)\b|live:|as\ it\ happened\b|live\ now\b
            | liveticker\b|(?:newsblog|live-?ticker)\b|en\ (?:direct|vivo|directo)\b|in\ diretta\b|la\ diretta\b|ao\ vivo\b|minuto\ a\ minuto\b|relacja\ (?:na\ żywo|live)\b|na\ żywo\b|online\ (?:хроніка|трансляция)\b|онлайн-трансляци\w+|liveblog\b
        )
        | [-–—|:]\ *(?:\w+\ )?live\W*$|^\W*live\s*[:|!–—-]
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Live();
}
