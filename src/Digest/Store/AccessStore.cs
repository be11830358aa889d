using Digest.Model;

namespace Digest.Store;

/// <summary>Who may read what: the operator's marks on feeds and titles, and what articles say of themselves.</summary>
public static class AccessStore
{
    public static async Task<AccessMarks> MarksAsync(Session s)
    {
        var feeds = await s.QueryAsync<MarkRow>("SELECT id, access FROM feeds WHERE access IS NOT NULL").ConfigureAwait(false);
        var sources = await s.QueryAsync<MarkRow>("SELECT id, access FROM sources WHERE access IS NOT NULL").ConfigureAwait(false);
        return new AccessMarks(feeds.ToDictionary(m => m.Id, m => m.Access), sources.ToDictionary(m => m.Id, m => m.Access));
    }

    /// <param name="s">The session.</param>
    /// <param name="feedId">A feed's id.</param>
    /// <param name="access">Null takes the mark back.</param>
    public static Task<int> MarkFeedAsync(Session s, long feedId, Access? access) =>
        s.ExecuteAsync("UPDATE feeds SET access = @access WHERE id = @feedId", new { feedId, access = access?.ToString() });

    /// <summary>The same of a title, by its name in whatever case.</summary>
    /// <returns>0 where there is none of this name.</returns>
    public static Task<int> MarkSourceAsync(Session s, string name, Access? access) =>
        s.ExecuteAsync("UPDATE sources SET access = @access WHERE lower(name) = lower(@name)", new { name, access = access?.ToString() });

    /// <summary>Each feed with its title, the marks on both, and how many of its articles since a moment say what.</summary>
    public static Task<IReadOnlyList<FeedAccess>> FeedsAsync(Session s, DateTimeOffset since) => s.QueryAsync<FeedAccess>(
        """
        SELECT f.id AS feed_id, so.name AS source, f.url, so.access AS source_mark, f.access AS feed_mark,
               COUNT(a.id) AS articles,
               COALESCE(SUM(CASE WHEN a.access = 'Free' THEN 1 ELSE 0 END), 0) AS free,
               COALESCE(SUM(CASE WHEN a.access = 'Metered' THEN 1 ELSE 0 END), 0) AS metered,
               COALESCE(SUM(CASE WHEN a.access = 'Locked' THEN 1 ELSE 0 END), 0) AS locked
        FROM feeds f JOIN sources so ON so.id = f.source_id LEFT JOIN articles a ON a.feed_id = f.id AND a.published_at > @since
        GROUP BY f.id, so.name, f.url, so.access, f.access
        ORDER BY lower(so.name), f.id
        """,
        new { since });

    private sealed record MarkRow
    {
        public required long Id { get; init; }
        public required Access Access { get; init; }
    }
}

/// <summary>A feed, what the operator says of it and its title, and what its articles say.</summary>
public sealed record FeedAccess
{
    public required long FeedId { get; init; }
    public required string Source { get; init; }
    public required string Url { get; init; }
    public Access? SourceMark { get; init; }
    public Access? FeedMark { get; init; }
    public required long Articles { get; init; }
    public required long Free { get; init; }
    public required long Metered { get; init; }
    public required long Locked { get; init; }
}
