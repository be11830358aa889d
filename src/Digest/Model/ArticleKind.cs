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
        Routine().IsMatch(title) ? ArticleKind.Routine
        : Shopping().IsMatch(title) ? ArticleKind.Shopping
        : Live().IsMatch(title) ? ArticleKind.Live
        : ArticleKind.Ordinary;

    [GeneratedRegex(
        """
        \bhoros[ck]op\w*|\bhoróscopo\w*|\boroscopo\b|\bгороскоп\w*|\b(?:star|zodiac)\ sign
        | \bwordle\b|\bquordle\b|\bnerdle\b|\bsudoku\b|\b(?:nyt|today[’']s)\b.*\bconnections\b|\bstrands\b.*\bhints\b
        | \bcrosswords?\b|\bkreuzworträtsel\b|\bkrzyżówk\w+|\bmots\ croisés\b|\bcrucigrama\b|\bcruciverba\b|\bkruiswoord\w*
        | \bquiz(?:zes|ze|y|u|ie|es)?\b|\btrivia\b|\bкросворд|\bкроссворд
        | \blott?ery?\b|\blotto\b|\bpowerball\b|\bmega\ millions\b|\beurojackpot\b|\beuromillion\w*|\blottozahlen\b|\bmega-?sena\b|\bquina\ \d
        | ^\W*(?:the\ )?(?:morning|evening|afternoon|daily|weekly|weekend|tuesday|wednesday|thursday|friday|saturday|sunday|monday)\W+(?:briefing|bulletin|digest|cartoon|round-?up|newsletter)\b
        | \b(?:morning|evening)\ rundown\b|\bfull\ (?:broadcast|episode)\b|\b(?:news|health\ care|week(?:ly)?)\ round-?up\b|^firstft\b|^(?:the\ papers|first\ thing|what[’']s\ news|the\ morning\ after)\b[^:]*:
        | \bpressestimmen\b|\bpresseschau\b|\brevue\ de\ presse\b|\brassegna\ stampa\b|\brevista\ de\ prensa\b|\bprzegląd\ prasy\b|\bwas\ (?:am|heute)\b.*\bwichtig\ (?:wird|ist)\b
        | \bletters?\ to\ the\ editor\b|\bword\ of\ the\ day\b|\bon\ this\ day\b|\bkalendarium\b|\bkartka\ z\ kalendarza\b
        | \b(?:cd|mortgage|refinance|savings)\ rates?\b.*\b20\d\d\b
        | \bprzepis\ na\b|\brecipes?\ for\b|\brecetas?\ de\b|\bricett[ae]\b|\brezept\ für\b
        | \bprogram\ tv\b|\bw(?:hat|here)\ to\ watch\ (?:on\ tv|tonight|this\ week)\b|\btv\ tonight\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Routine();

    [GeneratedRegex(
        """
        \bblack\ friday\b|\bcyber\ monday\b|\bprime\ day\b|\bsingles[’']?\ day\b|\bgift\ guide\b|\bcoupons?\b|\bpromo\ codes?\b|\bdiscount\ codes?\b
        | ^\W*(?:the\ |these\ are\ the\ |our\ |my\ )?(?:\d+\ |\w+\ )?(?:of\ the\ )?(?:very\ )?best\b.*(?:\b20\d\d\b|\bto\ buy\b|\bdeals?\b|\bunder\ [$£€]|\bfor\ your\b|\bwe[’']ve\ tested\b|\btested\b|\breviewed\b)
        | \bdeals?\ (?:of\ the|on|right\ now|today|for|knocks?|drops?|slashes|scores?|brings?|gets?)\b.*(?:[$£€]|%|\bamazon\b|\bwalmart\b|\bbest\ buy\b|\btv\b|\blaptop|\bps5\b|\bipad\b|\bbundle)
        | ^today[’']s\ deals\b|\b(?:best|early|top|great|hot|huge|amazon|walmart|prime)\b[^:]*\bdeals\b
        | \bsave\ (?:up\ to\ )?(?:[$£€]|\d+%|over\ [$£€]|hundreds)|\b\d+\ ?%\ off\b|\bpercent\ off\b|[$£€]\ ?\d+\ off\b|\bknocks?\ [$£€]\d+|\bfor\ (?:just|only)\ [$£€]\d|\bonly\ [$£€]\d+\ right\ now\b
        | \b(?:is|are|now|back)\ (?:down|on\ sale|discounted)\b.*(?:[$£€]\d|\bright\ now\b|\bat\ (?:amazon|walmart|target))|\ball[- ]time\ low\b.*(?:price|[$£€])|\bprice\ drop\b|\blowest\ price\b|\bgets?\ (?:a\ )?(?:rare|big|huge)\ discount\b
        | \bbundle\ deal\b|\bon\ sale\ for\ (?:just\ |only\ |under\ )?[$£€]|\bnow\ [$£€]\d+\b
        | \b(?:schnäppchen|rabattcode|bestpreis|gutschein\w*|im\ angebot\ bei)\b|\bim\ test\b.*\bvergleich\b
        | \bbon\ plan\b|\bcode\ promo\b|\bsoldes\b|\bmeilleurs?\ (?:prix|offres)\b|\bofertas?\ (?:del|de\ amazon|flash)\b|\bchollo\w*|\bcupón\b|\bofferte\ (?:amazon|del)\b|\bsconto\ del\b
        | \bpromocj[aieęą]\w*\b.*(?:\bzł\b|%)|\bgazetk\w+\b|\bprzecen\w+\b.*(?:\bzł\b|%|lidl|biedronk)|\bwyprzedaż\w*|\baanbieding\w*\b|\bkortingscode\b|\bpromoção\b|\bcupom\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Shopping();

    [GeneratedRegex(
        """
        \blive\ ?(?:blog|ticker|updates?|coverage|scores?|results?|reaction)\b|[-–—|:]\ *(?:\w+\ )?live\W*$|\blive:|^\W*live\s*[:|!–—-]|\bas\ it\ happened\b|\blive\ now\b
        | \bliveticker\b|\b(?:newsblog|live-?ticker)\b|\ben\ (?:direct|vivo|directo)\b|\bin\ diretta\b|\bla\ diretta\b|\bao\ vivo\b|\bminuto\ a\ minuto\b|\brelacja\ (?:na\ żywo|live)\b|\bna\ żywo\b|\bonline\ (?:хроніка|трансляция)\b|\bонлайн-трансляци\w+|\bliveblog\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Live();
}
