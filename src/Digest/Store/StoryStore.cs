using Digest.Model;

namespace Digest.Store;

/// <summary>Stories, the articles they hold and what those are about.</summary>
public static class StoryStore
{
    /// <summary>
    /// The stories with an article published in (<paramref name="since"/>, <paramref name="until"/>] that is not backlog, with all
    /// their articles of that time: what <see cref="StoryRank"/> takes. Merged stories are left out.
    /// </summary>
    public static async Task<IReadOnlyList<StoryCandidate>> CandidatesAsync(Session s, DateTimeOffset since, DateTimeOffset until)
    {
        var rows = await s.QueryAsync<CandidateRow>(
            """
            SELECT st.id AS story_id, st.topic, st.language, a.id, a.source_id, so.weight AS source_weight,
                   a.published_at, a.first_seen_at, sa.copy_of, a.backlog
            FROM articles a
            JOIN story_articles sa ON sa.article_id = a.id
            JOIN stories st ON st.id = sa.story_id
            JOIN sources so ON so.id = a.source_id
            WHERE a.published_at > @since AND a.published_at <= @until AND a.backlog = FALSE AND st.merged_into IS NULL
            ORDER BY st.id, a.published_at, a.id
            """,
            new { since, until }).ConfigureAwait(false);
        return [.. rows.GroupBy(r => r.StoryId).Select(g => g.First().Story([.. g.Select(r => r.Article())]))];
    }

    /// <summary>Every article of these stories, oldest first; sort them out by <see cref="StoryCandidate.Articles"/> or <see cref="LinksAsync"/>.</summary>
    public static Task<IReadOnlyList<Article>> ArticlesAsync(Session s, IEnumerable<long> storyIds) => s.QueryAsync<Article>(
        $"""
        SELECT a.* FROM articles a JOIN story_articles sa ON sa.article_id = a.id
        WHERE sa.story_id IN ({Session.List(storyIds)}) ORDER BY a.published_at, a.id
        """);

    /// <summary>Which article is in which story.</summary>
    public static Task<IReadOnlyList<StoryLink>> LinksAsync(Session s, IEnumerable<long> storyIds) => s.QueryAsync<StoryLink>(
        $"SELECT story_id, article_id, copy_of FROM story_articles WHERE story_id IN ({Session.List(storyIds)}) ORDER BY story_id, article_id");

    public static Task<Story?> FindAsync(Session s, long id) => s.FirstAsync<Story>("SELECT * FROM stories WHERE id = @id", new { id });

    private sealed record CandidateRow
    {
        public required long StoryId { get; init; }
        public string? Topic { get; init; }
        public string? Language { get; init; }
        public required long Id { get; init; }
        public required long SourceId { get; init; }
        public required double SourceWeight { get; init; }
        public required DateTimeOffset PublishedAt { get; init; }
        public required DateTimeOffset FirstSeenAt { get; init; }
        public long? CopyOf { get; init; }
        public required bool Backlog { get; init; }

        public StoryCandidate Story(IReadOnlyList<CandidateArticle> articles) =>
            new() { StoryId = StoryId, Topic = Topic, Language = Language, Articles = articles };

        public CandidateArticle Article() => new()
        {
            Id = Id,
            SourceId = SourceId,
            SourceWeight = SourceWeight,
            PublishedAt = PublishedAt,
            FirstSeenAt = FirstSeenAt,
            CopyOf = CopyOf,
            Backlog = Backlog,
        };
    }
}

/// <summary>An article's membership of a story; CopyOf is the article of that story whose words it repeats.</summary>
public sealed record StoryLink
{
    public required long StoryId { get; init; }
    public required long ArticleId { get; init; }
    public long? CopyOf { get; init; }
}
