using System.Collections.Concurrent;

namespace Digest.Schedule;

/// <summary>Which steps have run once since the start: what others make of the tables is old after days of standing still, until those have.</summary>
internal sealed class FirstRuns(TimeProvider clock)
{
    /// <summary>Feeds that do not answer hold nobody up for longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _runs = new();

    /// <summary>The step has run, well or not.</summary>
    public void Ended(string step) => Of(step).TrySetResult();

    /// <summary>Waits for the first run of a step, a few minutes at most.</summary>
    /// <exception cref="OperationCanceledException">The program is told to stop.</exception>
    public async Task WaitAsync(string step, CancellationToken ct)
    {
        await Task.WhenAny(Of(step).Task, Task.Delay(Patience, clock, ct)).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
    }

    private TaskCompletionSource Of(string step) => _runs.GetOrAdd(step, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
