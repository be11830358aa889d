using Quartz;

namespace Digest.Schedule;

/// <summary>
/// Quartz keeps by the wall clock when a step runs next: set back by an hour, every step would stand still for an hour, confirmations too. So
/// the wall is compared with the time that really passed, and when it lost some, every step begins anew.
/// </summary>
internal sealed class ClockWatch(ISchedulerFactory schedulers, ScheduleOptions options, TimeProvider clock, ILogger<ClockWatch> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    /// <summary>Less is what NTP slews; the steps' own intervals are longer.</summary>
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        var (wall, passed) = (clock.GetUtcNow(), clock.GetTimestamp());
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var (was, since) = (wall, passed);
            (wall, passed) = (clock.GetUtcNow(), clock.GetTimestamp());
            var back = clock.GetElapsedTime(since, passed) - (wall - was);
            if (back > Bearable)
            {
                log.LogWarning("The clock was set back by {Back:c}: every step begins anew", TimeSpan.FromSeconds(Math.Round(back.TotalSeconds)));
                await AnewAsync(stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task AnewAsync(CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct).ConfigureAwait(false);
        foreach (var step in Steps.All(options))
        {
            var trigger = step.Trigger(clock);
            await scheduler.RescheduleJob(trigger.Key, trigger, ct).ConfigureAwait(false);
        }
    }
}
