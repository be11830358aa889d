using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>A reader changes what they get, and when; pauses; comes back.</summary>
public sealed class Preferences(Database database, Desk desk, RequestSignUp request)
{
    public Task<Subscriber?> FindAsync(long subscriberId, CancellationToken ct = default) =>
        database.ReadAsync(s => SubscriberStore.FindAsync(s, subscriberId), ct);

    /// <returns>False when there is no such reader.</returns>
    public Task<bool> ChangeAsync(long subscriberId, Choices choices, CancellationToken ct = default) =>
        WithAsync(subscriberId, async (s, reader) =>
        {
            var due = reader.NextDueAt is null ? (DateTimeOffset?)null : Desk.NextDue(Later(reader.PausedUntil, desk.Now), choices);
            await SubscriberStore.ChangeAsync(s, subscriberId, choices, due).ConfigureAwait(false);
            await SubscriberStore.NoteAsync(s, subscriberId, "choices changed", desk.Now).ConfigureAwait(false);
        }, ct);

    /// <param name="subscriberId">Who.</param>
    /// <param name="until">Null means until further notice.</param>
    /// <returns>False when there is no such reader.</returns>
    public Task<bool> PauseAsync(long subscriberId, DateTimeOffset? until, CancellationToken ct = default) =>
        WithAsync(subscriberId, async (s, reader) =>
        {
            var due = until is { } end ? Desk.NextDue(end, ChoicesOf(reader)) : (DateTimeOffset?)null;
            if (await SubscriberStore.PauseAsync(s, subscriberId, until, due).ConfigureAwait(false) == 1)
            {
                await SubscriberStore.NoteAsync(s, subscriberId, "paused", desk.Now).ConfigureAwait(false);
            }
        }, ct);

    /// <returns>False when there is no such reader.</returns>
    public Task<bool> ResumeAsync(long subscriberId, CancellationToken ct = default) =>
        WithAsync(subscriberId, async (s, reader) =>
        {
            if (await SubscriberStore.ResumeAsync(s, subscriberId, Desk.NextDue(desk.Now, ChoicesOf(reader))).ConfigureAwait(false) == 1)
            {
                await SubscriberStore.NoteAsync(s, subscriberId, "resumed", desk.Now).ConfigureAwait(false);
            }
        }, ct);

    /// <summary>Asks the new address to confirm; nothing changes until it does.</summary>
    /// <returns>False when there is no such reader.</returns>
    public async Task<bool> ChangeAddressAsync(long subscriberId, Address address, string consentText, CancellationToken ct = default)
    {
        var reader = await FindAsync(subscriberId, ct).ConfigureAwait(false);
        if (reader is null)
        {
            return false;
        }

        if (Address.Fold(reader.Address) != address.Folded)
        {
            await request.RunAsync(address, ChoicesOf(reader), consentText, subscriberId, ct).ConfigureAwait(false);
        }

        return true;
    }

    public static Choices ChoicesOf(Subscriber reader) => new()
    {
        Topics = reader.Topics,
        Hour = reader.Hour,
        Zone = reader.Zone,
        Frequency = reader.Frequency,
        WeekDay = reader.WeekDay,
        Locale = reader.Locale,
        Languages = reader.Languages,
        MaxStories = reader.MaxStories,
        FollowedTitles = reader.FollowedTitles,
        MutedTitles = reader.MutedTitles,
        FollowedWords = reader.FollowedWords,
        MutedWords = reader.MutedWords,
        PrefersFree = reader.PrefersFree,
        Minutes = reader.Minutes,
        Feedback = reader.Feedback,
    };

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private Task<bool> WithAsync(long subscriberId, Func<Session, Subscriber, Task> act, CancellationToken ct) =>
        database.WriteAsync(async s =>
        {
            if (await SubscriberStore.FindAsync(s, subscriberId).ConfigureAwait(false) is not { } reader)
            {
                return false;
            }

            await act(s, reader).ConfigureAwait(false);
            return true;
        }, ct);
}
