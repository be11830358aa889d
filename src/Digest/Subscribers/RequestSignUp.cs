using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>
/// Parks what a stranger typed and asks the address to confirm it (double opt-in). What was typed decides whether a mail goes out,
/// and nothing else: the caller learns nothing, and the work is the same for known, unknown, pending and refused addresses.
/// </summary>
public sealed class RequestSignUp(Database database, Desk desk, ILogger<RequestSignUp> log)
{
    /// <param name="address">Where the confirmation goes.</param>
    /// <param name="choices">What is asked for.</param>
    /// <param name="consentText">The words the person agreed to, kept as proof.</param>
    /// <param name="subscriberId">Whose address this is to become; null for a new reader.</param>
    public async Task RunAsync(Address address, Choices choices, string consentText, long? subscriberId = null, CancellationToken ct = default)
    {
        var now = desk.Now;
        var signUp = new NewSignUp
        {
            Address = address.Text,
            SubscriberId = subscriberId,
            Choices = choices,
            CreatedAt = now,
            ExpiresAt = now + desk.Options.ConfirmWithin,
            ConsentText = consentText,
        };
        var outcome = await database.WriteAsync(s => ParkAsync(s, address, signUp), ct).ConfigureAwait(false);
        log.LogInformation("Sign-up of {Address}: {Outcome}", address.Masked, outcome);
    }

    private async Task<string> ParkAsync(Session s, Address address, NewSignUp signUp)
    {
        var now = signUp.CreatedAt;
        var person = desk.Hash(address.LimitKey);
        var limit = await SignUpStore.TryAsync(s, person, now).ConfigureAwait(false);
        var refused = await desk.IsRefusedAsync(s, address, now).ConfigureAwait(false);
        var flood = await SignUpStore.CountSinceAsync(s, now.AddHours(-1)).ConfigureAwait(false) >= desk.Options.ConfirmationsPerHour;
        await SignUpStore.UpdatePendingAsync(s, signUp).ConfigureAwait(false);
        if (refused || flood || !MayAsk(limit, now))
        {
            return refused ? "refused, no mail" : flood ? "too many confirmations this hour, no mail" : "asked before, no mail";
        }

        var id = await SignUpStore.AddAsync(s, signUp).ConfigureAwait(false);
        await SignUpStore.MailedAsync(s, person, now).ConfigureAwait(false);
        await desk.MailAsync(s, MailKind.Confirm, address.Text, null, id, now).ConfigureAwait(false);
        return "confirmation asked for";
    }

    private bool MayAsk(SignUpLimit limit, DateTimeOffset now) =>
        limit.Unanswered < desk.Options.MaxUnanswered
        && (limit.MailedAt is not { } mailed || now >= mailed + desk.Options.ConfirmationInterval);
}
