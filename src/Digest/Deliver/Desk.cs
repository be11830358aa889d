using Digest.Deliver.Smtp;
using Digest.Model;
using Digest.Store;

namespace Digest.Deliver;

/// <summary>Where one connection gets its letters and reports what became of them.</summary>
internal sealed class Desk(Outbox outbox, Bookkeeper books, Ledger ledger, Relay relay, Shares shares, RenderMail render, SignMail? sign, DeliverOptions options, TimeProvider clock, CancellationToken stop)
{
    /// <summary>After this long it is asked again whether the reader still wants the mail (EMAIL.md 17), and whether it is still ours to send.</summary>
    private readonly TimeSpan _fresh = options.Lease < TimeSpan.FromSeconds(30) ? options.Lease : TimeSpan.FromSeconds(30);

    /// <summary>However far away its turn is, a relay that went down meanwhile is seen.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Aside = TimeSpan.FromMilliseconds(50);

    private Delivery? _first;
    /// <summary>Rendered, and waits for its turn: what a turn lets through must be ready to go, or many would go together after a slow start.</summary>
    private Letter? _held;
    private int _given;
    /// <summary>Since when the last mail that was handed could go; none is taken that was not handed.</summary>
    private long _handedAt;

    /// <summary>Mails answered, in whatever way, on this connection.</summary>
    public int Answered { get; private set; }

    /// <summary>Mails taken on this connection.</summary>
    public int Taken { get; private set; }

    /// <summary>The connection has had as many as it may.</summary>
    public bool LimitReached => _given >= relay.MessageLimit;

    /// <summary>Waits for a row before a connection is opened for it.</summary>
    public async Task<bool> AnyAsync()
    {
        _given = Answered = Taken = 0;
        if (_held is not null)
        {
            return true;
        }

        _first ??= await TakeAsync(wait: true).ConfigureAwait(false);
        return _first is not null;
    }

    /// <summary>
    /// Waits for a connection to stand or to be refused. Where that is long in coming and others stand, they send what it was to begin with; it is
    /// not waited for when they are through, or whatever comes due meanwhile would wait with it.
    /// </summary>
    /// <returns>False when there is no need of it any more.</returns>
    public async Task<bool> WhileAsync(Task opening, Func<bool> others)
    {
        while (!opening.IsCompleted)
        {
            using var stands = new CancellationTokenSource();
            await Task.WhenAny(opening, Task.Delay(Look, clock, stands.Token)).ConfigureAwait(false);
            await stands.CancelAsync().ConfigureAwait(false);
            if (opening.IsCompleted)
            {
                return true;
            }

            if (others())
            {
                await PutBackAsync().ConfigureAwait(false);
            }
            else if (_first is null && _held is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The connection stands, until <see cref="Leave"/>.</summary>
    public void Join() => ledger.Join();

    public void Leave() => ledger.Leave();

    /// <summary>The connection did not come about: the row goes back.</summary>
    public async Task PutBackAsync()
    {
        if ((_first ?? _held?.Delivery) is { } row)
        {
            _first = null;
            Hold(null);
            outbox.Returned = true;
            await GiveBackAsync(row).ConfigureAwait(false);
        }
    }

    /// <summary>The next letter, waiting for it; null when nothing is due any more, or the connection has had its share.</summary>
    public ValueTask<Letter?> NextAsync() => NextAsync(wait: true);

    /// <summary>The next letter if there is one right now.</summary>
    public ValueTask<Letter?> TryNextAsync() => NextAsync(wait: false);

    /// <summary>Durable when it is done; false when the row is not ours any more, or its reader left.</summary>
    public async Task<bool> HandAsync(Letter letter)
    {
        var ours = await ledger.HandAsync(LeaseOf(letter.Delivery)).ConfigureAwait(false);
        if (!ours)
        {
            End(letter.Delivery);
        }

        _handedAt = clock.GetTimestamp();
        return ours;
    }

    /// <summary>The answer to one letter; durable when it is done.</summary>
    public async ValueTask AnswerAsync(Letter letter, Answer answer) => await AnswerAndHandAsync(letter, answer, null).ConfigureAwait(false);

    /// <summary>The answer to one letter and the handing of another, in one commit where the answer is a 250.</summary>
    /// <returns>Whether the other row is ours.</returns>
    public async Task<bool> AnswerAndHandAsync(Letter letter, Answer answer, Letter? next)
    {
        if (answer is { Stage: Stage.Mail, Broken: Break.Lost } && Answered > 0)
        {
            // It answered some and closed without a word before it heard of this one: that is not this one's fault. The next connection begins with it.
            await GiveBackAsync(letter).ConfigureAwait(false);
            return false;
        }

        Answered += answer.Broken == Break.None ? 1 : 0;
        Taken += answer.Taken ? 1 : 0;
        if (answer.Taken)
        {
            outbox.Done(letter.Delivery);
            relay.Pace.Answered(clock.GetElapsedTime(_handedAt));
        }
        else
        {
            End(letter.Delivery);
        }

        var ours = await books.RecordAsync(relay, letter.Delivery, answer, next is null ? null : LeaseOf(next.Delivery)).ConfigureAwait(false);
        if (next is not null && !ours)
        {
            End(next.Delivery);
        }

        _handedAt = clock.GetTimestamp();
        return ours;
    }

    /// <summary>Nothing of it was sent.</summary>
    public ValueTask GiveBackAsync(Letter letter) => GiveBackAsync(letter.Delivery);

    /// <summary>Asks again, when that is long ago; a reader who left meanwhile is cancelled, a mail that is too late by now has expired.</summary>
    public async ValueTask<bool> StillWantedAsync(Letter letter)
    {
        var now = clock.GetUtcNow();
        if (now - letter.CheckedAt <= _fresh && now < letter.Delivery.ExpiresAt)
        {
            return true;
        }

        letter.CheckedAt = now;
        return await WantedAsync(letter.Delivery).ConfigureAwait(false);
    }

    private async ValueTask<Letter?> NextAsync(bool wait)
    {
        while (!LimitReached && !relay.IsDown)
        {
            if (_held is null)
            {
                var row = _first ?? await TakeAsync(wait).ConfigureAwait(false);
                _first = null;
                if (row is null)
                {
                    return null;
                }

                Hold(await WriteAsync(row).ConfigureAwait(false));
            }
            else if (TryTurn(_held, out var pause))
            {
                var letter = _held;
                Hold(null);
                if (await StillWantedAsync(letter).ConfigureAwait(false))
                {
                    _given++;
                    return letter;
                }
            }
            else if (!wait || stop.IsCancellationRequested)
            {
                return null;
            }
            else if (_held.Delivery.Priority > 0 && outbox.HasUrgent)
            {
                var row = _held.Delivery;
                Hold(null);
                relay.Ended();
                shares.GiveBack(relay);
                outbox.Return(row);
            }
            else
            {
                await Task.WhenAny(Task.Delay(pause < Look ? pause : Look, clock, stop)).ConfigureAwait(false);
            }
        }

        return null;
    }

    // As many digests as there are connections wait for a relay's turns; what is urgent does not queue behind them.
    private bool TryTurn(Letter letter, out TimeSpan pause)
    {
        if (relay.HoldsUrgent && letter.Delivery.Priority > 0 && relay.Gate.PerSecond > 0)
        {
            pause = Aside;
            return false;
        }

        return relay.Gate.TryPass(out pause);
    }

    private void Hold(Letter? letter)
    {
        if (_held?.Delivery.Priority == 0)
        {
            relay.HoldUrgent(false);
        }

        _held = letter;
        if (letter?.Delivery.Priority == 0)
        {
            relay.HoldUrgent(true);
        }
    }

    private async ValueTask<Letter?> WriteAsync(Delivery row)
    {
        // LeaseUntil is the claim's, so this is how old the claim is.
        var claimed = row.LeaseUntil!.Value - options.Lease;
        if (clock.GetUtcNow() - claimed > _fresh)
        {
            claimed = clock.GetUtcNow();
            if (!await WantedAsync(row).ConfigureAwait(false))
            {
                return null;
            }
        }

        OutgoingMail? mail;
        try
        {
            mail = await render(row, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not LedgerException)
        {
            // One issue that cannot be rendered must not stop the others: it waits for a mended template.
            End(row);
            await books.UnrenderedAsync(row, e).ConfigureAwait(false);
            return null;
        }

        if (mail is null)
        {
            End(row);
            await books.CancelAsync(row).ConfigureAwait(false);
            return null;
        }

        return new Letter(row, mail, sign?.Invoke(mail.Message) ?? default, claimed);
    }

    private async ValueTask<Delivery?> TakeAsync(bool wait)
    {
        while (!shares.TryTake(relay))
        {
            if (!wait || stop.IsCancellationRequested)
            {
                return null;
            }

            await shares.WaitAsync(stop).ConfigureAwait(false);
        }

        var row = relay.TryBegin() ? await BegunAsync(wait).ConfigureAwait(false) : null;
        if (row is null)
        {
            shares.GiveBack(relay);
        }

        return row;
    }

    private async ValueTask<Delivery?> BegunAsync(bool wait)
    {
        var row = await outbox.TakeAsync(wait, stop).ConfigureAwait(false);
        if (row is null)
        {
            relay.Ended();
        }

        return row;
    }

    private void End(Delivery row)
    {
        outbox.Done(row);
        relay.Ended();
    }

    private async ValueTask<bool> WantedAsync(Delivery row)
    {
        DeliveryState? state = null;
        await ledger.WriteAsync(async s => state = await DeliveryStore.StillWantedAsync(s, LeaseOf(row), clock.GetUtcNow()).ConfigureAwait(false), keep: false).ConfigureAwait(false);
        if (state is DeliveryState.Claimed or DeliveryState.Handing)
        {
            return true;
        }

        End(row);
        books.Dropped(state == DeliveryState.Cancelled ? 1 : 0, state == DeliveryState.Expired ? 1 : 0);
        return false;
    }

    private async ValueTask GiveBackAsync(Delivery row)
    {
        End(row);
        await ledger.WriteAsync(s => DeliveryStore.GiveBackAsync(s, [LeaseOf(row)]), keep: true).ConfigureAwait(false);
    }

    private static Lease LeaseOf(Delivery row) => new(row.Id, row.Lease);
}
