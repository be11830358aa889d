using System.ComponentModel.DataAnnotations;

namespace Digest.Subscribers;

/// <summary>How people come and go. Section "Subscribers".</summary>
public sealed record SubscribersOptions
{
    /// <summary>How long a confirmation link is good for.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan ConfirmWithin { get; init; } = TimeSpan.FromHours(48);

    /// <summary>The least time between two confirmation mails to one person.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan ConfirmationInterval { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Confirmation mails to one person that may go unanswered; then no more, until an operator adds them.</summary>
    [Range(1, 100)]
    public int MaxUnanswered { get; init; } = 3;

    /// <summary>Confirmation mails an hour, to all together: what a flood of sign-ups can make this service send.</summary>
    [Range(1, 1_000_000)]
    public int ConfirmationsPerHour { get; init; } = 500;

    /// <summary>Domains (and those below them) that get no confirmation mail: throw-away mailboxes, and domains of your own that send only.</summary>
    public IReadOnlyList<string> BlockedDomains { get; init; } = [];

    /// <summary>How long an unsubscription can be taken back by its link.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan UndoWithin { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a sign-up nobody confirmed is kept, as proof of what was asked; then its address is forgotten.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan ForgetUnconfirmedAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long it is kept what readers said of single stories ("more like this", "less"); what they muted stays muted.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan ForgetFeedbackAfter { get; init; } = TimeSpan.FromDays(180);

    /// <summary>A file with the key of address hashes, 32 characters or more; share it between nodes. Empty: made once and kept in Store:Directory.</summary>
    public string? AddressKeyFile { get; init; }
}
