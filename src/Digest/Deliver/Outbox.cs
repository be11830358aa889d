using Digest.Model;
using Digest.Store;

namespace Digest.Deliver;

/// <summary>
/// The claimed rows that wait for a connection. Confirmations and sign-ins go before digests; a domain gets no more at once than it
/// bears. Filled from the ledger in small claims, so that what is urgent, paused or unsubscribed meanwhile is seen in time.
/// </summary>
internal sealed class Outbox(Ledger ledger, DeliverOptions options, TimeProvider clock, string owner, int size, Gate digests, DomainLimits domains, PrepareMails? prepare)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<Delivery> _urgent = new();
    private readonly Queue<Delivery> _ready = new();
    private readonly Parked _parked = new(domains);
    private readonly HashSet<string> _crowded = new(StringComparer.Ordinal);
    private TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<int>? _refill;
    private DateTimeOffset _looked;
    private DateTimeOffset _paced;
    private bool _dry;
    private bool _closed;

    /// <summary>Told how many rows were cancelled, and how many had expired, when they were claimed.</summary>
    public Action<int, int> Dropped { get; set; } = (_, _) => { };

    /// <summary>A row came back from whom no connection was given: the others may have ended before they could see it.</summary>
    public bool Returned { get; set; }

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
            Task<int>? refill = null;
            Task freed;
            TimeSpan pause;
            lock (_lock)
            {
                if (_closed)
                {
                    return null;
                }

                var row = Pick(ahead: !wait, out pause);
                TopUp();
                if (row is not null || !wait)
                {
                    return row;
                }

                freed = _freed.Task;
                if (pause > TimeSpan.Zero || _parked.Count > 0)
                {
                    // What is urgent, paused or due meanwhile is looked for all the same.
                    pause = pause > TimeSpan.Zero && pause < Look ? pause : Look;
                }
                else
                {
                    refill = _refill ??= RefillAsync();
                }
            }

            if (refill is null)
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

    /// <summary>Looks for what is urgent while slow relays ask for nothing, so that it is the next to go once one does.</summary>
    public void LookForUrgent()
    {
        lock (_lock)
        {
            if (_refill is null && !_closed && _urgent.Count == 0)
            {
                _refill = RefillAsync();
            }
        }
    }

    /// <summary>Something urgent waits here for a connection.</summary>
    public bool HasUrgent
    {
        get
        {
            lock (_lock)
            {
                return _urgent.Count > 0;
            }
        }
    }

    /// <summary>A row whose turn had not come waits here again.</summary>
    public void Return(Delivery row)
    {
        lock (_lock)
        {
            domains.Done(row);
            _ready.Enqueue(row);
            Free();
        }
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
            rows = [.. _urgent, .. _ready, .. _parked.Clear()];
            _urgent.Clear();
            _ready.Clear();
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

    private Delivery? Pick(bool ahead, out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        if (_parked.Count > 0 && _parked.TryTake(ahead, out pause) is { } parked)
        {
            if (_crowded.Count > 0 && _parked.Digests(parked.Domain) < Crowd / 2 && _crowded.Remove(parked.Domain))
            {
                _dry = false;
            }

            return parked;
        }

        var domain = pause;
        while (_urgent.TryDequeue(out var row))
        {
            if (domains.TryTake(row, ahead, out pause))
            {
                return row;
            }

            domain = Sooner(domain, pause);
            _parked.Add(row);
        }

        while (_ready.Count > 0)
        {
            if (IsPaced(_ready.Peek()) && !digests.TryPass(out pause))
            {
                pause = Sooner(domain, pause);
                return null;
            }

            var row = _ready.Dequeue();
            if (domains.TryTake(row, ahead, out pause))
            {
                return row;
            }

            domain = Sooner(domain, pause);
            _parked.Add(row);
        }

        pause = domain;
        return null;
    }

    // One whose window is over goes at once, and does not hurry those whose window has only begun.
    private bool IsPaced(Delivery row) => options.Spread > TimeSpan.Zero && row.DueAt + options.Spread > clock.GetUtcNow();

    private static TimeSpan Sooner(TimeSpan a, TimeSpan b) => a == TimeSpan.Zero || b > TimeSpan.Zero && b < a ? b : a;

    private int Crowd => Math.Max(4, size / 4);

    private void TopUp()
    {
        if (_refill is null && (!_dry && _urgent.Count + _ready.Count < size / 2 || clock.GetUtcNow() - _looked >= Look))
        {
            _refill = RefillAsync();
        }
    }

    private async Task<int> RefillAsync()
    {
        await Task.Yield();
        IReadOnlyList<Delivery> rows = [];
        int room;
        (List<string> Urgent, List<string> Digests) crowded;
        lock (_lock)
        {
            // A domain with many mails that bears few does not keep others' out; there is an end to what waits here all the same.
            crowded = _parked.Count == 0 ? ([], []) : _parked.Crowded(Crowd);
            _crowded.Clear();
            _crowded.UnionWith(crowded.Digests);
            room = _parked.Count >= 4 * size ? 0 : Math.Max(0, size - _ready.Count - (_crowded.Count == 0 ? _parked.Count : 0));
        }

        var (before, cancelled, expired) = (Pauses, 0, 0);
        await ledger.WriteAsync(async s => (rows, cancelled, expired) = await ClaimAsync(s, room, domains.Resting, crowded).ConfigureAwait(false), keep: false).ConfigureAwait(false);
        Dropped(cancelled, expired);
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

    private async Task<(IReadOnlyList<Delivery> Rows, int Cancelled, int Expired)> ClaimAsync(Session s, int room, IReadOnlyList<string> resting, (List<string> Urgent, List<string> Digests) crowded)
    {
        var now = clock.GetUtcNow();
        Pauses = await PauseStore.ListAsync(s, now).ConfigureAwait(false);
        Seen?.Invoke(Pauses);
        if (Pauses.Any(p => p.Scope == Pause.All))
        {
            _dry = true;
            return ([], 0, 0);
        }

        var except = new Exceptions { Editions = [.. Pauses.Select(p => p.EditionNumber).OfType<long>()], Domains = [.. PausedDomains, .. resting] };
        var until = now + options.Lease;
        room = await PaceAsync(s, room, now, except).ConfigureAwait(false);
        var urgent = await DeliveryStore.ClaimAsync(s, new Claim(owner, 0, Math.Max(1, size / 2), now, until), except with { Domains = [.. except.Domains, .. crowded.Urgent] }).ConfigureAwait(false);
        var rows = room == 0 ? urgent : [.. urgent, .. await DeliveryStore.ClaimAsync(s, new Claim(owner, 1, room, now, until), except with { Domains = [.. except.Domains, .. crowded.Digests] }).ConfigureAwait(false)];
        // Without room nothing was asked for: then the next look is soon enough.
        _dry = room == 0 || rows.Count < room;
        if (rows.Count == 0)
        {
            return (rows, 0, 0);
        }

        var (cancelled, expired) = await DeliveryStore.DropAsync(s, owner, until, now).ConfigureAwait(false);
        if (cancelled.Count + expired.Count == 0)
        {
            return (rows, 0, 0);
        }

        // Nobody left of this claim does not mean that nothing is due.
        IReadOnlyList<Delivery> kept = [.. rows.ExceptBy(cancelled.Concat(expired), r => r.Id)];
        if (kept.Count > 0)
        {
            return (kept, cancelled.Count, expired.Count);
        }

        var next = await ClaimAsync(s, room, resting, crowded).ConfigureAwait(false);
        return (next.Rows, next.Cancelled + cancelled.Count, next.Expired + expired.Count);
    }

    // What is left of each wave over what is left of its window; looked at again and again, since waves begin, mails are deferred, and machines are busy.
    private async Task<int> PaceAsync(Session s, int room, DateTimeOffset now, Exceptions except)
    {
        if (options.Spread <= TimeSpan.Zero)
        {
            return room;
        }

        if (digests.PerSecond <= 0 || now - _paced >= Again)
        {
            double here;
            lock (_lock)
            {
                here = _ready.Where(IsPaced).Sum(r => 1 / Math.Max(1, (r.DueAt + options.Spread - now).TotalSeconds));
            }

            digests.PerSecond = here + await DeliveryStore.PaceAsync(s, now, options.Spread, except).ConfigureAwait(false);
            _paced = now;
        }

        return digests.PerSecond > 0 ? Math.Min(room, Math.Max(0, (int)Math.Clamp(digests.PerSecond * 2, 8, size) - _ready.Count)) : room;
    }

    // A count of all that waits costs: a hundred times in a window, and for long ones twice a minute, are enough.
    private TimeSpan Again => TimeSpan.FromSeconds(Math.Clamp(options.Spread.TotalSeconds / 100, 0.25, 30));

    private IEnumerable<string> PausedDomains =>
        Pauses.Where(p => p.Scope.StartsWith("domain:", StringComparison.Ordinal)).Select(p => p.Scope["domain:".Length..]);

    private void Free()
    {
        _freed.TrySetResult();
        _freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
