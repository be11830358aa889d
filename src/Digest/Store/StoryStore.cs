using Digest.Model;

namespace Digest.Store;

/// <summary>Stories, the articles they hold and what those are about.</summary>
public static class StoryStore
{
    /// <summary>Whether any story has an article published after a moment.</summary>
    public static async Task<bool> AnySinceAsync(Session s, DateTimeOffset since) =>
        await s.FirstAsync<long?>("SELECT id FROM stories WHERE last_seen_at > @since LIMIT 1", new { since }).ConfigureAwait(false) is not null;

    /// <summary>
    /// The stories with an article published in (<paramref name="since"/>, <paramref name="until"/>] that is not backlog, with all
    /// their articles of that time: what <see cref="StoryRank"/> takes. Merged stories are left out.
    /// </summary>
    public static async Task<IReadOnlyList<StoryCandidate>> CandidatesAsync(Session s, DateTimeOffset since, DateTimeOffset until)
    {
        var rows = await s.QueryAsync<CandidateRow>(
            """
            SELECT st.id AS story_id, st.topic, st.language, a.id, a.source_id, so.weight AS source_weight,
                   a.published_at, a.first_seen_at, sa.copy_of, a.backlog, a.title
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

    /// <summary>Articles that have no story yet, with what placing them needs; in the order they were published.</summary>
    public static async Task<IReadOnlyList<UnplacedArticle>> UnplacedAsync(Session s, int most)
    {
        var articles = await s.QueryAsync<Article>(
            """
            SELECT a.* FROM articles a LEFT JOIN story_articles sa ON sa.article_id = a.id
            WHERE sa.article_id IS NULL ORDER BY a.published_at, a.id LIMIT @most
            """,
            new { most }).ConfigureAwait(false);
        var names = await NamesAsync(s).ConfigureAwait(false);
        var sections = (await s.QueryAsync<FeedSection>("SELECT id, section FROM feeds WHERE section IS NOT NULL").ConfigureAwait(false))
            .ToDictionary(f => f.Id, f => f.Section);
        return [.. articles.Select(a => new UnplacedArticle(a, names.GetValueOrDefault(a.SourceId, ""), sections.GetValueOrDefault(a.FeedId)))];
    }

    /// <summary>The articles published since, with their stories, in the order they were placed.</summary>
    public static async Task<IReadOnlyList<PlacedArticle>> PlacedAsync(Session s, DateTimeOffset since)
    {
        var articles = await s.QueryAsync<Article>(
            """
            SELECT a.* FROM articles a JOIN story_articles sa ON sa.article_id = a.id
            WHERE a.published_at > @since ORDER BY a.published_at, a.id
            """,
            new { since }).ConfigureAwait(false);
        var links = (await s.QueryAsync<StoryLink>(
            """
            SELECT sa.story_id, sa.article_id, sa.copy_of FROM story_articles sa JOIN articles a ON a.id = sa.article_id
            WHERE a.published_at > @since
            """,
            new { since }).ConfigureAwait(false)).ToDictionary(l => l.ArticleId);
        var names = await NamesAsync(s).ConfigureAwait(false);
        return [.. articles.Where(a => links.ContainsKey(a.Id)).Select(a =>
            new PlacedArticle(a, names.GetValueOrDefault(a.SourceId, ""), links[a.Id].StoryId, links[a.Id].CopyOf))];
    }

    public static Task<long> LastIdAsync(Session s) => s.ScalarAsync<long>("SELECT COALESCE(MAX(id), 0) FROM stories");

    /// <summary>Keeps other nodes from placing articles until this transaction ends; SQLite has one writer anyway.</summary>
    public static async Task LockAsync(Session s)
    {
        if (s.Connection is not Microsoft.Data.Sqlite.SqliteConnection)
        {
            await s.ExecuteAsync("LOCK TABLE story_articles IN SHARE ROW EXCLUSIVE MODE").ConfigureAwait(false);
        }
    }

    public static async Task<bool> AnyPlacedAsync(Session s, IEnumerable<long> articleIds) =>
        await s.ScalarAsync<long>($"SELECT COUNT(*) FROM story_articles WHERE article_id IN ({Session.List(articleIds)})").ConfigureAwait(false) > 0;

    /// <summary>Founds a story on its first article.</summary>
    /// <returns>Its number.</returns>
    public static Task<long> AddAsync(Session s, Article first) => s.ScalarAsync<long>(
        """
        INSERT INTO stories (lead_article_id, language, first_seen_at, last_seen_at)
        VALUES (@Id, @Language, @PublishedAt, @PublishedAt) RETURNING id
        """,
        new { first.Id, first.Language, first.PublishedAt });

    /// <summary>Founds a story on an article that is told of in another.</summary>
    /// <returns>Its number.</returns>
    public static Task<long> AddAsync(Session s, long articleId) => s.ScalarAsync<long>(
        """
        INSERT INTO stories (lead_article_id, language, first_seen_at, last_seen_at)
        SELECT id, language, published_at, published_at FROM articles WHERE id = @articleId RETURNING id
        """,
        new { articleId });

    public static Task PlaceAsync(Session s, long articleId, long storyId, long? copyOf, DateTimeOffset joinedAt) => s.ExecuteAsync(
        "INSERT INTO story_articles (article_id, story_id, copy_of, joined_at) VALUES (@articleId, @storyId, @copyOf, @joinedAt)",
        new { articleId, storyId, copyOf, joinedAt });

    /// <summary>Moves every article to the surviving story; the other keeps its row, so that its address still leads somewhere.</summary>
    public static async Task MergeAsync(Session s, long from, long into)
    {
        await s.ExecuteAsync("UPDATE story_articles SET story_id = @into WHERE story_id = @from", new { from, into }).ConfigureAwait(false);
        await s.ExecuteAsync("UPDATE stories SET merged_into = @into WHERE id = @from OR merged_into = @from", new { from, into }).ConfigureAwait(false);
    }

    /// <summary>Of these stories those that were merged, and into which.</summary>
    public static async Task<IReadOnlyDictionary<long, long>> SurvivorsAsync(Session s, IEnumerable<long> ids) => (await s.QueryAsync<Story>(
        $"SELECT * FROM stories WHERE merged_into IS NOT NULL AND id IN ({Session.List(ids.Distinct())})").ConfigureAwait(false))
        .ToDictionary(r => r.Id, r => r.MergedInto!.Value);

    /// <summary>The ids of a story's articles.</summary>
    public static Task<IReadOnlyList<long>> ArticleIdsAsync(Session s, long storyId) => s.QueryAsync<long>(
        "SELECT article_id FROM story_articles WHERE story_id = @storyId ORDER BY article_id", new { storyId });

    /// <summary>The ids of the stories that were merged into one.</summary>
    public static Task<IReadOnlyList<long>> FollowersAsync(Session s, long storyId) => s.QueryAsync<long>(
        "SELECT id FROM stories WHERE merged_into = @storyId ORDER BY id", new { storyId });

    /// <summary>Moves those of the articles that are in a story to another.</summary>
    public static Task<int> MoveAsync(Session s, IEnumerable<long> articleIds, long from, long into) => s.ExecuteAsync(
        $"UPDATE story_articles SET story_id = @into WHERE story_id = @from AND article_id IN ({Session.List(articleIds)})", new { from, into });

    /// <summary>Makes merged stories stand on their own again (null), or say that they are merged into another.</summary>
    public static Task<int> PointAsync(Session s, IEnumerable<long> storyIds, long? into) => s.ExecuteAsync(
        $"UPDATE stories SET merged_into = @into WHERE id IN ({Session.List(storyIds)})", new { into });

    public static Task UpdateAsync(Session s, Story story) => s.ExecuteAsync(
        """
        UPDATE stories SET lead_article_id = @LeadArticleId, topic = @Topic, subtopic = @Subtopic, language = @Language, first_seen_at = @FirstSeenAt,
            last_seen_at = @LastSeenAt, article_count = @ArticleCount, source_count = @SourceCount
        WHERE id = @Id
        """,
        story);

    public static async Task SetTopicsAsync(Session s, IEnumerable<TopicAssignment> topics)
    {
        foreach (var topic in topics)
        {
            await s.ExecuteAsync(
                """
                INSERT INTO article_topics (article_id, topic, subtopic, confidence, why) VALUES (@ArticleId, @Topic, @Subtopic, @Confidence, @Why)
                ON CONFLICT (article_id, topic) DO UPDATE SET subtopic = excluded.subtopic, confidence = excluded.confidence, why = excluded.why
                """,
                topic).ConfigureAwait(false);
        }
    }

    /// <summary>What the articles of these stories are about.</summary>
    public static async Task<IReadOnlyList<TopicAssignment>> TopicsAsync(Session s, IEnumerable<long> storyIds) =>
        [.. (await s.QueryAsync<TopicRow>(
            $"""
            SELECT t.article_id, t.topic, t.subtopic, t.confidence, t.why FROM article_topics t JOIN story_articles sa ON sa.article_id = t.article_id
            WHERE sa.story_id IN ({Session.List(storyIds)}) ORDER BY t.article_id, t.confidence DESC, t.topic
            """).ConfigureAwait(false)).Select(t => new TopicAssignment(t.ArticleId, t.Topic, t.Confidence, t.Why) { Subtopic = t.Subtopic })];

    /// <summary>What the articles that joined a story at a moment or later are about: by story, the surest first.</summary>
    public static Task<IReadOnlyList<PlacedTopic>> PlacedTopicsAsync(Session s, DateTimeOffset since) => s.QueryAsync<PlacedTopic>(
        """
        SELECT sa.story_id, sa.article_id, t.topic, t.subtopic, t.confidence, t.why
        FROM story_articles sa JOIN article_topics t ON t.article_id = sa.article_id
        WHERE sa.joined_at >= @since ORDER BY sa.story_id, sa.article_id, t.confidence DESC, t.topic
        """,
        new { since });

    /// <summary>The newest articles whose topic a section, a category or an address told: what the classifier learns from.</summary>
    public static Task<IReadOnlyList<SectionedArticle>> SectionedAsync(Session s, int most) => s.QueryAsync<SectionedArticle>(
        $"""
        SELECT a.title, a.teaser, a.language, a.source_id, t.topic
        FROM article_topics t JOIN articles a ON a.id = t.article_id
        WHERE {string.Join(" OR ", TopicAssignment.Filed.Select(f => $"t.why LIKE '{f}%'"))}
        ORDER BY a.published_at DESC, a.id DESC LIMIT @most
        """,
        new { most });

    /// <summary>How much each feed wrote on each topic in articles published since a moment, by confidence.</summary>
    public static Task<IReadOnlyList<FeedTopic>> WrittenOnAsync(Session s, DateTimeOffset since) => s.QueryAsync<FeedTopic>(
        """
        SELECT a.feed_id, t.topic, SUM(t.confidence) AS weight FROM article_topics t JOIN articles a ON a.id = t.article_id
        WHERE a.published_at > @since GROUP BY a.feed_id, t.topic
        """,
        new { since });

    public static async Task<IReadOnlyDictionary<long, double>> SourceWeightsAsync(Session s) =>
        (await s.QueryAsync<SourceRow>("SELECT id, name, weight FROM sources").ConfigureAwait(false)).ToDictionary(x => x.Id, x => x.Weight);

    public static Task<Story?> FindAsync(Session s, long id) => s.FirstAsync<Story>("SELECT * FROM stories WHERE id = @id", new { id });

    private static async Task<Dictionary<long, string>> NamesAsync(Session s) =>
        (await s.QueryAsync<SourceRow>("SELECT id, name, weight FROM sources").ConfigureAwait(false)).ToDictionary(x => x.Id, x => x.Name);

    private sealed record SourceRow
    {
        public required long Id { get; init; }
        public required string Name { get; init; }
        public required double Weight { get; init; }
    }

    private sealed record FeedSection
    {
        public required long Id { get; init; }
        public required string Section { get; init; }
    }

    private sealed record TopicRow
    {
        public required long ArticleId { get; init; }
        public required string Topic { get; init; }
        public string? Subtopic { get; init; }
        public required double Confidence { get; init; }
        public required string Why { get; init; }
    }

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
        public required string Title { get; init; }

        public StoryCandidate Story(IReadOnlyList<CandidateArticle> articles) =>
            new() { StoryId = StoryId, Topic = Topic, Language = Language, Articles = articles };

        public CandidateArticle Article() => new()
        {
            Id = Id,
            SourceId = SourceId,
            SourceWeight = SourceWeight,
            Title = Title,
            PublishedAt = PublishedAt,
            FirstSeenAt = FirstSeenAt,
            CopyOf = CopyOf,
            Backlog = Backlog,
            Kind = ArticleKinds.Of(Title),
            Sidebar = Sidebar.Is(Title),
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

/// <summary>An article that has no story yet.</summary>
public sealed record UnplacedArticle(Article Article, string SourceName, string? FeedSection);

/// <summary>An article and the story it is in.</summary>
public sealed record PlacedArticle(Article Article, string SourceName, long StoryId, long? CopyOf);

/// <summary>A topic of an article and the story that the article is in.</summary>
public sealed record PlacedTopic
{
    public required long StoryId { get; init; }
    public required long ArticleId { get; init; }
    public required string Topic { get; init; }
    public string? Subtopic { get; init; }
    public required double Confidence { get; init; }
    public required string Why { get; init; }
}

/// <summary>How much a feed wrote on a topic: the confidences of its articles, summed up.</summary>
public sealed record FeedTopic
{
    public required long FeedId { get; init; }
    public required string Topic { get; init; }
    public required double Weight { get; init; }
}

/// <summary>An article with a topic that its publisher gave it.</summary>
public sealed record SectionedArticle
{
    public required string Title { get; init; }
    public required string Teaser { get; init; }
    public string? Language { get; init; }
    public required long SourceId { get; init; }
    public required string Topic { get; init; }
}
