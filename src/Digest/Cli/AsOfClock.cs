namespace Digest.Cli;

/// <summary>
/// A clock that stands at an instant, for <c>--as-of</c>: the same command gives the same rows each time. Timers run as ever.
/// </summary>
/// <param name="instant">Where it stands, or begins.</param>
/// <param name="runs">It goes on from there: what is sent at so many a second needs a clock that moves.</param>
public sealed class AsOfClock(DateTimeOffset instant, bool runs = false) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => instant.ToUniversalTime() + (runs ? System.GetElapsedTime(_start) : TimeSpan.Zero);

    /// <summary>One that goes on from the same instant.</summary>
    public AsOfClock Running() => new(instant, runs: true);
}
