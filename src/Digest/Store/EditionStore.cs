using System.Text.Json;

using Digest.Model;

namespace Digest.Store;

/// <summary>Editions, frozen when they are cut.</summary>
public static class EditionStore
{
    /// <summary>
    /// Writes an edition under the next number. Of two nodes that cut for the same moment one writes; the other gets null, and
    /// finds the first one's with <see cref="AtAsync"/>.
    /// </summary>
    public static async Task<Edition?> AddAsync(Session s, DateTimeOffset cutAt, IReadOnlyList<EditionStory> stories, EditionSpan span = EditionSpan.Day)
    {
        var row = await s.FirstAsync<EditionRow>(
            """
            INSERT INTO editions (number, cut_at, span, story_count)
            SELECT COALESCE(MAX(number), 0) + 1, @cutAt, @span, @count FROM editions WHERE TRUE
            ON CONFLICT DO NOTHING
            RETURNING id, number, cut_at, span
            """,
            new { cutAt, span = span.ToString(), count = (long)stories.Count }).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        foreach (var chunk in stories.Chunk(100))
        {
            await AddStoriesAsync(s, row.Id, chunk).ConfigureAwait(false);
        }

        return row.With(stories);
    }

    public static Task<Edition?> AtAsync(Session s, DateTimeOffset cutAt, EditionSpan span = EditionSpan.Day) =>
        OneAsync(s, "span = @span AND cut_at = @cutAt", new { span = span.ToString(), cutAt });

    public static Task<Edition?> FindAsync(Session s, long id) => OneAsync(s, "id = @id", new { id });

    public static async Task<bool> ExistsAsync(Session s, long number) =>
        await s.ScalarAsync<long>("SELECT COUNT(*) FROM editions WHERE number = @number", new { number }).ConfigureAwait(false) > 0;

    /// <summary>One story of an edition, or null.</summary>
    public static async Task<EditionStory?> StoryAsync(Session s, long editionId, long storyId) =>
        await s.FirstAsync<string>("SELECT content FROM edition_stories WHERE edition_id = @editionId AND story_id = @storyId", new { editionId, storyId }).ConfigureAwait(false) is { } json
            ? JsonSerializer.Deserialize<EditionStory>(json, Mapping.Json) : null;

    public static Task<Edition?> NumberAsync(Session s, long number) => OneAsync(s, "number = @number", new { number });

    /// <summary>The edition of the latest cut at or before a moment, or null.</summary>
    public static Task<Edition?> NewestAsync(Session s, DateTimeOffset now, EditionSpan span = EditionSpan.Day) =>
        OneAsync(s, "id = (SELECT id FROM editions WHERE span = @span AND cut_at <= @now ORDER BY cut_at DESC LIMIT 1)", new { span = span.ToString(), now });

    /// <summary>When the newest edition at or before a moment was cut; without its stories.</summary>
    public static Task<DateTimeOffset?> NewestCutAsync(Session s, DateTimeOffset now, EditionSpan span = EditionSpan.Day) => s.FirstAsync<DateTimeOffset?>(
        "SELECT cut_at FROM editions WHERE span = @span AND cut_at <= @now ORDER BY cut_at DESC LIMIT 1", new { span = span.ToString(), now });

    /// <summary>Removes the oldest editions of before a moment, but for the newest of all and those that a mail not yet sent needs.</summary>
    /// <returns>How many were removed.</returns>
    public static Task<int> PruneAsync(Session s, DateTimeOffset before, int most) => s.ExecuteAsync(
        """
        DELETE FROM editions WHERE id IN (
            SELECT e.id FROM editions e
            WHERE e.cut_at < @before AND e.id < (SELECT MAX(id) FROM editions WHERE span = 'Day')
              AND NOT EXISTS (SELECT 1 FROM issues i JOIN deliveries d ON d.issue_id = i.id AND d.subscriber_id = i.subscriber_id
                  WHERE i.edition_id = e.id AND d.state IN ('Pending', 'Deferred', 'Claimed', 'Handing', 'InDoubt'))
            ORDER BY e.cut_at LIMIT @most)
        """,
        new { before, most = (long)most });

    /// <summary>The titles these articles are from.</summary>
    public static Task<IReadOnlyList<Source>> SourcesAsync(Session s, IEnumerable<long> ids) => s.QueryAsync<Source>(
        $"SELECT id, name, home_url, country, language, weight, folder FROM sources WHERE id IN ({Session.List(ids)})");

    private static async Task<Edition?> OneAsync(Session s, string where, object args)
    {
        var row = await s.FirstAsync<EditionRow>($"SELECT id, number, cut_at, span FROM editions WHERE {where}", args).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        var stories = await s.QueryAsync<string>(
            "SELECT content FROM edition_stories WHERE edition_id = @id ORDER BY rank", new { id = row.Id }).ConfigureAwait(false);
        return row.With([.. stories.Select(c => JsonSerializer.Deserialize<EditionStory>(c, Mapping.Json)!)]);
    }

    private static Task<int> AddStoriesAsync(Session s, long editionId, EditionStory[] stories)
    {
        var args = new Dapper.DynamicParameters(new { editionId });
        for (var i = 0; i < stories.Length; i++)
        {
            args.Add($"r{i}", (long)stories[i].Rank);
            args.Add($"s{i}", stories[i].StoryId);
            args.Add($"c{i}", JsonSerializer.Serialize(stories[i], Mapping.Json));
        }

        var rows = string.Join(", ", stories.Select((_, i) => $"(@editionId, @r{i}, @s{i}, @c{i})"));
        return s.ExecuteAsync($"INSERT INTO edition_stories (edition_id, rank, story_id, content) VALUES {rows}", args);
    }

    private sealed record EditionRow
    {
        public required long Id { get; init; }
        public required long Number { get; init; }
        public required DateTimeOffset CutAt { get; init; }
        public required EditionSpan Span { get; init; }

        public Edition With(IReadOnlyList<EditionStory> stories) => new() { Id = Id, Number = Number, CutAt = CutAt, Span = Span, Stories = stories };
    }
}
