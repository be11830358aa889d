using Digest.Model;

using Quartz;

namespace Digest.Schedule;

/// <summary>The clockwork, in Quartz's memory: what must happen once stands in unique rows, not in a scheduler.</summary>
public static class ScheduleServices
{
    public static IServiceCollection AddSchedule(this IServiceCollection services) => services
        .AddSingleton<StepHealth>()
        .AddSingleton<FirstRuns>()
        .AddSingleton<ClockWatch>()
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

        var clock = host.Services.GetRequiredService<TimeProvider>();
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(ct).ConfigureAwait(false);
        foreach (var step in Steps.All(options))
        {
            var job = JobBuilder.Create<StepJob>().WithIdentity(step.Name).Build();
            await scheduler.ScheduleJob(job, step.Trigger(clock), cancellationToken: ct).ConfigureAwait(false);
        }

        await scheduler.Start(ct).ConfigureAwait(false);
        await host.Services.GetRequiredService<ClockWatch>().StartAsync(ct).ConfigureAwait(false);
    }
}
