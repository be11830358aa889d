using System.Text.Json;

using Digest.Model;

namespace Digest.Store;

/// <summary>Editions, frozen when they are cut, and the picks that bear on the next one.</summary>
public static class EditionStore
{
    /// <summary>
    /// Writes an edition under the next number. Of two nodes that cut for the same moment one writes; the other gets null, and
    /// finds the first one's with <see cref="AtAsync"/>.
    /// </summary>
    public static async Task<Edition?> AddAsync(Session s, DateTimeOffset cutAt, IReadOnlyList<EditionStory> stories)
    {
        var row = await s.FirstAsync<EditionRow>(
            """
            INSERT INTO editions (number, cut_at, story_count)
            SELECT COALESCE(MAX(number), 0) + 1, @cutAt, @count FROM editions WHERE TRUE
            ON CONFLICT DO NOTHING
            RETURNING id, number, cut_at
            """,
            new { cutAt, count = (long)stories.Count }).ConfigureAwait(false);
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

    public static Task<Edition?> AtAsync(Session s, DateTimeOffset cutAt) => OneAsync(s, "cut_at = @key", cutAt);

    public static Task<Edition?> FindAsync(Session s, long id) => OneAsync(s, "id = @key", id);

    public static Task<Edition?> NumberAsync(Session s, long number) => OneAsync(s, "number = @key", number);

    /// <summary>The edition of the latest cut at or before a moment, or null.</summary>
    public static Task<Edition?> NewestAsync(Session s, DateTimeOffset now) =>
        OneAsync(s, "id = (SELECT id FROM editions WHERE cut_at <= @key ORDER BY cut_at DESC LIMIT 1)", now);

    /// <summary>When the newest edition at or before a moment was cut; without its stories.</summary>
    public static Task<DateTimeOffset?> NewestCutAsync(Session s, DateTimeOffset now) =>
        s.FirstAsync<DateTimeOffset?>("SELECT cut_at FROM editions WHERE cut_at <= @now ORDER BY cut_at DESC LIMIT 1", new { now });

    /// <summary>All picks, on the story that theirs was merged into.</summary>
    public static Task<IReadOnlyList<Pick>> PicksAsync(Session s) => s.QueryAsync<Pick>(
        """
        SELECT p.id, COALESCE(st.merged_into, p.story_id) AS story_id, p.kind, p.headline, p.note, p.created_at, p.until
        FROM picks p LEFT JOIN stories st ON st.id = p.story_id
        ORDER BY p.id
        """);

    /// <summary>The titles these articles are from.</summary>
    public static Task<IReadOnlyList<Source>> SourcesAsync(Session s, IEnumerable<long> ids) => s.QueryAsync<Source>(
        $"SELECT id, name, home_url, country, language, weight, folder FROM sources WHERE id IN ({Session.List(ids)})");

    private static async Task<Edition?> OneAsync(Session s, string where, object key)
    {
        var row = await s.FirstAsync<EditionRow>($"SELECT id, number, cut_at FROM editions WHERE {where}", Key(key)).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        var stories = await s.QueryAsync<string>(
            "SELECT content FROM edition_stories WHERE edition_id = @id ORDER BY rank", new { id = row.Id }).ConfigureAwait(false);
        return row.With([.. stories.Select(c => JsonSerializer.Deserialize<EditionStory>(c, Mapping.Json)!)]);
    }

    // Dapper looks at the declared type of a member: a boxed time would pass by its handler.
    private static object Key(object key) => key is DateTimeOffset at ? new { key = at } : new { key = (long)key };

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

        public Edition With(IReadOnlyList<EditionStory> stories) => new() { Id = Id, Number = Number, CutAt = CutAt, Stories = stories };
    }
}
