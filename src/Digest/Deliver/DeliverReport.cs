namespace Digest.Deliver;

/// <summary>What one run of the step did; every number is mails.</summary>
public sealed record DeliverReport
{
    /// <summary>Taken by a relay.</summary>
    public int Submitted { get; init; }

    /// <summary>To be tried again later.</summary>
    public int Deferred { get; init; }

    public int Hard { get; init; }

    public int Soft { get; init; }

    public int Blocked { get; init; }

    /// <summary>Only the relay knows whether it took them: sent again or held, by Deliver:InDoubt.</summary>
    public int InDoubt { get; init; }

    public int Expired { get; init; }

    /// <summary>Not sent, since the reader left, or the address is suppressed.</summary>
    public int Cancelled { get; init; }

    /// <summary>Why it ended with mails still waiting, in words for the operator; null when nothing was left to do.</summary>
    public string? Stopped { get; init; }

    /// <summary>This and what came after it.</summary>
    public DeliverReport And(DeliverReport next) => new()
    {
        Submitted = Submitted + next.Submitted,
        Deferred = Deferred + next.Deferred,
        Hard = Hard + next.Hard,
        Soft = Soft + next.Soft,
        Blocked = Blocked + next.Blocked,
        InDoubt = InDoubt + next.InDoubt,
        Expired = Expired + next.Expired,
        Cancelled = Cancelled + next.Cancelled,
        Stopped = next.Stopped,
    };
}
