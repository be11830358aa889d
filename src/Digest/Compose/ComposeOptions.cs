using System.ComponentModel.DataAnnotations;

namespace Digest.Compose;

/// <summary>What an issue holds, and how late one may still come. Section "Compose".</summary>
public sealed record ComposeOptions
{
    /// <summary>Fewer new stories than this, and nothing is sent.</summary>
    [Range(1, 20)]
    public int MinStories { get; init; } = 3;

    /// <summary>The day's top stories an issue opens with, at most half of what the reader asked for.</summary>
    [Range(1, 30)]
    public int TopStories { get; init; } = 5;

    /// <summary>Top stories of one topic: a day full of politics still opens with more than politics.</summary>
    [Range(1, 30)]
    public int MaxTopPerTopic { get; init; } = 2;

    /// <summary>Stories of one topic in one issue, top stories not counted.</summary>
    [Range(1, 30)]
    public int MaxPerTopic { get; init; } = 4;

    /// <summary>Stories in which there is something the reader follows, top stories not counted; at most half of the places left.</summary>
    [Range(1, 30)]
    public int MaxFollowed { get; init; } = 6;

    /// <summary>Stories of one title in one issue.</summary>
    [Range(1, 30)]
    public int MaxPerTitle { get; init; } = 3;

    /// <summary>A story sent before comes again, as an update, when it has this many more articles and half as many again.</summary>
    [Range(1, 100)]
    public int GrownBy { get; init; } = 4;

    /// <summary>How long it is remembered what a reader was sent, in days.</summary>
    [Range(1, 60)]
    public int RememberDays { get; init; } = 14;

    /// <summary>How long "more like this" and "less" count, in days.</summary>
    [Range(1, 365)]
    public int FeedbackDays { get; init; } = 90;

    /// <summary>Hours after a missed hour (the service was down) at which the issue is still sent, once; later it is skipped, and its stories go into the next.</summary>
    [Range(0, 23)]
    public int CatchUpHours { get; init; } = 6;

    /// <summary>An edition older than this is not news any more: the due wait for the next one.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan MaxEditionAge { get; init; } = TimeSpan.FromHours(2);

    /// <summary>An issue not submitted by then is given up: tomorrow's is better than yesterday's.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3.00:00:00")]
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Subscribers composed for in one transaction.</summary>
    [Range(1, 2_000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>Bytes of the HTML part (decoded); stories from the end are left out before it grows larger. Gmail clips at 102 KB.</summary>
    [Range(20_000, 100_000)]
    public int HtmlBudget { get; init; } = 80_000;
}
