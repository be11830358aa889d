namespace Digest.Deliver;

/// <summary>
/// Gives each of several relays its share of a run's mails by weight: the heaviest that works takes what it can, and a lighter one that is ahead
/// of its share waits for it, but not for one that hangs. Safe for many threads.
/// </summary>
internal sealed class Shares(IReadOnlyList<Relay> relays, TimeProvider clock)
{
    /// <summary>Mails of the heaviest that a lighter relay may be ahead, so that connections need not wait on each other.</summary>
    private const int Ahead = 4;

    /// <summary>A relay that began nothing for so long is not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly bool _even = relays.Select(r => r.Options.Weight).Distinct().Count() < 2;
    private readonly Dictionary<Relay, long> _given = relays.ToDictionary(r => r, _ => 0L);
    private readonly HashSet<Relay> _working = [];
    private DateTimeOffset _took = clock.GetUtcNow();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It works from now on. What went through the others while it was away is not made up for.</summary>
    public void Begins(Relay relay)
    {
        lock (_lock)
        {
            _working.Add(relay);
            foreach (var other in relays)
            {
                _given[other] = 0;
            }

            Move();
        }
    }

    /// <summary>Takes a turn when it is this relay's.</summary>
    public bool TryTake(Relay relay)
    {
        if (_even)
        {
            return true;
        }

        lock (_lock)
        {
            var heaviest = _working.Where(r => !r.IsDown && r.LeftToday > 0).MaxBy(r => r.Options.Weight);
            if (heaviest is null || relay.Options.Weight >= heaviest.Options.Weight)
            {
                _took = clock.GetUtcNow();
            }
            else if (clock.GetUtcNow() - _took < Patience
                && _given[relay] * heaviest.Options.Weight >= (_given[heaviest] + Ahead) * relay.Options.Weight)
            {
                return false;
            }

            _given[relay]++;
            Move();
            return true;
        }
    }

    /// <summary>Until a turn may have come.</summary>
    public Task WaitAsync(CancellationToken stop)
    {
        lock (_lock)
        {
            return Task.WhenAny(_moved.Task, Task.Delay(TimeSpan.FromMilliseconds(100), clock, stop));
        }
    }

    /// <summary>A turn that came to nothing: there was no mail.</summary>
    public void GiveBack(Relay relay)
    {
        if (!_even)
        {
            lock (_lock)
            {
                _given[relay]--;
            }
        }
    }

    /// <summary>Nothing goes through this one any more in this run: nobody waits for it.</summary>
    public void Ended(Relay relay)
    {
        lock (_lock)
        {
            _working.Remove(relay);
            Move();
        }
    }

    private void Move()
    {
        _moved.TrySetResult();
        _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
