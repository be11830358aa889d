namespace Digest.Deliver.Bounces;

/// <summary>What a message that came back means, from harmless to worst.</summary>
public enum BounceClass
{
    /// <summary>Nothing about a mail of ours that failed.</summary>
    None,
    /// <summary>A person's or a program's automatic answer: the mail arrived.</summary>
    AutoReply,
    /// <summary>Mailbox full, server down, given up after a while: it may work again.</summary>
    Soft,
    /// <summary>Refused for what the sender or the message is (policy, reputation, content): the address is fine.</summary>
    Blocked,
    /// <summary>The address does not exist and will not.</summary>
    Hard,
    /// <summary>The reader pressed "spam".</summary>
    Complaint,
}

/// <summary>What was read out of one message that came back.</summary>
public sealed record Bounce
{
    public static readonly Bounce Nothing = new() { Class = BounceClass.None, How = "nothing" };

    /// <summary>The worst of its recipients' classes.</summary>
    public required BounceClass Class { get; init; }

    public IReadOnlyList<BouncedRecipient> Recipients { get; init; } = [];

    /// <summary>The reader unsubscribed with the provider: by its own link or button, which we do not see.</summary>
    public bool Unsubscribes { get; init; }

    /// <summary>What a notice says that names nobody: the envelope sender it came to (VERP) tells whom it is about.</summary>
    public BouncedRecipient? Unnamed { get; init; }

    /// <summary>The Message-ID of the mail that came back, from VERP or the returned header, without brackets; null: unknown, and not to be counted.</summary>
    public string? MessageId { get; init; }

    /// <summary>What it was read by: dsn, arf, json, text, auto-reply, nothing.</summary>
    public required string How { get; init; }
}

/// <summary>One address, and what the far end said about it.</summary>
/// <param name="Status">The enhanced status code (5.1.1), where there is one.</param>
/// <param name="Words">The server's words, white space single, at most some hundred characters.</param>
public sealed record BouncedRecipient(string Address, BounceClass Class, string? Status, string Words);
