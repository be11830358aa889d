using Digest.Model;
using Digest.Store;

namespace Digest.Deliver;

/// <summary>One run: an outbox, the relays' crews, and the leases kept alive, from the first claim to the last answer.</summary>
internal sealed class DeliverRun
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly Ledger _ledger;
    private readonly DeliverOptions _options;
    private readonly RenderMail _render;
    private readonly SignMail? _sign;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly string _owner;
    private readonly Outbox _outbox;
    private readonly Bookkeeper _books;

    public DeliverRun(Ledger ledger, Breaker breaker, DomainLimits domains, DeliverOptions options, RenderMail render, SignMail? sign, PrepareMails? prepare, TimeProvider clock, ILogger log, string owner,
        IProgress<StepProgress>? progress, long total)
    {
        (_ledger, _options, _render, _sign, _clock, _log, _owner) = (ledger, options, render, sign, clock, log, owner);
        _outbox = new Outbox(ledger, options, clock, owner, ClaimSize(options), new Gate(0, clock), domains, prepare);
        _books = new Bookkeeper(ledger, _outbox, breaker, domains, options, clock, log, progress, total);
    }

    /// <summary>After the run: something was given back that another round may send.</summary>
    public bool Returned => _outbox.Returned;

    public async Task<DeliverReport> GoAsync(IReadOnlyList<Relay> relays, IReadOnlyList<Pause> pauses, CancellationToken ct)
    {
        // Told to stop, connections take no more letters; those in flight have so long to finish, then they are cut.
        _outbox.Seen = now => Rest(relays, now);
        _outbox.Dropped = _books.Dropped;
        using var abort = new CancellationTokenSource();
        await using var grace = ct.Register(() => abort.CancelAfter(_options.StopWithin));
        await using var hurry = abort.Token.Register(() => _ledger.Hurried = true);
        using var over = new CancellationTokenSource();
        var renewal = RenewAsync(over.Token);
        var look = LookAsync(over.Token);
        try
        {
            await CrewsAsync(relays, ct, abort.Token).ConfigureAwait(false);
            await _books.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await renewal.ConfigureAwait(false);
            await look.ConfigureAwait(false);
            await _outbox.CloseAsync().ConfigureAwait(false);
        }

        var report = _books.Report();
        return report with { Stopped = report.Stopped ?? Why(relays, pauses, ct) };
    }

    private Task CrewsAsync(IReadOnlyList<Relay> relays, CancellationToken stop, CancellationToken abort)
    {
        var heaviest = relays.Count == 0 ? 1 : Math.Max(1, relays.Max(r => r.Options.Weight));
        var shares = new Shares(relays, _clock);
        return new Roster(relays, async (r, enough) =>
        {
            var limit = (int)Math.Ceiling(r.Options.Connections * (double)Math.Max(1, r.Options.Weight) / heaviest);
            shares.Begins(r);
            try
            {
                await new Crew(r, limit, _outbox, _books, relay => new Desk(_outbox, _books, _ledger, relay, shares, _render, _sign, _options, _clock, enough), _log, enough, abort).RunAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested && enough.IsCancellationRequested)
            {
                // It stood by, and is not needed any more.
            }

            shares.Ended(r);
        }, _clock, stop).RunAsync();
    }

    // A relay that is paused while it works takes no more mails. One that refused us rests by itself, and is resumed at the next run.
    private static void Rest(IReadOnlyList<Relay> relays, IReadOnlyList<Pause> pauses)
    {
        foreach (var relay in relays)
        {
            relay.Pause = pauses.Count == 0 ? null : pauses.FirstOrDefault(p => p.Scope == Pause.Relay(relay.Name));
        }
    }

    // A sign of life for what is claimed, three times a lease; the ledger's failure shows where mails are recorded.
    private async Task RenewAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(_options.Lease / 3, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
            {
                await _ledger.WriteAsync(s => DeliveryStore.RenewAsync(s, _owner, _clock.GetUtcNow() + _options.Lease), keep: false).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (LedgerException e)
        {
            _log.LogError(e, "The leases could not be renewed");
        }
    }

    // A confirmation waits for the mail that is on its way and, where the relay takes several at once, the one behind it; not for a look as well.
    private async Task LookAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(Look, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
            {
                _outbox.LookForUrgent();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private string? Why(IReadOnlyList<Relay> relays, IReadOnlyList<Pause> pauses, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return "it was told to stop";
        }

        if (pauses.Concat(_outbox.Pauses).FirstOrDefault(p => p.Scope == Pause.All) is { } pause)
        {
            return $"all is paused: {pause.Reason}";
        }

        var down = relays.Where(r => r.DownBecause is not null).ToList();
        return down.Count == relays.Count
            ? string.Join("; ", down.Select(r => r.Pause is { Until: null }
                ? $"{r.Name} is paused: {r.DownBecause}"
                : $"{r.Name} is left alone until {r.DownUntil:yyyy-MM-dd HH:mm:ss} UTC: {r.DownBecause}"))
            : relays.All(r => r.IsDown || r.LeftToday == 0) ? "today's share of the warm-up is used up" : null;
    }

    // Small enough that a pause or an unsubscription is seen soon, large enough that claims do not cost.
    private static int ClaimSize(DeliverOptions options)
    {
        var connections = options.All().Sum(r => r.Connections);
        var size = Math.Clamp(connections * 16, 32, 512);
        var rate = options.All().Sum(r => r.MaxPerSecond > 0 ? r.MaxPerSecond : 1e9);
        return (int)Math.Clamp(rate * 2, Math.Min(connections, 8), size);
    }
}
