using System.Globalization;

using Digest.Model;
using Digest.Store;

namespace Digest.Deliver;

/// <summary>
/// Due deliveries → SMTP: claims rows of the ledger, hands them to the relays, and records every answer, until nothing is due.
/// Nothing is sent that is not in the ledger, and nothing is forgotten that was handed over.
/// </summary>
public sealed class DeliverStep : IDisposable
{
    private readonly Database _database;
    private readonly DeliverOptions _options;
    private readonly RenderMail _render;
    private readonly SignMail? _sign;
    private readonly PrepareMails? _prepare;
    private readonly TimeProvider _clock;
    private readonly ILogger<DeliverStep> _log;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Ledger _ledger;
    /// <summary>A run during which the database was lost, or mails came back from a relay, looks again what is left, so often at most.</summary>
    private const int MostRounds = 10;

    /// <summary>After so long without a mail through a relay the operator is told.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(10);

    private readonly Breaker _breaker = new();
    private readonly DomainLimits _domains;
    private readonly IReadOnlyList<Relay> _relays;
    // Who we are in the ledger: not the machine alone, since its process before us may have died.
    private readonly string _owner = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}");
    private bool _guarded;

    public DeliverStep(Database database, DeliverOptions options, RenderMail render, TimeProvider clock, ILogger<DeliverStep> log, SignMail? sign = null, PrepareMails? prepare = null)
    {
        (_database, _options, _render, _clock, _log, _sign, _prepare) = (database, options, render, clock, log, sign, prepare);
        _ledger = new Ledger(database, clock, options.Lease);
        _domains = new DomainLimits(options, clock);
        _relays = [.. options.All().Select(o => new Relay(o, options, clock))];
    }

    /// <summary>True when a relay is configured; without one nothing can be sent.</summary>
    public bool HasRelay => _relays.Count > 0;

    /// <summary>Sends what is due. Runs one at a time in a process; told to stop, it finishes what is in flight.</summary>
    /// <exception cref="InvalidOperationException">The ledger cannot be written.</exception>
    public async Task<DeliverReport> RunAsync(IProgress<StepProgress>? progress, CancellationToken ct)
    {
        if (!HasRelay)
        {
            return new DeliverReport { Stopped = "no relay is set: name one with Deliver:Host" };
        }

        await _one.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            using var alone = DeliverLock.TryTake(_database);
            return alone is null
                ? new DeliverReport { Stopped = $"another process delivers from {_database.Name}" }
                : await RunAsync(alone, progress, ct).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            throw new InvalidOperationException(e.Message, e.InnerException);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _one.Dispose();
    }

    private async Task<DeliverReport> RunAsync(DeliverLock alone, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        _ledger.Hurried = false;
        await _ledger.FlushAsync().ConfigureAwait(false);
        await RecoverAsync(alone.Alone).ConfigureAwait(false);
        await GuardAsync().ConfigureAwait(false);
        var torn = _ledger.Torn;
        var (report, returned) = await RoundAsync(progress, ct).ConfigureAwait(false);
        for (var i = 1; i < MostRounds && (_ledger.Torn > torn || returned) && report.Stopped is null; i++)
        {
            // What a claim took whose answer was lost with the connection is ours, and nobody here knows of it.
            torn = _ledger.Torn;
            await RecoverAsync(alone.Alone).ConfigureAwait(false);
            (var more, returned) = await RoundAsync(progress, ct).ConfigureAwait(false);
            report = report.And(more);
        }

        Alert();
        return report;
    }

    private async Task<(DeliverReport Report, bool Returned)> RoundAsync(IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var pauses = await _database.ReadAsync(s => PauseStore.ListAsync(s, _clock.GetUtcNow()), ct).ConfigureAwait(false);
        var total = progress is null ? 0 : await _database.ReadAsync(s => DeliveryStore.DueAsync(s, _clock.GetUtcNow()), ct).ConfigureAwait(false);
        var run = new DeliverRun(_ledger, _breaker, _domains, _options, RenderAsync, _sign, _prepare is null ? null : PrepareAsync, _clock, _log, _owner, progress, total);
        _domains.Begin();
        var report = await run.GoAsync(await LiveAsync(pauses).ConfigureAwait(false), pauses, ct).ConfigureAwait(false);
        return (report, run.Returned);
    }

    private ValueTask<OutgoingMail?> RenderAsync(Delivery row, CancellationToken ct) => _database.Dialect == Dialect.Sqlite ? _render(row, ct) : RideOutAsync(() => _render(row, ct));

    private async Task PrepareAsync(IReadOnlyList<Delivery> rows, CancellationToken ct) => await RideOutAsync(async () =>
    {
        await _prepare!(rows, ct).ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);

    private async ValueTask<T> RideOutAsync<T>(Func<ValueTask<T>> read)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (Exception e) when (_database.IsLost(e))
            {
                await WaitForDatabaseAsync(e, tries).ConfigureAwait(false);
            }
        }
    }

    // A mail that cannot be read now is not one that cannot be made: the ledger waits for the database, and ends the run when it stays away.
    private async Task WaitForDatabaseAsync(Exception e, int tries)
    {
        if (tries >= MostRounds)
        {
            throw new LedgerException(e);
        }

        await _ledger.WriteAsync(s => s.ScalarAsync<long>("SELECT 1"), keep: false).ConfigureAwait(false);
    }

    private void Alert()
    {
        foreach (var relay in _relays)
        {
            if (relay.Away(Outage) is { } since)
            {
                _log.LogError("No mail has gone through {Relay} since {Since:u}: {Reason}. Mails wait; nobody is charged a try", relay.Name, since, relay.DownBecause);
            }
        }
    }

    // Dead owners' rows; on PostgreSQL again and again while others live.
    private async Task RecoverAsync(bool alone)
    {
        var (again, held) = (0, 0);
        var now = _clock.GetUtcNow();
        var doubts = _options.InDoubt == InDoubtPolicy.Resend ? _options.MaxDoubts : 0;
        await _ledger.WriteAsync(async s => (again, held) = await DeliveryStore.RecoverAsync(s, _owner, now, alone ? null : now, doubts).ConfigureAwait(false), keep: false).ConfigureAwait(false);
        if (again + held > 0)
        {
            _log.LogWarning("{Again} mails in doubt are sent again, {Held} are held: digest deliveries --state InDoubt lists them", again, held);
        }
    }

    // Once per start: a ledger from a backup thinks that yesterday's mails are still to be sent.
    private async Task GuardAsync()
    {
        if (_guarded || _options.HoldOverdue <= TimeSpan.Zero)
        {
            return;
        }

        var now = _clock.GetUtcNow();
        await _ledger.WriteAsync(async s =>
        {
            foreach (var late in await DeliveryStore.OverdueAsync(s, now - _options.HoldOverdue, _options.HoldMoreThan).ConfigureAwait(false))
            {
                var pause = new Pause
                {
                    Scope = Pause.Edition(late.Edition),
                    Reason = $"{late.Mails} mails were due more than {_options.HoldOverdue.TotalHours:0} hours before this start; after the restore of a backup they may have been sent already",
                    Source = Pause.Overdue,
                    CreatedAt = now,
                };
                if (await PauseStore.AddAsync(s, pause).ConfigureAwait(false))
                {
                    _log.LogError("Held {Scope}: {Reason}. Go on with: digest deliveries resume {Scope}, or cancel it", pause.Scope, pause.Reason, pause.Scope);
                }
            }
        }, keep: false).ConfigureAwait(false);
        _guarded = true;
    }

    private async Task<IReadOnlyList<Relay>> LiveAsync(IReadOnlyList<Pause> pauses)
    {
        foreach (var relay in _relays)
        {
            relay.Begin(pauses.FirstOrDefault(p => p.Scope == Pause.Relay(relay.Name)));
            if (relay.Options.WarmUp.Count > 0)
            {
                var midnight = new DateTimeOffset(relay.Today, TimeOnly.MinValue, TimeSpan.Zero);
                relay.Sent(relay.Today, await _database.ReadAsync(s => DeliveryStore.SubmittedSinceAsync(s, relay.Name, midnight)).ConfigureAwait(false));
            }
        }

        return _relays;
    }
}
