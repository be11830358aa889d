namespace Digest.Cli;

/// <summary>A clock that stands at an instant (and runs on from it), for <c>--as-of</c>.</summary>
public sealed class AsOfClock(DateTimeOffset instant) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => instant.ToUniversalTime() + System.GetElapsedTime(_start);
}
