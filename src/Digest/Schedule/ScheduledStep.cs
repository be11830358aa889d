namespace Digest.Schedule;

/// <summary>A step on the clock: its verb, how often, and the one call it is.</summary>
public sealed record ScheduledStep(string Name, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task> Run);
