using System.Collections.Concurrent;

namespace Digest.Model;

/// <summary>When each step last ran to its end, and what stopped the last run that did not; kept in memory, for /healthz.</summary>
public sealed class StepHealth(TimeProvider clock)
{
    public sealed record Entry(string Step, DateTimeOffset? SucceededAt, DateTimeOffset? FailedAt, string? Error)
    {
        /// <summary>The newest run failed.</summary>
        public bool Failing => FailedAt is not null && (SucceededAt is null || FailedAt > SucceededAt);
    }

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    public IReadOnlyList<Entry> Entries => [.. _entries.Values.OrderBy(e => e.Step, StringComparer.Ordinal)];

    public void Succeeded(string step)
    {
        var now = clock.GetUtcNow();
        _entries.AddOrUpdate(step, new Entry(step, now, null, null), (_, e) => e with { SucceededAt = now });
    }

    public void Failed(string step, string error)
    {
        var now = clock.GetUtcNow();
        _entries.AddOrUpdate(step, new Entry(step, null, now, error), (_, e) => e with { FailedAt = now, Error = error });
    }
}
