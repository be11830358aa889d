namespace Digest.Model;

/// <summary>
/// Which stories are on top right now: by corroboration (distinct independent sources, weighted), velocity and freshness, by how
/// long titles keep at them and whether they also discuss them, never by one loud title. Pure: the same candidates and the same <c>now</c> give the same order.
/// </summary>
public static class StoryRank
{
    /// <param name="candidates">Stories with the articles known so far; articles after <paramref name="now"/> are not looked at.</param>
    /// <returns>Best first, rank 1 and up; a story without an article inside the window, or only of backlog or weight 0, is left out.</returns>
    public static IReadOnlyList<RankedStory> Rank(IReadOnlyList<StoryCandidate> candidates, DateTimeOffset now, RankOptions? options = null)
    {
        var o = options ?? RankOptions.Default;
        var narrowness = new Narrowness(candidates);
        return [.. candidates
            .Select(c => (Story: c, Coverage: StoryCoverage.Of(c, now, o)))
            .Where(x => x.Coverage.Score > 0)
            .OrderByDescending(x => x.Coverage.Score)
            .Select((x, i) => i < o.NarrowAmong ? x with { Coverage = x.Coverage with { Score = x.Coverage.Score * Breadth(narrowness.Of(x.Story), o) } } : x)
            .OrderByDescending(x => x.Coverage.Score)
            .ThenByDescending(x => x.Coverage.NewestAt)
            .ThenBy(x => x.Story.StoryId)
            .Select((x, i) => new RankedStory(x.Story, i + 1, x.Coverage.Score, x.Coverage.Reason))];
    }

    // What only one field's press tells is that field's news: it leads its topic, and the day only where it is as much larger.
    private static double Breadth(double narrowness, RankOptions o) => Math.Pow(Math.Min(1, o.NarrowFrom / narrowness), o.NarrowPower);
}

/// <summary>A story as ranking sees it. Order of the articles does not matter.</summary>
public sealed record StoryCandidate
{
    public required long StoryId { get; init; }
    /// <summary>IPTC code, or null.</summary>
    public string? Topic { get; init; }
    public string? Language { get; init; }
    public required IReadOnlyList<CandidateArticle> Articles { get; init; }
}

/// <summary>One article of a candidate story.</summary>
public sealed record CandidateArticle
{
    public required long Id { get; init; }
    public required long SourceId { get; init; }
    /// <summary>1 is usual, 0 never leads, 10 is the most.</summary>
    public double SourceWeight { get; init; } = 1;
    /// <summary>Its headline, or empty: how alike titles write is told by them (<see cref="Narrowness"/>).</summary>
    public string Title { get; init; } = "";
    public required DateTimeOffset PublishedAt { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    /// <summary>The article whose words it repeats (wire copy, republished text), or null: together they corroborate once.</summary>
    public long? CopyOf { get; init; }
    /// <summary>True for what was already old when its feed was first seen: it never makes a story today's.</summary>
    public bool Backlog { get; init; }
    /// <summary>Offers, horoscopes and the like never bring a story to the top.</summary>
    public ArticleKind Kind { get; init; }
    /// <summary>True for what goes with the news rather than telling it (<see cref="Model.Sidebar"/>): a guide to a game is no report of it.</summary>
    public bool Sidebar { get; init; }
}

/// <summary>A story with its place: rank 1 is the top one; scores compare within one ranking only.</summary>
public sealed record RankedStory(StoryCandidate Story, int Rank, double Score, PlaceReason Reason);

/// <summary>How ranking weighs. The defaults are what was measured best (tests/Digest.Evaluation top).</summary>
public sealed record RankOptions
{
    public static readonly RankOptions Default = new();

    /// <summary>Coverage older than this does not count.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(36);

    /// <summary>After this long an article's word counts half.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromHours(4);

    /// <summary>What each article adds besides its title's voice: a story that titles keep returning to goes on.</summary>
    public double EchoShare { get; init; } = 0.25;

    /// <summary>The articles of one title, its newest, that add so.</summary>
    public int EchoesPerTitle { get; init; } = 4;

    /// <summary>
    /// What coverage is spread over: with k such spans that hold an article of it (of each title its <see cref="EchoesPerTitle"/> newest), the score
    /// of a story of two voices or more is multiplied by k to the power of <see cref="LastingPower"/>.
    /// </summary>
    public TimeSpan LastingSpan { get; init; } = TimeSpan.FromHours(3);

    /// <summary>
    /// A quarter: told in twelve spans, a day and a half, counts 1.9 times a single burst. Measured on one week: .15 to .5 are alike, with
    /// more, old stories hide what is new.
    /// </summary>
    public double LastingPower { get; init; } = 0.25;

    /// <summary>
    /// What is reported and also explained, judged and asked about goes on longer than what is only reported: with half of its articles such, a score
    /// (of two voices or more) is multiplied by 1 and up to half of this. Measured on one week: 1 to 3 gain, 4 no more.
    /// </summary>
    public double DiscussedBonus { get; init; } = 2;

    /// <summary>So many articles, of neither kind, are added to a story's own before the share is taken: one question among three articles is no discussion yet.</summary>
    public double DiscussedDoubt { get; init; } = 2;

    /// <summary>What a guide, a review or an opinion counts of a report.</summary>
    public double SidebarShare { get; init; } = 0.35;

    /// <summary>Up to this narrowness of those who tell it, a story keeps its score: few general ones go beyond.</summary>
    public double NarrowFrom { get; init; } = 1.35;

    /// <summary>How much it loses beyond: 3 leaves an eighth at twice as narrow.</summary>
    public double NarrowPower { get; init; } = 3;

    /// <summary>The stories, those of most score, that are looked at for it.</summary>
    public int NarrowAmong { get; init; } = 200;

    /// <summary>After this long such an echo counts half.</summary>
    public TimeSpan EchoHalfLife { get; init; } = TimeSpan.FromHours(16);
}
