using Digest.Model;

namespace Digest.Store;

/// <summary>The feeds: which are due, who reads them now, and what came of it.</summary>
public static class FeedStore
{
    private const string Columns =
        """
        id, source_id, url, section, language, state, etag, last_modified, body_hash, created_at, checked_at, succeeded_at, changed_at, next_check_at,
        failures, http_status, last_error, failed_at, recovered, moved_from, moved_to, title, hub, asks, last_article_at, articles_per_day
        """;

    // What was read, or claimed, in a time to come was so by a clock that ran ahead, and is not waited for.
    private const string IsDue = "(next_check_at <= @now OR checked_at > @hour) AND (claimed_until <= @now OR claimed_until > @day)";

    public static Task<IReadOnlyList<Feed>> AllAsync(Session s) => s.QueryAsync<Feed>($"SELECT {Columns} FROM feeds ORDER BY id");

    public static Task<Feed?> FindAsync(Session s, long id) => s.FirstAsync<Feed>($"SELECT {Columns} FROM feeds WHERE id = @id", new { id });

    public static Task<Feed?> FindByUrlAsync(Session s, string url) =>
        s.FirstAsync<Feed>($"SELECT {Columns} FROM feeds WHERE url = @url OR moved_from = @url ORDER BY CASE WHEN url = @url THEN 0 ELSE 1 END", new { url });

    /// <returns>The new feed's id, or null when the address is a feed already.</returns>
    public static Task<long?> AddAsync(Session s, NewFeed feed, DateTimeOffset now) => s.FirstAsync<long?>(
        """
        INSERT INTO feeds (source_id, url, section, language, state, created_at)
        VALUES (@SourceId, @Url, @Section, @Language, @State, @now)
        ON CONFLICT (url) DO NOTHING
        RETURNING id
        """,
        new { feed.SourceId, feed.Url, feed.Section, feed.Language, State = feed.State.ToString(), now });

    public static Task<int> DescribeAsync(Session s, long id, string? section, string? language) =>
        s.ExecuteAsync("UPDATE feeds SET section = @section, language = @language WHERE id = @id", new { id, section, language });

    /// <summary>Active asks it again at once, and forgets its failures.</summary>
    public static Task<int> SetStateAsync(Session s, long id, FeedState state) => s.ExecuteAsync(
        "UPDATE feeds SET state = @state, failures = 0, next_check_at = 0, claimed_until = 0 WHERE id = @id", new { id, state = state.ToString() });

    public static async Task<int> RemoveAsync(Session s, long id)
    {
        await s.ExecuteAsync("DELETE FROM section_topics WHERE feed_id = @id", new { id }).ConfigureAwait(false);
        return await s.ExecuteAsync("DELETE FROM feeds WHERE id = @id", new { id }).ConfigureAwait(false);
    }

    /// <summary>What is due, longest waiting first; with <paramref name="all"/> every active feed.</summary>
    public static Task<IReadOnlyList<DueFeed>> DueAsync(Session s, DateTimeOffset now, bool all) => s.QueryAsync<DueFeed>(
        $"""
        SELECT id, url FROM feeds
        WHERE state = 'Active' AND (@all OR {IsDue})
        ORDER BY next_check_at, id
        """,
        new { now, all, hour = now.AddHours(1), day = now.AddDays(1) });

    /// <summary>Takes feeds for reading. Those that another reader took meanwhile are left out, unless <paramref name="all"/>.</summary>
    public static Task<IReadOnlyList<Feed>> ClaimAsync(Session s, IEnumerable<long> ids, DateTimeOffset now, DateTimeOffset until, bool all) => s.QueryAsync<Feed>(
        $"""
        UPDATE feeds SET claimed_until = @until
        WHERE id IN ({Session.List(ids)}) AND state = 'Active' AND (@all OR {IsDue})
        RETURNING {Columns}
        """,
        new { now, until, all, hour = now.AddHours(1), day = now.AddDays(1) });

    public static Task<int> ReleaseAsync(Session s, IEnumerable<long> ids) =>
        s.ExecuteAsync($"UPDATE feeds SET claimed_until = 0 WHERE id IN ({Session.List(ids)})");

    /// <summary>Puts off feeds whose host asked to be left alone.</summary>
    public static Task<int> PutOffAsync(Session s, IEnumerable<long> ids, DateTimeOffset until) =>
        s.ExecuteAsync($"UPDATE feeds SET claimed_until = 0, next_check_at = @until WHERE id IN ({Session.List(ids)})", new { until });

    /// <summary>Records that nothing changed: the check itself and the next one.</summary>
    public static Task<int> UnchangedAsync(Session s, IReadOnlyList<FeedChecked> checks) => s.ExecuteAsync(
        """
        UPDATE feeds SET checked_at = @At, succeeded_at = @At, next_check_at = @NextAt, http_status = @Status, failures = 0,
            etag = COALESCE(@ETag, etag), last_modified = COALESCE(@LastModified, last_modified), claimed_until = 0
        WHERE id = @FeedId
        """,
        checks);

    /// <summary>Records a document that was read.</summary>
    public static Task<int> ReadAsync(Session s, FeedRead read) => s.ExecuteAsync(
        """
        UPDATE feeds SET checked_at = @At, succeeded_at = @At, changed_at = @At, next_check_at = @NextAt, http_status = @Status, failures = 0,
            etag = @ETag, last_modified = @LastModified, body_hash = @BodyHash, recovered = @Recovered, title = @Title, hub = @Hub, topic = @Topic, asks = @Asks,
            last_article_at = COALESCE(@LastArticleAt, last_article_at), articles_per_day = @ArticlesPerDay, claimed_until = 0
        WHERE id = @FeedId
        """,
        read);

    public static Task<int> FailedAsync(Session s, FeedFailed failed) => s.ExecuteAsync(
        """
        UPDATE feeds SET checked_at = @At, failed_at = @At, next_check_at = @NextAt, http_status = @Status, failures = failures + 1,
            last_error = @Error, state = CASE WHEN @Gone THEN 'Gone' ELSE state END, claimed_until = 0
        WHERE id = @FeedId
        """,
        failed);

    /// <summary>Gives a feed its new address; where another feed has that one already, only notes it.</summary>
    public static Task<int> MoveAsync(Session s, long id, string to) => s.ExecuteAsync(
        """
        UPDATE feeds SET
            moved_from = CASE WHEN EXISTS (SELECT 1 FROM feeds other WHERE other.url = @to) THEN moved_from ELSE url END,
            moved_to = CASE WHEN EXISTS (SELECT 1 FROM feeds other WHERE other.url = @to) THEN @to ELSE NULL END,
            url = CASE WHEN EXISTS (SELECT 1 FROM feeds other WHERE other.url = @to) THEN url ELSE @to END
        WHERE id = @id AND url <> @to
        """,
        new { id, to });

    /// <returns>True the first time a file of this content is seen.</returns>
    public static async Task<bool> RememberImportAsync(Session s, string hash, DateTimeOffset now) => await s.ExecuteAsync(
        "INSERT INTO opml_imports (hash, imported_at) VALUES (@hash, @now) ON CONFLICT (hash) DO NOTHING", new { hash, now }).ConfigureAwait(false) == 1;
}

public sealed record NewFeed(long SourceId, string Url, string? Section = null, string? Language = null, FeedState State = FeedState.Active);

public sealed record DueFeed
{
    public required long Id { get; init; }
    public required string Url { get; init; }
}

/// <summary>A check that found nothing new.</summary>
public sealed record FeedChecked(long FeedId, DateTimeOffset At, DateTimeOffset NextAt, long Status, string? ETag, string? LastModified);

/// <summary>A check that read a new document.</summary>
public sealed record FeedRead
{
    public required long FeedId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset NextAt { get; init; }
    public required long Status { get; init; }
    public string? ETag { get; init; }
    public string? LastModified { get; init; }
    public required string BodyHash { get; init; }
    public string? Recovered { get; init; }
    public string? Title { get; init; }
    public string? Hub { get; init; }
    /// <summary>What the hub knows the feed as: the address it gives for itself.</summary>
    public string? Topic { get; init; }
    public string? Asks { get; init; }
    /// <summary>Null when it brought no new article.</summary>
    public DateTimeOffset? LastArticleAt { get; init; }
    public required double ArticlesPerDay { get; init; }
}

/// <summary>A check that failed. Status is null when no server answered; Gone ends the feed.</summary>
public sealed record FeedFailed(long FeedId, DateTimeOffset At, DateTimeOffset NextAt, long? Status, string Error, bool Gone);
