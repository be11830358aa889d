using System.Text.RegularExpressions;

namespace Digest.Model;

/// <summary>
/// News of a thing to buy or to watch: a device, a game, a film as it is announced, shown, priced and reviewed. Many titles tell it, under
/// science as under the arts, for other reasons than that it matters to all.
/// </summary>
public static partial class Wares
{
    // One headline in so many that speaks of a ware makes the story one of it: the others name the thing alone.
    private const int OneIn = 4;
    private const int Least = 2;

    /// <summary>True for a story whose headlines speak of something to buy or to watch.</summary>
    public static bool Is(StoryCandidate story)
    {
        var spoken = story.Articles.Where(a => Speaks(a.Title)).Select(a => a.SourceId).Distinct().Count();
        return spoken >= Least && spoken * OneIn >= story.Articles.Select(a => a.SourceId).Distinct().Count();
    }

    /// <summary>True for a headline that does.</summary>
    public static bool Speaks(string headline) => Words().IsMatch(headline);

    [GeneratedRegex(
        """
        \b(?:
            hands[- ]on|first\ look|unboxing|pre-?orders?|release\ date|gets\ a\ release|launch\ date|trailers?|teasers?|gameplay|dlc|patch\ notes|early\ access|box\ office|season\ (?:\d|finale)|spoilers?|sequels?|remakes?|remaster\w*
            | review\ roundup|specs|battery\ life|oled|refresh\ rate|(?:better|bigger|brighter|new)\ (?:screen|display|camera|design)s?|leaked\ (?:specs|renders)|rumou?r(?:s|ed)?\ to
            | (?:starts|priced?|costs?|available)\ (?:at|from|for)\ [$£€]|launche[sd]\ .*[$£€]\d+
            | kinostart|vorbestell\w+|erscheint\ am|im\ (?:test|hands-on)|bande[- ]annonce|précommand\w+|date\ de\ sortie|prise\ en\ main|tráiler|fecha\ de\ lanzamiento|reserva\ ya|data\ di\ uscita|preordin\w+
            | zwiastun\w*|premiera\ gry|data\ premiery|przedsprzedaż\w*|recenzja|zapowiedź\ gry|trailer\w*
        )\b
        | \breviews?\s?(?:[:–—|]|\s-\s)|^\W*review\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
