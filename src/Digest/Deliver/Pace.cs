namespace Digest.Deliver;

/// <summary>
/// How long mails stand in a relay's own queue: its answers' mean beyond the shortest, which is what the way there and the work on a mail take. What
/// a mail waits elsewhere for less than that is not lost: it would have waited there. Answers that differ by less than the way is long say
/// nothing of a queue. Safe for many threads.
/// </summary>
/// <remarks>Source: Brakmo and Peterson, TCP Vegas: End to End Congestion Avoidance on a Global Internet, 1995, who tell a queue from a long way so.</remarks>
internal sealed class Pace
{
    /// <summary>Of how many answers, about, the mean is.</summary>
    private const double Mean = 64;

    /// <summary>A relay that moved away, or does more with each mail by now, is known after a few times as many answers.</summary>
    private const double Forgets = 4096;

    private readonly Lock _lock = new();
    private double _mean;
    private double _shortest = double.MaxValue;

    /// <summary>What a mail waits there for its turn.</summary>
    public TimeSpan Queue
    {
        get
        {
            lock (_lock)
            {
                return _mean > 2 * _shortest ? TimeSpan.FromTicks((long)(_mean - (2 * _shortest))) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>An answer came, so long after its mail could go.</summary>
    public void Answered(TimeSpan after)
    {
        lock (_lock)
        {
            var first = _shortest == double.MaxValue;
            _mean = first ? after.Ticks : _mean + (after.Ticks - _mean) / Mean;
            _shortest = after.Ticks < _shortest ? after.Ticks : _shortest + (after.Ticks - _shortest) / Forgets;
        }
    }
}
