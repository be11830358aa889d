using Digest.Deliver.Smtp;
using Digest.Model;
using Digest.Store;

namespace Digest.Deliver;

/// <summary>Turns answers into rows of the ledger, and draws the conclusions: suppress, pause, rest.</summary>
internal sealed class Bookkeeper(Ledger ledger, Outbox outbox, Breaker breaker, DomainLimits limits, DeliverOptions options, TimeProvider clock, ILogger log, IProgress<StepProgress>? progress, long total)
{
    /// <summary>How many answers of ours in a row pause an edition.</summary>
    private const int OursInARow = 3;

    /// <summary>So many times a mail in doubt, whose relay hung up, is sent again without a wait.</summary>
    private const int AtOnce = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<DeliveryState, int> _counts = [];
    private readonly List<Suspect> _suspects = [];
    private int _ours;
    private bool _opened;
    private int _done;

    /// <summary>Why nothing more is sent for now; null while things go well.</summary>
    public string? Stopped { get; private set; }

    public DeliverReport Report()
    {
        lock (_lock)
        {
            int Of(DeliveryState state) => _counts.GetValueOrDefault(state);
            return new DeliverReport
            {
                Submitted = Of(DeliveryState.Submitted),
                Deferred = Of(DeliveryState.Deferred),
                Hard = Of(DeliveryState.Hard),
                Soft = Of(DeliveryState.Soft),
                Blocked = Of(DeliveryState.Blocked),
                InDoubt = Of(DeliveryState.InDoubt),
                Expired = Of(DeliveryState.Expired),
                Cancelled = Of(DeliveryState.Cancelled),
                Stopped = Stopped,
            };
        }
    }

    /// <summary>The answer to one mail, and the handing of the next where there is one; durable when this is done.</summary>
    /// <returns>Whether the next row is ours.</returns>
    public async ValueTask<bool> RecordAsync(Relay relay, Delivery row, Answer answer, Lease? next = null)
    {
        var verdict = Judge.Of(answer);
        if (verdict.State == DeliveryState.Submitted)
        {
            relay.Succeeded();
            List<Suspect> cleared;
            lock (_lock)
            {
                Count(DeliveryState.Submitted);
                _ours = 0;
                cleared = Judged(row, refused: false);
                breaker.Domains.Took(row.Domain);
            }

            limits.Took(row.Domain);

            var ours = await ledger.SubmitAsync(new Submission(new Lease(row.Id, row.Lease), relay.Name, Short(answer.Said)), next, relay.Pace.Queue).ConfigureAwait(false);
            await SuppressAsync(cleared).ConfigureAwait(false);
            return ours;
        }

        await RefusedAsync(relay, row, answer, verdict).ConfigureAwait(false);
        return next is { } lease && await ledger.HandAsync(lease).ConfigureAwait(false);
    }

    /// <summary>The mail could not be made.</summary>
    public async ValueTask UnrenderedAsync(Delivery row, Exception e)
    {
        log.LogError(e, "Delivery {Id} to {Address} could not be rendered", row.Id, row.Address);
        await SettleAsync(null, row, new Verdict(DeliveryState.Deferred, "render", Fault.Message), "Render", $"the mail could not be made: {e.Message}").ConfigureAwait(false);
    }

    /// <summary>There is nothing to send any more.</summary>
    public async ValueTask CancelAsync(Delivery row) =>
        await SettleAsync(null, row, new Verdict(DeliveryState.Cancelled, "left", Fault.None, Charged: false), "Render", "the reader left").ConfigureAwait(false);

    /// <summary>Rows that turned out not to be sent any more.</summary>
    public void Dropped(int cancelled, int expired)
    {
        lock (_lock)
        {
            for (var i = 0; i < cancelled + expired; i++)
            {
                Count(i < cancelled ? DeliveryState.Cancelled : DeliveryState.Expired);
            }
        }
    }

    /// <summary>At the end of a run: refusals that nothing spoke against are believed.</summary>
    public async Task CloseAsync()
    {
        List<Suspect> rest;
        lock (_lock)
        {
            rest = [.. _suspects];
            _suspects.Clear();
        }

        if (_opened)
        {
            await ledger.WriteAsync(s => DeliveryStore.ReopenAsync(s, rest.Select(x => x.Id)), keep: true).ConfigureAwait(false);
            return;
        }

        await SuppressAsync(rest).ConfigureAwait(false);
    }

    private async ValueTask RefusedAsync(Relay relay, Delivery row, Answer answer, Verdict verdict)
    {
        string? opened = null;
        var rests = false;
        var pauses = new List<Pause>();
        lock (_lock)
        {
            if (verdict is { Fault: Fault.Address or Fault.Ours } && answer.Broken == Break.None && answer.Stage >= Stage.Rcpt)
            {
                if (answer.Reply.Permanent && verdict.State is DeliveryState.Hard or DeliveryState.Blocked)
                {
                    opened = outbox.Trusted ? null : breaker.Add(refused: true);
                }

                rests = Domain(row, answer, verdict, pauses);
            }

            _ours += verdict.Fault == Fault.Ours ? 1 : 0;
        }

        switch (verdict.Fault)
        {
            case Fault.Relay:
                relay.Failed(answer.Said);
                break;
            case Fault.Login:
                pauses.Add(RestAfterLogin(relay, answer));
                break;
            case Fault.Ours when _ours >= OursInARow:
                pauses.Add(await OurFaultAsync(row, answer).ConfigureAwait(false));
                break;
        }

        var first = await SettleAsync(relay, row, verdict, answer.Stage.ToString(), Short(answer.Said), answer.Broken).ConfigureAwait(false);
        if (rests || first)
        {
            // The domain's mails would wait here in the place of others', and others in the place of this one.
            await outbox.GiveBackAsync(close: false).ConfigureAwait(false);
        }

        foreach (var pause in pauses)
        {
            await PauseAsync(pause).ConfigureAwait(false);
        }

        if (opened is not null)
        {
            await OpenAsync(relay, opened, answer).ConfigureAwait(false);
        }
    }

    /// <summary>The relay does not let us in: it rests, and the operator is told.</summary>
    public Task LoginAsync(Relay relay, Answer answer) => PauseAsync(RestAfterLogin(relay, answer));

    /// <summary>Sets a pause, tells the operator, and lets the next claim see it.</summary>
    public async Task PauseAsync(Pause pause)
    {
        var added = false;
        await ledger.WriteAsync(async s => added = await PauseStore.AddAsync(s, pause).ConfigureAwait(false), keep: true).ConfigureAwait(false);
        if (added)
        {
            log.LogError("Paused {Scope}: {Reason}. Resume with: digest deliveries resume {Scope}", pause.Scope, pause.Reason, pause.Scope);
        }

        Stopped = $"{pause.Scope} is paused: {pause.Reason}";
        await outbox.GiveBackAsync(close: pause.Scope == Pause.All).ConfigureAwait(false);
    }

    // The mailboxes of this window were refused for a reason that may be ours: they are tried again when the operator resumes.
    private async Task OpenAsync(Relay relay, string why, Answer answer)
    {
        List<Suspect> suspects;
        lock (_lock)
        {
            _opened = true;
            breaker.Clear();
            suspects = [.. _suspects];
            _suspects.Clear();
        }

        await ledger.WriteAsync(s => DeliveryStore.ReopenAsync(s, suspects.Select(x => x.Id)), keep: true).ConfigureAwait(false);
        await PauseAsync(new Pause
        {
            Scope = Pause.All,
            Reason = $"{why} by {relay.Name}, at last with \"{Short(answer.Said)}\"; nobody was suppressed. If the addresses are bad indeed: digest deliveries resume all --trust",
            Source = "breaker",
            CreatedAt = clock.GetUtcNow(),
        }).ConfigureAwait(false);
    }

    private Pause RestAfterLogin(Relay relay, Answer answer)
    {
        var now = clock.GetUtcNow();
        relay.Refused(now + options.RestAfterLogin, answer.Said);
        return new Pause { Scope = Pause.Relay(relay.Name), Reason = answer.Said, Source = "relay", CreatedAt = now, Until = now + options.RestAfterLogin };
    }

    private async Task<Pause> OurFaultAsync(Delivery row, Answer answer)
    {
        _ours = 0;
        long? edition = null;
        if (row.IssueId is { } issue)
        {
            await ledger.WriteAsync(async s => edition = await DeliveryStore.EditionOfAsync(s, issue).ConfigureAwait(false), keep: false).ConfigureAwait(false);
        }

        return new Pause
        {
            Scope = edition is { } number ? Pause.Edition(number) : Pause.All,
            Reason = $"{OursInARow} mails in a row were refused for a fault of ours ({answer.Stage}): {Short(answer.Said)}",
            Source = "deliver",
            CreatedAt = clock.GetUtcNow(),
        };
    }

    /// <returns>Whether the domain rests from now on.</returns>
    private bool Domain(Delivery row, Answer answer, Verdict verdict, List<Pause> pauses)
    {
        if (breaker.Domains.Refused(row.Domain, verdict.Cause == "policy") is { } why)
        {
            pauses.Add(new Pause
            {
                Scope = Pause.Domain(row.Domain),
                Reason = $"{why}: {Short(answer.Said)}",
                Source = "deliver",
                CreatedAt = clock.GetUtcNow(),
            });
        }

        if (!Judge.AsksForLess(answer) || limits.Asked(row.Domain) is not { } learnt)
        {
            return false;
        }

        log.LogWarning("{Domain} asked for less, {Learnt}: {Reply}", row.Domain, learnt, answer.Said);
        return limits.Resting.Contains(row.Domain);
    }

    /// <returns>Whether it is sent again before any other.</returns>
    private async ValueTask<bool> SettleAsync(Relay? relay, Delivery row, Verdict verdict, string stage, string reply, Break broken = Break.None)
    {
        var now = clock.GetUtcNow();
        var doubt = verdict.State == DeliveryState.InDoubt;
        var state = doubt && options.InDoubt == InDoubtPolicy.Resend && row.Doubts < options.MaxDoubts ? DeliveryState.Deferred : verdict.State;
        // A connection that broke, a doubt, or a rendering that ran out of time is no refusal: the first time it is tried again at once.
        var again = row.Attempts == 0 && verdict.Cause is "lost" or "in-doubt" or "render" || row.Attempts <= row.Doubts && verdict.Cause is "lost" or "render";
        // A relay that resets connections now and then may do so again. Its mail keeps its place, before what it is more likely to take on the way there.
        var first = doubt && broken == Break.Lost && state == DeliveryState.Deferred && row.Attempts <= row.Doubts && row.Doubts < AtOnce;
        var due = state != DeliveryState.Deferred || first ? row.DueAt : again ? now : now + options.WaitAfter(row.Attempts + 1);
        var cause = verdict.Cause;
        if (state == DeliveryState.Deferred && due >= row.ExpiresAt)
        {
            (state, cause) = (DeliveryState.Expired, "expired");
        }

        var end = new Settlement
        {
            Lease = new Lease(row.Id, row.Lease),
            State = state == DeliveryState.Pending && row.Attempts > 0 ? DeliveryState.Deferred : state,
            Cause = cause,
            Stage = stage,
            Reply = reply,
            Relay = relay?.Name,
            At = now,
            DueAt = due,
            Charged = verdict.Charged,
            Doubt = doubt,
        };
        await ledger.WriteAsync(s => SettleAsync(s, row, verdict, end), keep: true).ConfigureAwait(false);
        lock (_lock)
        {
            Count(doubt ? DeliveryState.InDoubt : state);
        }

        return first;
    }

    private async Task SettleAsync(Session s, Delivery row, Verdict verdict, Settlement end)
    {
        if (!await DeliveryStore.SettleAsync(s, end).ConfigureAwait(false) || !await IsDeadAsync(s, row, verdict, end).ConfigureAwait(false))
        {
            return;
        }

        var suppression = new Suppression(row.Address, end.State == DeliveryState.Hard ? "hard-bounce" : "soft-bounces", $"smtp: {end.Reply}", end.At, null);
        bool believed;
        lock (_lock)
        {
            believed = end.State != DeliveryState.Hard || outbox.Trusted || breaker.Sound;
            if (!believed)
            {
                _suspects.Add(new Suspect(row.Id, suppression));
            }
        }

        if (believed)
        {
            await SuppressionStore.AddAsync(s, suppression).ConfigureAwait(false);
        }
    }

    // 5.1.1 and its kin at once; other refusals the second time; a full mailbox, or one that never answers, after so many mails or 14 days.
    private async Task<bool> IsDeadAsync(Session s, Delivery row, Verdict verdict, Settlement end)
    {
        if (verdict.Suppress)
        {
            return true;
        }

        if (end.State == DeliveryState.Hard)
        {
            var last = await DeliveryStore.PastAsync(s, row.Address, row.Id, 1).ConfigureAwait(false);
            return last.Count == 1 && last[0].State == DeliveryState.Hard;
        }

        if (end.State is not (DeliveryState.Soft or DeliveryState.Expired))
        {
            return false;
        }

        var past = await DeliveryStore.PastAsync(s, row.Address, row.Id, 100).ConfigureAwait(false);
        var softs = past.TakeWhile(p => p.State is DeliveryState.Soft or DeliveryState.Expired).ToList();
        return softs.Count + 1 >= options.MaxSoft || softs.Count > 0 && end.At - softs[^1].CreatedAt >= TimeSpan.FromDays(14);
    }

    private List<Suspect> Judged(Delivery row, bool refused)
    {
        breaker.Add(refused);
        if (_suspects.Count == 0 || !breaker.Sound)
        {
            return [];
        }

        List<Suspect> cleared = [.. _suspects.Where(x => x.Id != row.Id)];
        _suspects.Clear();
        return cleared;
    }

    private async ValueTask SuppressAsync(List<Suspect> suspects)
    {
        if (suspects.Count > 0)
        {
            await ledger.WriteAsync(async s =>
            {
                foreach (var suspect in suspects)
                {
                    await SuppressionStore.AddAsync(s, suspect.Suppression).ConfigureAwait(false);
                }
            }, keep: true).ConfigureAwait(false);
        }
    }

    private void Count(DeliveryState state)
    {
        _counts[state] = _counts.GetValueOrDefault(state) + 1;
        if (++_done % 16 == 0)
        {
            progress?.Report(new StepProgress("mails", _done, Math.Max(total, _done)));
        }
    }

    // Never half of a character: databases refuse that.
    private static string Short(string words) => words.Length <= 500 ? words : words[..(char.IsHighSurrogate(words[498]) ? 498 : 499)] + "…";

    private sealed record Suspect(long Id, Suppression Suppression);
}
