using Digest.Model;

namespace Digest.Store;

/// <summary>Which stories take up an earlier one.</summary>
public static class SagaStore
{
    /// <summary>For each of these stories the ones it takes up again, the latest first, each under its lead article's headline.</summary>
    public static async Task<IReadOnlyList<(long StoryId, EarlierStory Earlier)>> EarlierAsync(Session s, IEnumerable<long> storyIds) => [.. (await s.QueryAsync<EarlierRow>(
        $"""
        WITH RECURSIVE chain (story_id, earlier_id, depth) AS (
            SELECT id, continues, 1 FROM stories WHERE id IN ({Session.List(storyIds)}) AND continues IS NOT NULL
            UNION ALL
            SELECT c.story_id, st.continues, c.depth + 1
            FROM chain c JOIN stories raw ON raw.id = c.earlier_id JOIN stories st ON st.id = COALESCE(raw.merged_into, raw.id)
            WHERE st.continues IS NOT NULL AND c.depth < 8)
        SELECT c.story_id, st.id, a.title, so.name, st.last_seen_at
        FROM chain c JOIN stories raw ON raw.id = c.earlier_id JOIN stories st ON st.id = COALESCE(raw.merged_into, raw.id)
        JOIN articles a ON a.id = st.lead_article_id JOIN sources so ON so.id = a.source_id
        WHERE st.id <> c.story_id
        ORDER BY c.story_id, c.depth
        """).ConfigureAwait(false)).Select(r => (r.StoryId, new EarlierStory(r.Id, Headline.Clean(r.Title, r.Name), r.LastSeenAt)))];

    /// <summary>
    /// Stories that may take up an earlier one: told by two titles or more, not known to continue any, and with twice as many titles as when
    /// they were last compared.
    /// </summary>
    public static Task<IReadOnlyList<Story>> UncomparedAsync(Session s, DateTimeOffset since, int most) => s.QueryAsync<Story>(
        """
        SELECT * FROM stories
        WHERE first_seen_at > @since AND merged_into IS NULL AND continues IS NULL AND source_count >= 2 AND source_count >= 2 * compared_sources
        ORDER BY last_seen_at DESC LIMIT @most
        """,
        new { since, most = (long)most });

    /// <summary>Stories told by several titles whose last article is of this time: what a later one may continue.</summary>
    public static Task<IReadOnlyList<Story>> FadedAsync(Session s, DateTimeOffset after, DateTimeOffset before) => s.QueryAsync<Story>(
        """
        SELECT * FROM stories
        WHERE last_seen_at > @after AND last_seen_at < @before AND merged_into IS NULL AND source_count >= 3
        ORDER BY id
        """,
        new { after, before });

    /// <summary>The latest articles of each of these stories, the latest first.</summary>
    public static Task<IReadOnlyList<ToldArticle>> LatestAsync(Session s, IEnumerable<long> storyIds, int most) => s.QueryAsync<ToldArticle>(
        $"""
        SELECT story_id, id, source_id, source_name, language, published_at, title, teaser
        FROM (
            SELECT sa.story_id, a.id, a.source_id, so.name AS source_name, a.language, a.published_at, a.title, a.teaser,
                   ROW_NUMBER() OVER (PARTITION BY sa.story_id ORDER BY a.published_at DESC, a.id DESC) AS place
            FROM story_articles sa JOIN articles a ON a.id = sa.article_id JOIN sources so ON so.id = a.source_id
            WHERE sa.story_id IN ({Session.List(storyIds)})) latest
        WHERE place <= @most ORDER BY story_id, place
        """,
        new { most = (long)most });

    /// <summary>Writes down that a story was compared, and the one it continues, if any; never over one that is known.</summary>
    public static Task<int> ComparedAsync(Session s, long storyId, long sources, long? continues) => s.ExecuteAsync(
        "UPDATE stories SET compared_sources = @sources, continues = COALESCE(continues, @continues) WHERE id = @storyId",
        new { storyId, sources, continues });

    private sealed record EarlierRow
    {
        public required long StoryId { get; init; }
        public required long Id { get; init; }
        public required string Title { get; init; }
        public required string Name { get; init; }
        public required DateTimeOffset LastSeenAt { get; init; }
    }
}

/// <summary>An article as a story is told by it.</summary>
public sealed record ToldArticle
{
    public required long StoryId { get; init; }
    public required long Id { get; init; }
    public required long SourceId { get; init; }
    public required string SourceName { get; init; }
    public string? Language { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required string Title { get; init; }
    public required string Teaser { get; init; }
}
