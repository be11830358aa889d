using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>How a confirmation link stands: Ready to be confirmed, Done before, Expired, Refused (the address may not be mailed), Taken (it has a subscription of its own).</summary>
public enum ConfirmState { Ready, Done, Expired, Refused, Taken }

/// <summary>A sign-up as its page shows it. SubscriberId is set once there is a reader.</summary>
public sealed record Confirmation(ConfirmState State, SignUp SignUp, long? SubscriberId);

/// <summary>The owner of an address says yes: to a subscription, or to its becoming the address of one.</summary>
public sealed class ConfirmSignUp(Database database, Desk desk, RequestSignUp request, ILogger<ConfirmSignUp> log)
{
    /// <summary>Reads only. Null when there is no such sign-up (any more).</summary>
    public async Task<Confirmation?> LookAsync(long signUpId, CancellationToken ct = default)
    {
        var signUp = await database.ReadAsync(s => SignUpStore.FindAsync(s, signUpId), ct).ConfigureAwait(false);
        if (signUp is null || signUp.Address.Length == 0)
        {
            return null;
        }

        return new Confirmation(StateOf(signUp, desk.Now), signUp, signUp.SubscriberId);
    }

    /// <summary>Confirms; a second time changes nothing and answers Done. Null when there is no such sign-up.</summary>
    public async Task<Confirmation?> RunAsync(long signUpId, CancellationToken ct = default)
    {
        var result = await database.WriteAsync(s => ConfirmAsync(s, signUpId), ct).ConfigureAwait(false);
        if (result is { State: ConfirmState.Ready })
        {
            log.LogInformation("{Address} confirmed, subscriber {Id}", Address.Mask(result.SignUp.Address), result.SubscriberId);
            return result with { State = ConfirmState.Done };
        }

        return result;
    }

    /// <summary>Asks once more, for a link that has expired; within the limits of any sign-up.</summary>
    public async Task AgainAsync(long signUpId, CancellationToken ct = default)
    {
        var found = await LookAsync(signUpId, ct).ConfigureAwait(false);
        if (found is { State: ConfirmState.Expired } && Address.TryParse(found.SignUp.Address, out var address))
        {
            await request.RunAsync(address, found.SignUp.Choices, found.SignUp.ConsentText, found.SignUp.SubscriberId, ct).ConfigureAwait(false);
        }
    }

    private static ConfirmState StateOf(SignUp signUp, DateTimeOffset now) =>
        signUp.ConfirmedAt is not null ? ConfirmState.Done : signUp.ExpiresAt <= now ? ConfirmState.Expired : ConfirmState.Ready;

    // Ready means: this call did it.
    private async Task<Confirmation?> ConfirmAsync(Session s, long signUpId)
    {
        var now = desk.Now;
        var signUp = await SignUpStore.FindAsync(s, signUpId).ConfigureAwait(false);
        if (signUp is null || !Address.TryParse(signUp.Address, out var address))
        {
            return null;
        }

        if (StateOf(signUp, now) is var state and not ConfirmState.Ready)
        {
            return new Confirmation(state, signUp, signUp.SubscriberId);
        }

        if (await desk.IsRefusedAsync(s, address, now).ConfigureAwait(false))
        {
            return new Confirmation(ConfirmState.Refused, signUp, null);
        }

        if (!await SignUpStore.ConfirmAsync(s, signUpId, now).ConfigureAwait(false))
        {
            return new Confirmation(ConfirmState.Done, signUp, signUp.SubscriberId);
        }

        var (outcome, id) = signUp.SubscriberId is { } subscriberId
            ? await MoveAsync(s, subscriberId, address, now).ConfigureAwait(false)
            : (ConfirmState.Ready, await ActivateAsync(s, signUp, now).ConfigureAwait(false));
        if (outcome == ConfirmState.Ready)
        {
            await SignUpStore.CloseAsync(s, signUpId, id, signUp.Address, now).ConfigureAwait(false);
            await SignUpStore.AnsweredAsync(s, desk.Hash(address.LimitKey)).ConfigureAwait(false);
            await SuppressionStore.RemoveAsync(s, desk.Hash(address.Text), Reasons.Erased).ConfigureAwait(false);
        }

        return new Confirmation(outcome, signUp, id);
    }

    private async Task<long> ActivateAsync(Session s, SignUp signUp, DateTimeOffset now)
    {
        var before = await SubscriberStore.FindAsync(s, signUp.Address).ConfigureAwait(false);
        var due = Desk.NextDue(now, signUp.Choices);
        var id = await SubscriberStore.ActivateAsync(s, new NewSubscriber(signUp.Address, signUp.Choices, signUp.ConsentText, now, due)).ConfigureAwait(false);
        await SubscriberStore.NoteAsync(s, id, "confirmed", now, signUp.ConsentText).ConfigureAwait(false);
        if (before?.State is not SubscriberState.Active)
        {
            await desk.MailAsync(s, MailKind.Welcome, signUp.Address, id, null, now).ConfigureAwait(false);
        }

        return id;
    }

    // Tells the old address, too: a change its owner did not ask for must not pass unseen.
    private async Task<(ConfirmState State, long Id)> MoveAsync(Session s, long id, Address address, DateTimeOffset now)
    {
        var reader = await SubscriberStore.FindAsync(s, id).ConfigureAwait(false);
        if (reader is null)
        {
            return (ConfirmState.Expired, id);
        }

        var other = await SubscriberStore.FindAsync(s, address.Text).ConfigureAwait(false);
        if (other is not null && other.Id != id)
        {
            if (other.State != SubscriberState.Unsubscribed)
            {
                return (ConfirmState.Taken, id);
            }

            await ErasureStore.SubscriberAsync(s, other.Id, desk.Hash(other.Address), now).ConfigureAwait(false);
        }

        await SubscriberStore.MoveAsync(s, id, address.Text).ConfigureAwait(false);
        await SubscriberStore.NoteAsync(s, id, "address changed", now, Address.Mask(reader.Address)).ConfigureAwait(false);
        await desk.MailAsync(s, MailKind.AddressChange, reader.Address, id, null, now).ConfigureAwait(false);
        return (ConfirmState.Ready, id);
    }
}
