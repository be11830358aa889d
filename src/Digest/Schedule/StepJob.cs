using Digest.Model;

using Quartz;

namespace Digest.Schedule;

/// <summary>
/// One run of one step. A step never overlaps itself; when it throws, that is logged here, at the job's edge, and the next
/// run starts from the tables as the failed one left them.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class StepJob(IServiceProvider services, ScheduleOptions options, StepHealth health, FirstRuns first, ILogger<StepJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var step = Steps.Find(options, context.JobDetail.Key.Name);
        try
        {
            if (step.After is { } after)
            {
                await first.WaitAsync(after, cancellationToken).ConfigureAwait(false);
            }

            await step.Run(services, cancellationToken).ConfigureAwait(false);
            health.Succeeded(step.Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.LogInformation("{Step} stopped", step.Name);
        }
        catch (Exception e)
        {
            health.Failed(step.Name, e.Message);
            log.LogError(e, "{Step} failed; it runs again in {Every}", step.Name, step.Every);
        }
        finally
        {
            first.Ended(step.Name);
        }
    }
}
