namespace Digest.Store;

/// <summary>Stories as a person looks them up.</summary>
public static class StoryLookup
{
    private const string Columns = "st.id, a.title, so.name AS source_name, st.source_count AS sources, st.article_count AS articles, st.last_seen_at";

    /// <summary>A story under its lead article's headline; that of a merged one is the one that lives. Null when there is none.</summary>
    public static Task<FoundStory?> ByIdAsync(Session s, long id) => s.FirstAsync<FoundStory>(
        $"""
        SELECT {Columns} FROM stories asked JOIN stories st ON st.id = COALESCE(asked.merged_into, asked.id)
        JOIN articles a ON a.id = st.lead_article_id JOIN sources so ON so.id = a.source_id
        WHERE asked.id = @id
        """,
        new { id });

    /// <summary>
    /// Every article's headline of the stories told within a time before the newest, with its story; a story's lead first. A story
    /// comes as often as it has articles.
    /// </summary>
    public static Task<IReadOnlyList<FoundStory>> RecentAsync(Session s, TimeSpan within) => s.QueryAsync<FoundStory>(
        $"""
        SELECT {Columns} FROM stories st JOIN story_articles sa ON sa.story_id = st.id
        JOIN articles a ON a.id = sa.article_id JOIN sources so ON so.id = a.source_id
        WHERE st.merged_into IS NULL AND st.last_seen_at > (SELECT MAX(last_seen_at) FROM stories) - @within
        ORDER BY st.id, CASE WHEN a.id = st.lead_article_id THEN 0 ELSE 1 END, a.id
        """,
        new { within = (long)within.TotalMilliseconds });

    /// <summary>The articles of a story as its editor sees them, oldest first.</summary>
    public static Task<IReadOnlyList<FoundArticle>> ArticlesAsync(Session s, long storyId) => s.QueryAsync<FoundArticle>(
        """
        SELECT a.id, a.title, so.name AS source_name, a.url, a.published_at, sa.copy_of
        FROM story_articles sa JOIN articles a ON a.id = sa.article_id JOIN sources so ON so.id = a.source_id
        WHERE sa.story_id = @storyId ORDER BY a.published_at, a.id
        """,
        new { storyId });
}

/// <summary>A story by one of its headlines.</summary>
public sealed record FoundStory
{
    public required long Id { get; init; }
    public required string Title { get; init; }
    public required string SourceName { get; init; }
    public required long Sources { get; init; }
    public required long Articles { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>An article of a story.</summary>
public sealed record FoundArticle
{
    public required long Id { get; init; }
    public required string Title { get; init; }
    public required string SourceName { get; init; }
    public required string Url { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public long? CopyOf { get; init; }
}
