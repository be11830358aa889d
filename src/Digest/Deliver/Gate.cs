namespace Digest.Deliver;

/// <summary>Lets so many through a second, evenly. Zero: any number. Safe for many threads.</summary>
internal sealed class Gate(double perSecond, TimeProvider clock)
{
    /// <summary>A pause is not made up for by a burst: what a busy machine was late, up to this, is all that is carried over.</summary>
    private static readonly TimeSpan Carried = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private DateTimeOffset _last;
    private double _perSecond = perSecond;

    /// <summary>How many a second; a change holds from the last one that passed.</summary>
    public double PerSecond
    {
        get => Volatile.Read(ref _perSecond);
        set => Volatile.Write(ref _perSecond, value);
    }

    /// <summary>Takes a turn when there is one now.</summary>
    /// <param name="wait">How long until there is.</param>
    public bool TryPass(out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (PerSecond is var rate && rate <= 0)
        {
            return true;
        }

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var turn = _last + TimeSpan.FromSeconds(1 / rate);
            if (turn > now)
            {
                wait = turn - now;
                return false;
            }

            _last = turn > now - Carried ? turn : now - Carried;
            return true;
        }
    }
}
