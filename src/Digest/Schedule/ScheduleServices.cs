using Digest.Model;

using Quartz;

namespace Digest.Schedule;

/// <summary>The clockwork, in Quartz's memory: what must happen once stands in unique rows, not in a scheduler.</summary>
public static class ScheduleServices
{
    public static IServiceCollection AddSchedule(this IServiceCollection services) => services
        .AddSingleton<StepHealth>()
        .AddQuartz()
        .AddQuartzHostedService(o =>
        {
            // Program starts it, after the first run; on shutdown a step in the middle of a mail finishes it.
            o.AutoStart = false;
            o.WaitForJobsToComplete = true;
        });

    /// <summary>Puts every step of this role on its clock and starts; stopped with the host.</summary>
    public static async Task StartScheduleAsync(this IHost host, CancellationToken ct)
    {
        var options = host.Services.GetRequiredService<ScheduleOptions>();
        if (options.Role == Role.Web)
        {
            return;
        }

        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(ct).ConfigureAwait(false);
        foreach (var step in Steps.All(options))
        {
            var job = JobBuilder.Create<StepJob>().WithIdentity(step.Name).Build();
            // Measured from completion: a run that takes longer than its interval neither overlaps nor piles up.
            var trigger = TriggerBuilder.Create().WithIdentity(step.Name).StartNow()
                .WithSimpleSchedule(s => s.WithInterval(step.Every).RepeatForever().MeasureIntervalFromCompletion(true)).Build();
            await scheduler.ScheduleJob(job, trigger, cancellationToken: ct).ConfigureAwait(false);
        }

        await scheduler.Start(ct).ConfigureAwait(false);
    }
}
