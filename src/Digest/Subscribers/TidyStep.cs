using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>
/// What time does to subscriptions: pauses run out, sign-ups nobody confirmed and words on single stories are forgotten, and whom a clock that was
/// ahead put off by days is due again as usual. Cheap; run it with every tick.
/// </summary>
public sealed class TidyStep(Database database, Desk desk)
{
    private const int AtOnce = 500;

    /// <returns>How many readers came back from a pause, and how many sign-ups were forgotten.</returns>
    public Task<(int Resumed, int Forgotten)> RunAsync(CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        var now = desk.Now;
        var resumed = await SubscriberStore.ResumeDueAsync(s, now).ConfigureAwait(false);
        foreach (var id in resumed)
        {
            await SubscriberStore.NoteAsync(s, id, "pause ended", now).ConfigureAwait(false);
        }

        var stale = await SignUpStore.StaleAsync(s, now - desk.Options.ForgetUnconfirmedAfter, AtOnce).ConfigureAwait(false);
        foreach (var signUp in stale)
        {
            await ErasureStore.SignUpAsync(s, signUp.Id, desk.Hash(signUp.Address), now).ConfigureAwait(false);
        }

        foreach (var reader in await SubscriberStore.AheadAsync(s, now, AtOnce).ConfigureAwait(false))
        {
            var zone = TimeZoneInfo.TryFindSystemTimeZoneById(reader.Zone, out _) ? reader.Zone : "UTC";
            await SubscriberStore.DueAtAsync(s, reader.Id, Slot.NextAfter(now, reader.Hour, zone, reader.Frequency, reader.WeekDay)).ConfigureAwait(false);
        }

        await FeedbackStore.ForgetAsync(s, now - desk.Options.ForgetFeedbackAfter).ConfigureAwait(false);
        return (resumed.Count, stale.Count);
    }, ct);
}
