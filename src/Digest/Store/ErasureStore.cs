using Digest.Model;

namespace Digest.Store;

/// <summary>
/// Takes a person out of every table. Rows of readers and sign-ups stay, emptied: SQLite gives the highest freed id to the next
/// row, and with it every link that was made for the one who left. The ledger keeps its rows with a keyed hash for the address.
/// </summary>
public static class ErasureStore
{
    public static async Task SubscriberAsync(Session s, long id, string hash, DateTimeOffset now)
    {
        await s.ExecuteAsync(
            """
            UPDATE subscribers SET address = 'erased:' || id, state = 'Unsubscribed', topics = '[]', hour = 0, zone = 'UTC', frequency = 'Daily',
                week_day = 'Monday', locale = 'en', languages = '[]', followed_titles = '[]', muted_titles = '[]', followed_words = '[]',
                muted_words = '[]', prefers_free = FALSE, minutes = 0, feedback = FALSE, confirmed_at = NULL, consent_text = NULL, next_due_at = NULL,
                paused_until = NULL, unsubscribed_at = NULL, unsubscribe_reason = NULL, erased_at = @now
            WHERE id = @id
            """,
            new { id, now }).ConfigureAwait(false);
        await s.ExecuteAsync("DELETE FROM subscriber_events WHERE subscriber_id = @id", new { id }).ConfigureAwait(false);
        await s.ExecuteAsync("DELETE FROM reader_feedback WHERE subscriber_id = @id", new { id }).ConfigureAwait(false);
        await s.ExecuteAsync("DELETE FROM issues WHERE subscriber_id = @id", new { id }).ConfigureAwait(false);
        await LedgerAsync(s, "subscriber_id = @id", id, hash).ConfigureAwait(false);
    }

    public static async Task SignUpAsync(Session s, long id, string hash, DateTimeOffset now)
    {
        await s.ExecuteAsync(
            """
            UPDATE sign_ups SET address = '', subscriber_id = NULL, choices = @empty, consent_text = '', expires_at = 0,
                confirmed_at = COALESCE(confirmed_at, @now)
            WHERE id = @id
            """,
            new { id, empty = new Choices { Hour = 0, Zone = "UTC" }, now }).ConfigureAwait(false);
        await LedgerAsync(s, "sign_up_id = @id", id, hash).ConfigureAwait(false);
    }

    // The relay's words name the mailbox too ("550 <reader@example.org> unknown").
    private static async Task LedgerAsync(Session s, string whose, long id, string hash)
    {
        await s.ExecuteAsync($"UPDATE attempts SET reply = '' WHERE delivery_id IN (SELECT id FROM deliveries WHERE {whose})", new { id }).ConfigureAwait(false);
        await s.ExecuteAsync(
            $"""
            UPDATE deliveries SET address = @hash, domain = '', reply = NULL,
                state = CASE WHEN state IN ('Pending', 'Deferred') THEN 'Cancelled' ELSE state END
            WHERE {whose}
            """,
            new { id, hash }).ConfigureAwait(false);
    }
}
