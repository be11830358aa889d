using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>A reader unsubscribes, at once and without a question; may take it back; may say why.</summary>
public sealed class Leave(Database database, Desk desk, ILogger<Leave> log)
{
    /// <summary>Who ended it, when it was not the reader: such an end is not told by mail.</summary>
    public const string Operator = "operator";

    private const int LongestReason = 500;

    /// <summary>In force before the next send: what waits in the ledger is cancelled. The owner is told, with a way back (EMAIL.md 23).</summary>
    /// <returns>False when there is no such reader; true also for one who had left before.</returns>
    public Task<bool> UnsubscribeAsync(long subscriberId, string by, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        var now = desk.Now;
        var reader = await SubscriberStore.FindAsync(s, subscriberId).ConfigureAwait(false);
        if (reader is null)
        {
            return false;
        }

        if (await SubscriberStore.UnsubscribeAsync(s, subscriberId, now).ConfigureAwait(false) == 1)
        {
            await SubscriberStore.NoteAsync(s, subscriberId, "unsubscribed", now, by).ConfigureAwait(false);
            await LeaveStore.CancelAsync(s, subscriberId).ConfigureAwait(false);
            await FarewellAsync(s, reader, by, now).ConfigureAwait(false);
            log.LogInformation("Subscriber {Id} unsubscribed by {By}", subscriberId, by);
        }

        return true;
    }, ct);

    /// <returns>True when the reader is subscribed again (or still is); false when it is too late, or there is none.</returns>
    public Task<bool> UndoAsync(long subscriberId, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        var now = desk.Now;
        var reader = await SubscriberStore.FindAsync(s, subscriberId).ConfigureAwait(false);
        if (reader is null || reader.State != SubscriberState.Unsubscribed)
        {
            return reader is not null;
        }

        var due = Desk.NextDue(now, Preferences.ChoicesOf(reader));
        var done = await SubscriberStore.UndoAsync(s, subscriberId, now - desk.Options.UndoWithin, due).ConfigureAwait(false) == 1;
        if (done)
        {
            await SubscriberStore.NoteAsync(s, subscriberId, "unsubscription taken back", now).ConfigureAwait(false);
        }

        return done;
    }, ct);

    public bool CanUndo(Subscriber reader) =>
        reader.State == SubscriberState.Unsubscribed && reader.UnsubscribedAt > desk.Now - desk.Options.UndoWithin;

    /// <summary>Why a reader left, in their words; asked afterwards, and never needed.</summary>
    public Task ReasonAsync(long subscriberId, string reason, CancellationToken ct = default) => database.WriteAsync(
        s => SubscriberStore.ReasonAsync(s, subscriberId, reason.Length <= LongestReason ? reason : reason[..LongestReason]), ct);

    // Going and coming back by a forwarded link must not become a way to send mails to its owner.
    private async Task FarewellAsync(Session s, Subscriber reader, string by, DateTimeOffset now)
    {
        if (by != Operator && await LeaveStore.FarewellsSinceAsync(s, reader.Id, now.AddHours(-1)).ConfigureAwait(false) == 0)
        {
            await desk.MailAsync(s, MailKind.Farewell, reader.Address, reader.Id, null, now).ConfigureAwait(false);
        }
    }
}
