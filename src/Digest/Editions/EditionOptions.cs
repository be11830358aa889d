using System.ComponentModel.DataAnnotations;

namespace Digest.Editions;

/// <summary>What an edition holds, and when one is cut. Section "Edition".</summary>
public sealed record EditionOptions
{
    /// <summary>The top stories an edition holds, of any topic.</summary>
    [Range(10, 5_000)]
    public int MaxStories { get; init; } = 150;

    /// <summary>The best of each topic it holds even where they are not among the top stories.</summary>
    [Range(0, 500)]
    public int MaxPerTopic { get; init; } = 25;

    /// <summary>The other titles' articles kept per story.</summary>
    [Range(0, 50)]
    public int MaxAlsoIn { get; init; } = 6;

    /// <summary>What the second story of a family counts of its score, and each further one of what is left: an edition tells a matter once.</summary>
    [Range(0.0, 1.0)]
    public double KinShare { get; init; } = 0.4;

    /// <summary>What the further stories of a family add to the first one's score, which they at most double.</summary>
    [Range(0.0, 1.0)]
    public double MatterShare { get; init; } = 0.4;

    /// <summary>What a story of the arts, of human interest, lifestyle or sport counts of one of public affairs that as many titles tell.</summary>
    [Range(0.05, 1.0)]
    public double SoftShare { get; init; } = 0.5;

    /// <summary>The articles kept whole per story, of titles that readers follow.</summary>
    [Range(0, 50)]
    public int MaxFaces { get; init; } = 12;

    /// <summary>The other stories of its matter named beneath a story.</summary>
    [Range(0, 20)]
    public int MaxRelated { get; init; } = 3;

    /// <summary>
    /// The lead article is chosen among those published within this time of the story's newest, or as far back as <see cref="LeadAmong"/> titles told it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:30:00", "3.00:00:00")]
    public TimeSpan LeadWithin { get; init; } = TimeSpan.FromHours(8);

    /// <summary>So many titles' reports at least are looked at for the lead article, where there are as many.</summary>
    [Range(1, 50)]
    public int LeadAmong { get; init; } = 4;

    /// <summary>Characters of a teaser; a longer one ends at a sentence, else at a word.</summary>
    [Range(60, 2_000)]
    public int TeaserLength { get; init; } = 320;

    /// <summary>An edition younger than this serves all who are due; else a new one is cut.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Without anybody due, the front page gets a new edition after this time, when there is something new.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long an edition is kept: for its page, and for the mails that are made of it. One that a mail not yet sent needs stays longer.</summary>
    [Range(typeof(TimeSpan), "4.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a pick without an end counts; a ban, a merge and a split count until they are taken back.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan PickFor { get; init; } = TimeSpan.FromHours(36);

    /// <summary>What a lift multiplies a story's score by, and a sink divides it by.</summary>
    [Range(1.0, 100.0)]
    public double LiftBy { get; init; } = 3;
}
