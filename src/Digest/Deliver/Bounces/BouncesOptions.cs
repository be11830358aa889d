using System.ComponentModel.DataAnnotations;

namespace Digest.Deliver.Bounces;

/// <summary>What follows from mails that come back, and where they come from. Section "Bounces".</summary>
public sealed record BouncesOptions
{
    /// <summary>Soft bounces to one address, each worth half after <see cref="SoftHalfLife"/>, that suppress it for <see cref="SoftFor"/>.</summary>
    [Range(1.0, 100.0)]
    public double SoftLimit { get; init; } = 5;

    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan SoftHalfLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a suppression for soft bounces lasts.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan SoftFor { get; init; } = TimeSpan.FromDays(60);

    /// <summary>
    /// How far back a provider's event that names no mail, but an address, may still mean one; and how old a mail may be for its bounce
    /// to suppress an address. A later one is listed and no more. Complaints count at any time.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan MatchWithin { get; init; } = TimeSpan.FromDays(30);

    /// <summary>A folder to take .eml files (or a maildir's new/) from; those read are moved into its folder "done".</summary>
    public string? Folder { get; init; }

    public ImapOptions Imap { get; init; } = new();

    public WebhookOptions Webhooks { get; init; } = new();
}

/// <summary>The mailbox that bounce+…@ and unsubscribe@ are delivered to. No host: not read.</summary>
public sealed record ImapOptions
{
    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 993;

    /// <summary>Tls from the first octet, StartTls (required, never downgraded), or None for a server on this machine.</summary>
    public ImapSecurity Security { get; init; } = ImapSecurity.Tls;

    public string User { get; init; } = "";

    public string? Password { get; init; }

    /// <summary>A file that holds the password.</summary>
    public string? PasswordFile { get; init; }

    public string Folder { get; init; } = "INBOX";

    /// <summary>Where messages go once read; made when missing. Empty: they are deleted.</summary>
    public string DoneFolder { get; init; } = "Digest-Done";

    /// <summary>The most messages taken in one run.</summary>
    [Range(1, 100_000)]
    public int MaxMessages { get; init; } = 2000;
}

public enum ImapSecurity { Tls, StartTls, None }

/// <summary>What proves that an event comes from the provider; one that is empty closes its address.</summary>
public sealed record WebhookOptions
{
    /// <summary>The SNS topics (ARN) whose SES notifications count; their signatures are checked against Amazon's certificate.</summary>
    public IReadOnlyList<string> SesTopics { get; init; } = [];

    /// <summary>USER:PASSWORD, as in the address given to Postmark (https://USER:PASSWORD@host/hooks/postmark): it signs nothing.</summary>
    public string? PostmarkLogin { get; init; }

    /// <summary>A file that holds the login.</summary>
    public string? PostmarkLoginFile { get; init; }

    /// <summary>Mailgun's HTTP webhook signing key.</summary>
    public string? MailgunKey { get; init; }

    /// <summary>A file that holds the key.</summary>
    public string? MailgunKeyFile { get; init; }

    /// <summary>SendGrid's verification key for signed event webhooks: an ECDSA public key in base64.</summary>
    public string? SendGridKey { get; init; }

    /// <summary>The key that a program of yours signs with: X-Digest-Signature is the hex HMAC-SHA256 of X-Digest-Timestamp, '.', and the body.</summary>
    public string? GenericKey { get; init; }

    /// <summary>A file that holds the key.</summary>
    public string? GenericKeyFile { get; init; }

    /// <summary>How old, or how far ahead, a signed time may be.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(15);
}
