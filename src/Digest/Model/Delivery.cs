namespace Digest.Model;

/// <summary>An edition as composed for one subscriber: which stories, in which order, and why each.</summary>
public sealed record Issue
{
    public required long Id { get; init; }
    public required long EditionId { get; init; }
    public required long SubscriberId { get; init; }
    /// <summary>The local day it is for (2026-11-24): one issue per subscriber and slot, whatever happens.</summary>
    public required string Slot { get; init; }
    public IReadOnlyList<IssueStory> Stories { get; init; } = [];
    public required DateTimeOffset ComposedAt { get; init; }
    /// <summary>Why nothing was sent (too few new stories, missed window), or null when it was.</summary>
    public string? SkippedBecause { get; init; }
}

/// <summary>
/// Where a story stands in an issue. Section is top, picks, follow, more, or a topic's IPTC code; why is a machine word (top, topic, pick,
/// update, title, word, like, more). Articles is how many the story had then: it is not sent again unless it grew.
/// </summary>
public sealed record IssueStory(long StoryId, string Section, string Why, int Articles = 0)
{
    /// <summary>How many titles told it then.</summary>
    public int Titles { get; init; }
    /// <summary>Of an update: the local day (yyyy-MM-dd) on which the reader was last told of it.</summary>
    public string? Since { get; init; }
    /// <summary>Of an update: the titles that have come to it since.</summary>
    public int NewTitles { get; init; }
    /// <summary>What they follow (a title's name, a word), where that is why.</summary>
    public string? Because { get; init; }
    /// <summary>The id of the title they follow whose article is shown instead of the lead.</summary>
    public long? First { get; init; }
    /// <summary>
    /// What the reader has muted of it, joined by commas: ids of titles that tell it too, not named and not shown; and those of stories not
    /// named beneath it, each after an s.
    /// </summary>
    public string? Without { get; init; }
}

/// <summary>The ledger's row for one mail to one address, from pending to submitted, or given up.</summary>
public sealed record Delivery
{
    public required long Id { get; init; }
    public required MailKind Kind { get; init; }
    public long? IssueId { get; init; }
    public long? SubscriberId { get; init; }
    public long? SignUpId { get; init; }
    public required string Address { get; init; }
    /// <summary>The address's domain, lower case.</summary>
    public string Domain { get; init; } = "";
    /// <summary>Fixed when the row is written, the same on every attempt; without angle brackets.</summary>
    public required string MessageId { get; init; }
    public required DeliveryState State { get; init; }
    /// <summary>Why it has this state, a machine word (unknown-address, full, policy, temporary, in-doubt, left …).</summary>
    public string? Cause { get; init; }
    /// <summary>0 goes first.</summary>
    public long Priority { get; init; }
    public string? Owner { get; init; }
    /// <summary>Counts claims; an UPDATE under an older number changes nothing (fencing).</summary>
    public long Lease { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
    public long Attempts { get; init; }
    /// <summary>How often only the relay knew whether it took the mail.</summary>
    public long Doubts { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? HandedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    /// <summary>The relay that answered last.</summary>
    public string? Relay { get; init; }
    /// <summary>The server's last words, or ours where there was no server.</summary>
    public string? Reply { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>After this it is not worth sending any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

public enum MailKind { Digest, Confirm, Welcome, Farewell, SignIn, AddressChange }

/// <summary>
/// pending → claimed → handing → submitted, or one of the others. Handing is written before DATA, submitted after its 250:
/// a row found in handing after a crash is in doubt, since only the relay knows.
/// </summary>
public enum DeliveryState { Pending, Claimed, Handing, Submitted, Deferred, Hard, Soft, Blocked, InDoubt, Expired, Cancelled }
