namespace Digest.Deliver;

/// <summary>
/// Which relays work when, in one run. Those with a weight work together, and one that was away joins again when its rest is over, as long as
/// another keeps the run going. Those without work while none of the others does.
/// </summary>
internal sealed class Roster(IReadOnlyList<Relay> relays, Func<Relay, CancellationToken, Task> work, TimeProvider clock, CancellationToken stop)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Relay, (Task Work, CancellationTokenSource Enough)> _working = [];
    private readonly HashSet<Relay> _done = [];

    /// <summary>Works until nothing is due, every relay is away, or it is told to stop.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (Start())
            {
                List<Task> events = [.. _working.Values.Select(w => w.Work)];
                if (events.Count < relays.Count && !stop.IsCancellationRequested)
                {
                    events.Add(Task.Delay(Look, clock, stop));
                }

                await Task.WhenAny(events).ConfigureAwait(false);
                await LeaveAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            // Where one failed, the others end before the run does.
            await Task.WhenAll(_working.Values.Select(w => w.Work)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (_, enough) in _working.Values)
            {
                enough.Dispose();
            }
        }
    }

    private bool Start()
    {
        var nobody = relays.All(r => r.Options.Weight == 0 || r.IsDown);
        foreach (var relay in relays)
        {
            var wanted = relay.Options.Weight > 0 || nobody;
            if (_working.TryGetValue(relay, out var shift))
            {
                if (!wanted)
                {
                    shift.Enough.Cancel();
                }
            }
            else if (wanted && !relay.IsDown && !_done.Contains(relay) && !stop.IsCancellationRequested)
            {
                var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
                _working[relay] = (work(relay, enough.Token), enough);
            }
        }

        return _working.Count > 0;
    }

    // One that ended although it is up and was not sent away has nothing left to do.
    private async Task LeaveAsync()
    {
        foreach (var (relay, (task, enough)) in _working.Where(w => w.Value.Work.IsCompleted).ToList())
        {
            _working.Remove(relay);
            if (!relay.IsDown && !enough.IsCancellationRequested)
            {
                _done.Add(relay);
            }

            enough.Dispose();
            await task.ConfigureAwait(false);
        }
    }
}
