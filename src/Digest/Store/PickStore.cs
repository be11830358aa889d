using System.Text.Json;

using Digest.Model;

namespace Digest.Store;

/// <summary>The editors' picks: kept with who and when, ended and never deleted.</summary>
public static class PickStore
{
    /// <summary>Picks that bear on an edition, on the story that theirs was merged into.</summary>
    public static Task<IReadOnlyList<Pick>> OpenAsync(Session s) => s.QueryAsync<Pick>(
        """
        SELECT p.id, COALESCE(st.merged_into, p.story_id) AS story_id, p.kind, p.place, p.headline, p.note, p.who, p.created_at, p.until
        FROM picks p LEFT JOIN stories st ON st.id = p.story_id
        WHERE p.ended_at IS NULL AND p.kind NOT IN ('Merge', 'Split')
        ORDER BY p.id
        """);

    /// <summary>Newest first.</summary>
    /// <param name="s">The session.</param>
    /// <param name="now">Those that count no more at this moment are left out; null lists them too.</param>
    /// <param name="most">The most rows.</param>
    public static Task<IReadOnlyList<Pick>> ListAsync(Session s, DateTimeOffset? now, int most) => s.QueryAsync<Pick>(
        $"SELECT * FROM picks {(now is null ? "" : "WHERE ended_at IS NULL AND (until IS NULL OR until > @now)")} ORDER BY id DESC LIMIT @most",
        new { now, most = (long)most });

    public static Task<Pick?> FindAsync(Session s, long id) => s.FirstAsync<Pick>("SELECT * FROM picks WHERE id = @id", new { id });

    public static Task<long> AddAsync(Session s, Pick pick) => s.ScalarAsync<long>(
        """
        INSERT INTO picks (story_id, kind, place, headline, note, other_id, articles, followers, who, created_at, until)
        VALUES (@StoryId, @kind, @Place, @Headline, @Note, @OtherId, @articles, @followers, @Who, @CreatedAt, @Until) RETURNING id
        """,
        new
        {
            pick.StoryId,
            kind = pick.Kind.ToString(),
            pick.Place,
            pick.Headline,
            pick.Note,
            pick.OtherId,
            articles = JsonSerializer.Serialize(pick.Articles),
            followers = JsonSerializer.Serialize(pick.Followers),
            pick.Who,
            pick.CreatedAt,
            pick.Until,
        });

    /// <returns>1 for the call that ended it, 0 when it had ended before.</returns>
    public static Task<int> EndAsync(Session s, long id, string who, DateTimeOffset now) => s.ExecuteAsync(
        "UPDATE picks SET ended_at = @now, ended_by = @who WHERE id = @id AND ended_at IS NULL", new { id, who, now });

    /// <summary>Pairs of living stories that an editor's split keeps apart.</summary>
    public static async Task<IReadOnlyList<(long One, long Other)>> ApartAsync(Session s) => [.. (await s.QueryAsync<PairRow>(
        """
        SELECT COALESCE(a.merged_into, p.story_id) AS one, COALESCE(b.merged_into, p.other_id) AS other
        FROM picks p LEFT JOIN stories a ON a.id = p.story_id LEFT JOIN stories b ON b.id = p.other_id
        WHERE p.kind = 'Split' AND p.ended_at IS NULL
        """).ConfigureAwait(false)).Select(r => (r.One, r.Other)).Where(r => r.One != r.Other)];

    /// <summary>Stories that an editor's merge holds together: no step may split them.</summary>
    public static Task<IReadOnlyList<long>> TogetherAsync(Session s) => s.QueryAsync<long>(
        """
        SELECT DISTINCT COALESCE(st.merged_into, p.other_id) FROM picks p LEFT JOIN stories st ON st.id = p.other_id
        WHERE p.kind = 'Merge' AND p.ended_at IS NULL
        """);

    private sealed record PairRow
    {
        public required long One { get; init; }
        public required long Other { get; init; }
    }
}
