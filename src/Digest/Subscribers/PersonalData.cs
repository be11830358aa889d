using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>Everything kept about a reader, for them to read; and its end (GDPR articles 15, 17 and 20).</summary>
public sealed class PersonalData(Database database, Desk desk, ILogger<PersonalData> log)
{
    /// <summary>Null when there is no such reader.</summary>
    public Task<PersonalFile?> ExportAsync(long subscriberId, CancellationToken ct = default) => database.ReadAsync(async s =>
    {
        var reader = await SubscriberStore.FindAsync(s, subscriberId).ConfigureAwait(false);
        if (reader is null)
        {
            return null;
        }

        return new PersonalFile(
            reader,
            await SubscriberStore.ConsentAsync(s, subscriberId).ConfigureAwait(false),
            await SignUpStore.OfAsync(s, subscriberId, reader.Address).ConfigureAwait(false),
            await SubscriberStore.EventsAsync(s, subscriberId).ConfigureAwait(false),
            await PersonalStore.MailsAsync(s, subscriberId).ConfigureAwait(false),
            await FeedbackStore.AllAsync(s, subscriberId).ConfigureAwait(false));
    }, ct);

    /// <summary>Deletes all of it in one transaction. A keyed hash stays, so that no import brings the person back.</summary>
    /// <returns>False when there is no such reader.</returns>
    public Task<bool> EraseAsync(long subscriberId, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        var now = desk.Now;
        var reader = await SubscriberStore.FindAsync(s, subscriberId).ConfigureAwait(false);
        if (reader is null)
        {
            return false;
        }

        var hash = desk.Hash(reader.Address);
        foreach (var signUp in await SignUpStore.OfAsync(s, subscriberId, reader.Address).ConfigureAwait(false))
        {
            await ErasureStore.SignUpAsync(s, signUp.Id, hash, now).ConfigureAwait(false);
        }

        await ErasureStore.SubscriberAsync(s, subscriberId, hash, now).ConfigureAwait(false);
        await HashSuppressionAsync(s, reader.Address, hash, now).ConfigureAwait(false);
        log.LogInformation("Subscriber {Id} had their data deleted", subscriberId);
        return true;
    }, ct);

    // A complaint outlives the person's data: it moves to the hash, or else "erased" stands there.
    private static async Task HashSuppressionAsync(Session s, string address, string hash, DateTimeOffset now)
    {
        var known = await SuppressionStore.FindAsync(s, address, now).ConfigureAwait(false);
        if (known is not null)
        {
            await SuppressionStore.RemoveAsync(s, address, known.Reason).ConfigureAwait(false);
        }

        await SuppressionStore.AddAsync(s, (known ?? new Suppression(hash, Reasons.Erased, "reader", now, null)) with { Address = hash }).ConfigureAwait(false);
    }
}

/// <summary>What a reader gets when they ask for their data.</summary>
public sealed record PersonalFile(
    Subscriber Subscriber, string? ConsentText, IReadOnlyList<SignUp> SignUps, IReadOnlyList<SubscriberEvent> Events, IReadOnlyList<PersonalMail> Mails,
    IReadOnlyList<ReaderFeedback> Feedback);
