using Quartz;

namespace Digest.Schedule;

/// <summary>A step on the clock: its verb, how often, and the one call it is.</summary>
/// <param name="After">The step that must have run once since the start, before this one runs for the first time.</param>
public sealed record ScheduledStep(string Name, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task> Run, string? After = null)
{
    /// <summary>Now, and then so often. Measured from completion: a run that takes longer than its interval neither overlaps nor piles up.</summary>
    public ITrigger Trigger(TimeProvider clock) => TriggerBuilder.Create().WithIdentity(Name).StartAt(clock.GetUtcNow())
        .WithSimpleSchedule(s => s.WithInterval(Every).RepeatForever().MeasureIntervalFromCompletion(true)).Build();
}
