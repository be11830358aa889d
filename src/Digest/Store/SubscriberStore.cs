using Digest.Model;

namespace Digest.Store;

/// <summary>Readers with a confirmed address, and what happened to their subscriptions.</summary>
public static class SubscriberStore
{
    private const string Columns =
        """
        id, address, state, topics, hour, zone, frequency, week_day, locale, languages, max_stories, created_at, confirmed_at,
        next_due_at, paused_until, unsubscribed_at, unsubscribe_reason, followed_titles, muted_titles, followed_words, muted_words, prefers_free, minutes, feedback
        """;

    public static Task<Subscriber?> FindAsync(Session s, long id) =>
        s.FirstAsync<Subscriber>($"SELECT {Columns} FROM subscribers WHERE id = @id AND erased_at IS NULL", new { id });

    /// <summary>By address, in whatever case it is written.</summary>
    public static Task<Subscriber?> FindAsync(Session s, string address) =>
        s.FirstAsync<Subscriber>($"SELECT {Columns} FROM subscribers WHERE lower(address) = lower(@address) AND erased_at IS NULL", new { address });

    /// <summary>All of them, in the order they came; <paramref name="after"/> is the last id of the page before.</summary>
    public static Task<IReadOnlyList<Subscriber>> ListAsync(Session s, long after, int most) => s.QueryAsync<Subscriber>(
        $"SELECT {Columns} FROM subscribers WHERE id > @after AND erased_at IS NULL ORDER BY id LIMIT @most", new { after, most });

    /// <summary>Makes the reader, or gives the one with this address the new choices and makes them active.</summary>
    /// <returns>The reader's id.</returns>
    public static Task<long> ActivateAsync(Session s, NewSubscriber reader) => s.ScalarAsync<long>(
        """
        INSERT INTO subscribers (address, state, topics, hour, zone, frequency, week_day, locale, languages, max_stories,
            followed_titles, muted_titles, followed_words, muted_words, prefers_free, minutes, feedback, created_at, confirmed_at, consent_text, next_due_at)
        VALUES (@Address, 'Active', @Topics, @Hour, @Zone, @Frequency, @WeekDay, @Locale, @Languages, @MaxStories,
            @FollowedTitles, @MutedTitles, @FollowedWords, @MutedWords, @PrefersFree, @Minutes, @Feedback, @Now, @Now, @ConsentText, @NextDueAt)
        ON CONFLICT (lower(address)) DO UPDATE SET
            state = 'Active', topics = excluded.topics, hour = excluded.hour, zone = excluded.zone, frequency = excluded.frequency,
            week_day = excluded.week_day, locale = excluded.locale, languages = excluded.languages, max_stories = excluded.max_stories,
            followed_titles = excluded.followed_titles, muted_titles = excluded.muted_titles, followed_words = excluded.followed_words,
            muted_words = excluded.muted_words, prefers_free = excluded.prefers_free, minutes = excluded.minutes, feedback = excluded.feedback,
            confirmed_at = excluded.confirmed_at, consent_text = excluded.consent_text, next_due_at = excluded.next_due_at,
            paused_until = NULL, unsubscribed_at = NULL, unsubscribe_reason = NULL
        RETURNING id
        """,
        new
        {
            reader.Address,
            reader.Choices.Topics,
            reader.Choices.Hour,
            reader.Choices.Zone,
            Frequency = reader.Choices.Frequency.ToString(),
            WeekDay = reader.Choices.WeekDay.ToString(),
            reader.Choices.Locale,
            reader.Choices.Languages,
            reader.Choices.MaxStories,
            reader.Choices.FollowedTitles,
            reader.Choices.MutedTitles,
            reader.Choices.FollowedWords,
            reader.Choices.MutedWords,
            reader.Choices.PrefersFree,
            reader.Choices.Minutes,
            reader.Choices.Feedback,
            reader.Now,
            reader.ConsentText,
            reader.NextDueAt,
        });

    public static Task<int> ChangeAsync(Session s, long id, Choices choices, DateTimeOffset? nextDueAt) => s.ExecuteAsync(
        """
        UPDATE subscribers SET topics = @Topics, hour = @Hour, zone = @Zone, frequency = @Frequency, week_day = @WeekDay,
            locale = @Locale, languages = @Languages, max_stories = @MaxStories, followed_titles = @FollowedTitles, muted_titles = @MutedTitles,
            followed_words = @FollowedWords, muted_words = @MutedWords, prefers_free = @PrefersFree, minutes = @Minutes, feedback = @Feedback, next_due_at = @nextDueAt
        WHERE id = @id AND erased_at IS NULL
        """,
        new
        {
            id,
            choices.Topics,
            choices.Hour,
            choices.Zone,
            Frequency = choices.Frequency.ToString(),
            WeekDay = choices.WeekDay.ToString(),
            choices.Locale,
            choices.Languages,
            choices.MaxStories,
            choices.FollowedTitles,
            choices.MutedTitles,
            choices.FollowedWords,
            choices.MutedWords,
            choices.PrefersFree,
            choices.Minutes,
            choices.Feedback,
            nextDueAt,
        });

    public static Task<int> MuteAsync(Session s, long id, IReadOnlyList<string> titles) => s.ExecuteAsync(
        "UPDATE subscribers SET muted_titles = @titles WHERE id = @id AND erased_at IS NULL", new { id, titles });

    public static Task<int> PauseAsync(Session s, long id, DateTimeOffset? until, DateTimeOffset? nextDueAt) => s.ExecuteAsync(
        "UPDATE subscribers SET state = 'Paused', paused_until = @until, next_due_at = @nextDueAt WHERE id = @id AND state IN ('Active', 'Paused')",
        new { id, until, nextDueAt });

    /// <returns>1 when the reader was paused, else 0.</returns>
    public static Task<int> ResumeAsync(Session s, long id, DateTimeOffset nextDueAt) => s.ExecuteAsync(
        "UPDATE subscribers SET state = 'Active', paused_until = NULL, next_due_at = @nextDueAt WHERE id = @id AND state = 'Paused'",
        new { id, nextDueAt });

    /// <summary>Ends the pauses that have run out; when they are due next was written down when they paused.</summary>
    public static Task<IReadOnlyList<long>> ResumeDueAsync(Session s, DateTimeOffset now) => s.QueryAsync<long>(
        "UPDATE subscribers SET state = 'Active', paused_until = NULL WHERE state = 'Paused' AND paused_until <= @now RETURNING id", new { now });

    /// <summary>Readers whose next issue is further ahead than any of their frequency can be: the clock was ahead when it was set.</summary>
    public static Task<IReadOnlyList<DueAhead>> AheadAsync(Session s, DateTimeOffset now, int limit) => s.QueryAsync<DueAhead>(
        """
        SELECT id, hour, zone, frequency, week_day FROM subscribers
        WHERE state = 'Active' AND next_due_at > @day AND (next_due_at > @week OR frequency = 'Daily') ORDER BY id LIMIT @limit
        """, new { day = now.AddHours(50), week = now.AddDays(8), limit });

    public static Task<int> DueAtAsync(Session s, long id, DateTimeOffset nextDueAt) =>
        s.ExecuteAsync("UPDATE subscribers SET next_due_at = @nextDueAt WHERE id = @id AND state = 'Active'", new { id, nextDueAt });

    /// <returns>1 for the call that ended the subscription, 0 when it had ended before.</returns>
    public static Task<int> UnsubscribeAsync(Session s, long id, DateTimeOffset now) => s.ExecuteAsync(
        """
        UPDATE subscribers SET state = 'Unsubscribed', unsubscribed_at = @now, next_due_at = NULL, paused_until = NULL
        WHERE id = @id AND state <> 'Unsubscribed' AND erased_at IS NULL
        """,
        new { id, now });

    /// <returns>1 when the reader had unsubscribed after <paramref name="since"/>, else 0.</returns>
    public static Task<int> UndoAsync(Session s, long id, DateTimeOffset since, DateTimeOffset nextDueAt) => s.ExecuteAsync(
        """
        UPDATE subscribers SET state = 'Active', unsubscribed_at = NULL, unsubscribe_reason = NULL, next_due_at = @nextDueAt
        WHERE id = @id AND state = 'Unsubscribed' AND unsubscribed_at > @since AND erased_at IS NULL
        """,
        new { id, since, nextDueAt });

    public static Task<int> ReasonAsync(Session s, long id, string reason) => s.ExecuteAsync(
        "UPDATE subscribers SET unsubscribe_reason = @reason WHERE id = @id AND state = 'Unsubscribed' AND erased_at IS NULL", new { id, reason });

    public static Task<int> MoveAsync(Session s, long id, string address) => s.ExecuteAsync(
        "UPDATE subscribers SET address = @address WHERE id = @id AND erased_at IS NULL", new { id, address });

    public static Task<int> NoteAsync(Session s, long id, string kind, DateTimeOffset at, string? detail = null) => s.ExecuteAsync(
        "INSERT INTO subscriber_events (subscriber_id, kind, at, detail) VALUES (@id, @kind, @at, @detail)", new { id, kind, at, detail });

    public static Task<IReadOnlyList<SubscriberEvent>> EventsAsync(Session s, long id) => s.QueryAsync<SubscriberEvent>(
        "SELECT kind, at, detail FROM subscriber_events WHERE subscriber_id = @id ORDER BY at, id", new { id });

    /// <summary>The names of all titles that some reader follows.</summary>
    public static async Task<IReadOnlyList<string>> FollowedTitlesAsync(Session s) => [.. (await s.QueryAsync<FollowedRow>(
        "SELECT DISTINCT followed_titles FROM subscribers WHERE followed_titles <> '[]'").ConfigureAwait(false))
        .SelectMany(r => r.FollowedTitles).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static Task<string?> ConsentAsync(Session s, long id) =>
        s.FirstAsync<string>("SELECT consent_text FROM subscribers WHERE id = @id AND erased_at IS NULL", new { id });

    private sealed record FollowedRow
    {
        public required IReadOnlyList<string> FollowedTitles { get; init; }
    }
}

/// <summary>A reader as they come in, by confirmation or import.</summary>
public sealed record NewSubscriber(string Address, Choices Choices, string ConsentText, DateTimeOffset Now, DateTimeOffset NextDueAt);

/// <summary>A reader and when their issues are due.</summary>
public sealed record DueAhead
{
    public required long Id { get; init; }
    public required int Hour { get; init; }
    public required string Zone { get; init; }
    public required Frequency Frequency { get; init; }
    public required DayOfWeek WeekDay { get; init; }
}
