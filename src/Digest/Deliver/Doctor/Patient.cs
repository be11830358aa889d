using Digest.Deliver.Dkim;
using Digest.Model;
using Digest.Store;

namespace Digest.Deliver.Doctor;

/// <summary>All that the doctor looks at; the command fills it, so that each check is a function of it and of the answers from outside.</summary>
public sealed record Patient
{
    /// <summary>The domain of From; envelope senders (bounce+…) are of it too.</summary>
    public required string Domain { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>A List-Unsubscribe address of nobody, to see whether it answers.</summary>
    public required Uri UnsubscribeUrl { get; init; }

    public IReadOnlyList<RelayTarget> Relays { get; init; } = [];

    /// <summary>What the DKIM signature's d= is; the From domain unless told otherwise.</summary>
    public string? SigningDomain { get; init; }

    public IReadOnlyList<LoadedKey> Keys { get; init; } = [];

    /// <summary>Why the keys could not be loaded, or null.</summary>
    public string? KeysError { get; init; }

    /// <summary>Files that hold keys, passwords or addresses.</summary>
    public IReadOnlyList<string> SecretFiles { get; init; } = [];

    /// <summary>Recent mails, rendered again.</summary>
    public IReadOnlyList<OutgoingMail> Mails { get; init; } = [];

    /// <summary>What came of the last week's mails.</summary>
    public Week Week { get; init; } = new(0, 0, 0, 0);

    /// <summary>What is paused, by an operator or by itself.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>Mails in doubt that are not sent again by themselves.</summary>
    public long Held { get; init; }

    /// <summary>The latest time written to the database, or null.</summary>
    public DateTimeOffset? LatestRow { get; init; }

    public required DateTimeOffset Now { get; init; }
}

/// <summary>A relay that mails are handed to.</summary>
/// <param name="HelloName">What we call ourselves there.</param>
/// <param name="RequiresTls">Nothing is sent there without TLS.</param>
/// <param name="TrustedCertificates">A PEM file of issuers to trust beside the system's, or null.</param>
public sealed record RelayTarget(string Host, int Port, bool ImplicitTls, string? HelloName, bool HasLogin, string? TrustedCertificates = null, bool RequiresTls = false)
{
    /// <summary>The name of the address that mails leave from: the relay's or, where it is on this machine or network, what it calls itself, if that is known.</summary>
    public string? PublicName => PublicAddresses.IsLocal(Host) ? HelloName : Host;
}

/// <summary>Mails submitted, and bounces by class, over seven days.</summary>
public sealed record Week(long Submitted, long Hard, long Blocked, long Complaints);
