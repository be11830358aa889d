using Digest.Model;
using Digest.Store;

namespace Digest.Deliver;

/// <summary>
/// The claimed rows that wait for a connection. Confirmations and sign-ins go before digests; a domain gets no more at once than it
/// bears. Filled from the ledger in small claims, so that what is urgent, paused or unsubscribed meanwhile is seen in time.
/// </summary>
internal sealed class Outbox(Ledger ledger, DeliverOptions options, TimeProvider clock, string owner, int size, Gate digests, DomainLimits domains, PrepareMails? prepare)
{
    private readonly Lock _lock = new();
    private readonly Queue<Delivery> _urgent = new();
    private readonly Queue<Delivery> _ready = new();
    private readonly List<Delivery> _parked = [];
    private TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<int>? _refill;
    private DateTimeOffset _looked;
    private bool _dry;
    private bool _closed;

    /// <summary>Rows that were cancelled or had expired when they were claimed.</summary>
    public int Dropped { get; private set; }

    /// <summary>What was in force at the last claim.</summary>
    public IReadOnlyList<Pause> Pauses { get; private set; } = [];

    /// <summary>Told what is in force at every claim.</summary>
    public Action<IReadOnlyList<Pause>>? Seen { get; set; }

    public bool Trusted => Pauses.Any(p => p.Scope == Pause.Trust);

    /// <summary>Rows ready now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _urgent.Count + _ready.Count;
            }
        }
    }

    /// <summary>The next row; null when nothing is due any more or, unless waiting, nothing is there right now.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public async ValueTask<Delivery?> TakeAsync(bool wait, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Task<int> refill;
            Task freed;
            TimeSpan pause;
            lock (_lock)
            {
                if (_closed)
                {
                    return null;
                }

                var row = Pick(out pause);
                TopUp();
                if (row is not null || !wait)
                {
                    return row;
                }

                refill = _refill ??= RefillAsync();
                freed = _freed.Task;
                if (_parked.Count > 0 && pause == TimeSpan.Zero)
                {
                    pause = TimeSpan.FromSeconds(1);
                }
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.WhenAny(freed, Task.Delay(pause, clock, stop)).ConfigureAwait(false);
            }
            else if (await refill.ConfigureAwait(false) == 0 && Count == 0)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>A row's try has ended: its domain has room for another.</summary>
    public void Done(Delivery row)
    {
        lock (_lock)
        {
            if (domains.Done(row))
            {
                Free();
            }
        }
    }

    /// <summary>Gives everything back: at the end, or when something was paused or a domain rests, and the next claim must see it.</summary>
    public async Task GiveBackAsync(bool close)
    {
        List<Delivery> rows;
        lock (_lock)
        {
            _closed |= close;
            rows = [.. _urgent, .. _ready, .. _parked];
            _urgent.Clear();
            _ready.Clear();
            _parked.Clear();
            _dry = false;
            Free();
        }

        if (rows.Count > 0)
        {
            await ledger.WriteAsync(s => DeliveryStore.GiveBackAsync(s, rows.Select(r => new Lease(r.Id, r.Lease))), keep: false).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a claim under way, whatever comes of it, so that nothing is claimed after the end.</summary>
    public async Task CloseAsync()
    {
        Task<int>? refill;
        lock (_lock)
        {
            _closed = true;
            refill = _refill;
        }

        if (refill is not null)
        {
            await Task.WhenAny(refill).ConfigureAwait(false);
        }

        await GiveBackAsync(close: true).ConfigureAwait(false);
    }

    private Delivery? Pick(out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        for (var i = 0; i < _parked.Count; i++)
        {
            if (domains.TryTake(_parked[i]))
            {
                var row = _parked[i];
                _parked.RemoveAt(i);
                return row;
            }
        }

        while (_urgent.TryDequeue(out var row))
        {
            if (domains.TryTake(row))
            {
                return row;
            }

            _parked.Add(row);
        }

        while (_ready.Count > 0)
        {
            if (!digests.TryPass(out pause))
            {
                return null;
            }

            var row = _ready.Dequeue();
            if (domains.TryTake(row))
            {
                return row;
            }

            _parked.Add(row);
        }

        return null;
    }

    private void TopUp()
    {
        if (_refill is null && (!_dry && _urgent.Count + _ready.Count < size / 2 || clock.GetUtcNow() - _looked >= TimeSpan.FromSeconds(1)))
        {
            _refill = RefillAsync();
        }
    }

    private async Task<int> RefillAsync()
    {
        await Task.Yield();
        IReadOnlyList<Delivery> rows = [];
        int room;
        lock (_lock)
        {
            room = Math.Max(0, size - _ready.Count - _parked.Count);
        }

        var before = Pauses;
        await ledger.WriteAsync(async s => rows = await ClaimAsync(s, room, domains.Resting).ConfigureAwait(false), keep: false).ConfigureAwait(false);
        if (Pauses.Any(p => p.IsOfMails && before.All(b => b.Scope != p.Scope)))
        {
            // Of what waits here some may be paused now: all goes back, and the next claim leaves out what must wait.
            await GiveBackAsync(close: false).ConfigureAwait(false);
        }

        if (prepare is not null && rows.Count > 0)
        {
            await prepare(rows, CancellationToken.None).ConfigureAwait(false);
        }

        lock (_lock)
        {
            foreach (var row in rows)
            {
                (row.Priority == 0 ? _urgent : _ready).Enqueue(row);
            }

            _looked = clock.GetUtcNow();
            _refill = null;
            Free();
        }

        if (_closed)
        {
            await GiveBackAsync(close: true).ConfigureAwait(false);
        }

        return rows.Count;
    }

    private async Task<IReadOnlyList<Delivery>> ClaimAsync(Session s, int room, IReadOnlyList<string> resting)
    {
        var now = clock.GetUtcNow();
        Pauses = await PauseStore.ListAsync(s, now).ConfigureAwait(false);
        Seen?.Invoke(Pauses);
        if (Pauses.Any(p => p.Scope == Pause.All))
        {
            _dry = true;
            return [];
        }

        var except = new Exceptions { Editions = [.. Scoped("edition:").Select(long.Parse)], Domains = [.. Scoped("domain:"), .. resting] };
        var until = now + options.Lease;
        var urgent = await DeliveryStore.ClaimAsync(s, new Claim(owner, 0, Math.Max(1, size / 2), now, until), except).ConfigureAwait(false);
        var rows = room == 0 ? urgent : [.. urgent, .. await DeliveryStore.ClaimAsync(s, new Claim(owner, 1, room, now, until), except).ConfigureAwait(false)];
        _dry = rows.Count < room;
        if (rows.Count == 0)
        {
            return rows;
        }

        var dropped = (await DeliveryStore.DropAsync(s, owner, until, now).ConfigureAwait(false)).ToHashSet();
        Dropped += dropped.Count;
        if (dropped.Count == 0)
        {
            return rows;
        }

        // Nobody left of this claim does not mean that nothing is due.
        IReadOnlyList<Delivery> kept = [.. rows.Where(r => !dropped.Contains(r.Id))];
        return kept.Count > 0 ? kept : await ClaimAsync(s, room, resting).ConfigureAwait(false);
    }

    private IEnumerable<string> Scoped(string prefix) =>
        Pauses.Where(p => p.Scope.StartsWith(prefix, StringComparison.Ordinal)).Select(p => p.Scope[prefix.Length..]);

    private void Free()
    {
        _freed.TrySetResult();
        _freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
