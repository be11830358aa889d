namespace Digest.Deliver;

/// <summary>Lets so many through a second, evenly. Zero: any number. Safe for many threads.</summary>
internal sealed class Gate(double perSecond, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _next;

    /// <summary>Takes a turn when there is one now.</summary>
    /// <param name="wait">How long until there is.</param>
    public bool TryPass(out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (perSecond <= 0)
        {
            return true;
        }

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            wait = _next - now;
            if (wait > TimeSpan.Zero)
            {
                return false;
            }

            // A pause is not made up for by a burst: at most a tenth of a second is carried over.
            var late = TimeSpan.FromTicks(Math.Min(-wait.Ticks, TimeSpan.TicksPerSecond / 10));
            _next = now - late + TimeSpan.FromSeconds(1 / perSecond);
            return true;
        }
    }
}
