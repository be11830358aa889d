namespace Digest.Model;

/// <summary>A person with a confirmed address, topics, hour, time zone and frequency.</summary>
public record Subscriber
{
    public required long Id { get; init; }
    public required string Address { get; init; }
    public SubscriberState State { get; init; } = SubscriberState.Active;
    /// <summary>IPTC codes, in the reader's order.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];
    /// <summary>Local hour of the day, 0 to 23.</summary>
    public required int Hour { get; init; }
    /// <summary>IANA time zone (Europe/Berlin).</summary>
    public required string Zone { get; init; }
    public Frequency Frequency { get; init; } = Frequency.Daily;
    /// <summary>For weekly: the day it comes.</summary>
    public DayOfWeek WeekDay { get; init; } = DayOfWeek.Monday;
    /// <summary>The language of the mail around the stories, a file of templates/locales (en, de).</summary>
    public string Locale { get; init; } = "en";
    /// <summary>Languages of stories to include; empty means any.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
    /// <summary>The most stories one issue may hold.</summary>
    public int MaxStories { get; init; } = 12;
    /// <summary>Names of titles whose stories come first.</summary>
    public IReadOnlyList<string> FollowedTitles { get; init; } = [];
    /// <summary>Names of titles of which nothing is shown.</summary>
    public IReadOnlyList<string> MutedTitles { get; init; } = [];
    /// <summary>Words and phrases; an asterisk at the end stands for any ending.</summary>
    public IReadOnlyList<string> FollowedWords { get; init; } = [];
    /// <summary>Words and phrases, as followed ones: a story told with one of them is left out.</summary>
    public IReadOnlyList<string> MutedWords { get; init; } = [];
    /// <summary>Whether an article that everybody may read leads, where there is one.</summary>
    public bool PrefersFree { get; init; }
    /// <summary>Minutes of reading an issue may take; 0 for no such limit.</summary>
    public int Minutes { get; init; }
    /// <summary>Whether mails carry "more like this, less, mute this title" links.</summary>
    public bool Feedback { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    /// <summary>When the next issue is due, UTC; null while unsubscribed or paused until further notice.</summary>
    public DateTimeOffset? NextDueAt { get; init; }
    /// <summary>While paused: until when, or null for until further notice.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
    public DateTimeOffset? UnsubscribedAt { get; init; }
    public string? UnsubscribeReason { get; init; }
}

public enum SubscriberState { Active, Paused, Unsubscribed }

public enum Frequency { Daily, Weekdays, Weekly }

/// <summary>What a reader chooses: at sign-up, where it is parked until confirmed, and in the preferences.</summary>
public sealed record Choices
{
    public IReadOnlyList<string> Topics { get; init; } = [];
    public required int Hour { get; init; }
    public required string Zone { get; init; }
    public Frequency Frequency { get; init; } = Frequency.Daily;
    public DayOfWeek WeekDay { get; init; } = DayOfWeek.Monday;
    public string Locale { get; init; } = "en";
    public IReadOnlyList<string> Languages { get; init; } = [];
    public int MaxStories { get; init; } = 12;
    /// <summary>Names of titles whose stories come first.</summary>
    public IReadOnlyList<string> FollowedTitles { get; init; } = [];
    /// <summary>Names of titles of which nothing is shown.</summary>
    public IReadOnlyList<string> MutedTitles { get; init; } = [];
    /// <summary>Words and phrases; an asterisk at the end stands for any ending.</summary>
    public IReadOnlyList<string> FollowedWords { get; init; } = [];
    /// <summary>Words and phrases, as followed ones: a story told with one of them is left out.</summary>
    public IReadOnlyList<string> MutedWords { get; init; } = [];
    /// <summary>Whether an article that everybody may read leads, where there is one.</summary>
    public bool PrefersFree { get; init; }
    /// <summary>Minutes of reading an issue may take; 0 for no such limit.</summary>
    public int Minutes { get; init; }
    /// <summary>Whether mails carry "more like this, less, mute this title" links.</summary>
    public bool Feedback { get; init; }
}

/// <summary>A sign-up that waits for its confirmation (double opt-in).</summary>
public sealed record SignUp
{
    public required long Id { get; init; }
    public required string Address { get; init; }
    /// <summary>Whose address changes to this one when it is confirmed; null for a new reader.</summary>
    public long? SubscriberId { get; init; }
    public required Choices Choices { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    /// <summary>The words the reader agreed to.</summary>
    public required string ConsentText { get; init; }
}

/// <summary>What a reader said of a story: Headline, Title (the news title's name) and Topic as it was told them.</summary>
public sealed record ReaderFeedback
{
    public required long SubscriberId { get; init; }
    public required long StoryId { get; init; }
    public required Verdict Verdict { get; init; }
    public required string Headline { get; init; }
    public required string Title { get; init; }
    public string? Topic { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>More or less like it, or nothing of its title any more.</summary>
public enum Verdict { More, Less, Mute }

/// <summary>Something that happened to a subscription: Kind is a verb in the past (confirmed, paused, unsubscribed …).</summary>
public sealed record SubscriberEvent(string Kind, DateTimeOffset At, string? Detail);

/// <summary>An address that must not be mailed, and the reason (unsubscribed, complained, hard bounce, operator).</summary>
public sealed record Suppression(string Address, string Reason, string Source, DateTimeOffset CreatedAt, DateTimeOffset? Until);
