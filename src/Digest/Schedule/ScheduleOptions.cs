using System.ComponentModel.DataAnnotations;

namespace Digest.Schedule;

public enum Role
{
    /// <summary>Pages and schedule in one process: the small machine.</summary>
    Both,

    /// <summary>Pages only.</summary>
    Web,

    /// <summary>The schedule only; of pages just /healthz.</summary>
    Worker,
}

/// <summary>Which half of the service this process is, and how often each step looks for work. Section "Schedule".</summary>
public sealed record ScheduleOptions
{
    public Role Role { get; init; } = Role.Both;

    /// <summary>How often due feeds are looked for; how often one feed is checked is the feed's own matter.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan GatherEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often new articles are joined to stories.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StoriesEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often it is looked whether somebody is due and an edition must be cut.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan EditionEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often issues are composed for those who are due.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ComposeEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the ledger is looked at for mails to submit.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DeliverEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the folder and the mailbox that bounces come to are read.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan FeedbackEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often pauses that ran out are ended and unconfirmed sign-ups forgotten.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TidyEvery { get; init; } = TimeSpan.FromMinutes(1);
}
