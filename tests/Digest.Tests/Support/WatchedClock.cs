using Microsoft.Extensions.Time.Testing;

namespace Digest.Tests.Support;

/// <summary>A frozen clock that knows whether somebody it woke has gone to sleep again.</summary>
internal sealed class WatchedClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    private int _set;
    private int _rang;

    /// <summary>Timers ever set.</summary>
    public int Set => Volatile.Read(ref _set);

    /// <summary>Timers that ever rang.</summary>
    public int Rang => Volatile.Read(ref _rang);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Count(dueTime);
        return new Watched(this, base.CreateTimer(s => { Interlocked.Increment(ref _rang); callback(s); }, state, dueTime, period));
    }

    private void Count(TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Interlocked.Increment(ref _set);
        }
    }

    private sealed class Watched(WatchedClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Count(dueTime);
            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
