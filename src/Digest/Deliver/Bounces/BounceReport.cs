namespace Digest.Deliver.Bounces;

/// <summary>What was done about one message or event.</summary>
/// <param name="Done">suppressed, counted, known (seen before), unsubscribed, nothing, unknown (of no mail we sent).</param>
public sealed record BounceOutcome(BounceClass Class, string Done, string? Address);

/// <summary>What a run over a mailbox or folder came to.</summary>
public sealed class BounceReport
{
    public int Read { get; private set; }

    public int Suppressed { get; private set; }

    public int Unsubscribed { get; private set; }

    /// <summary>About no mail of ours: misdirected, forged, or older than the ledger.</summary>
    public int Unknown { get; private set; }

    /// <summary>Files or messages that could not be read at all; they stay where they are.</summary>
    public int Unreadable { get; private set; }

    /// <summary>How many of each class.</summary>
    public SortedDictionary<BounceClass, int> Classes { get; } = [];

    internal void Add(BounceOutcome outcome)
    {
        Read++;
        Suppressed += outcome.Done == "suppressed" ? 1 : 0;
        Unsubscribed += outcome.Done == "unsubscribed" ? 1 : 0;
        Unknown += outcome.Done == "unknown" ? 1 : 0;
        Classes[outcome.Class] = Classes.GetValueOrDefault(outcome.Class) + 1;
    }

    internal void AddUnreadable() => Unreadable++;

    internal BounceReport With(BounceReport other)
    {
        Read += other.Read;
        Suppressed += other.Suppressed;
        Unsubscribed += other.Unsubscribed;
        Unknown += other.Unknown;
        Unreadable += other.Unreadable;
        foreach (var (kind, count) in other.Classes)
        {
            Classes[kind] = Classes.GetValueOrDefault(kind) + count;
        }

        return this;
    }

    public override string ToString()
    {
        var classes = string.Join(", ", Classes.Where(c => c.Key != BounceClass.None).Select(c => $"{c.Value} {c.Key}"));
        return $"{Read} read{(classes.Length > 0 ? ": " + classes : "")}; {Suppressed} suppressed, {Unsubscribed} unsubscribed, {Unknown} about no mail of ours"
            + (Unreadable > 0 ? $", {Unreadable} unreadable" : "");
    }
}
