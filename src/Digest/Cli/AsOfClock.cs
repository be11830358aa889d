namespace Digest.Cli;

/// <summary>A clock that stands at an instant, for <c>--as-of</c>: the same command gives the same rows each time. Timers run as ever.</summary>
public sealed class AsOfClock(DateTimeOffset instant) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => instant.ToUniversalTime();
}
