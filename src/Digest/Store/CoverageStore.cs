namespace Digest.Store;

/// <summary>What pages show beyond the newest edition: past editions, and all of a story's articles.</summary>
public static class CoverageStore
{
    /// <summary>The latest editions, newest first, without their stories.</summary>
    public static Task<IReadOnlyList<EditionLine>> EditionsAsync(Session s, int most) => s.QueryAsync<EditionLine>(
        "SELECT id, number, cut_at, span, story_count FROM editions ORDER BY number DESC LIMIT @most", new { most });

    /// <summary>A story as the newest edition that holds it shows it, or null.</summary>
    public static Task<string?> FrozenAsync(Session s, long storyId) => s.FirstAsync<string>(
        "SELECT content FROM edition_stories WHERE story_id = @storyId ORDER BY edition_id DESC LIMIT 1", new { storyId });

    /// <summary>The titles of these articles, by source id.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> SourceNamesAsync(Session s, IEnumerable<long> sourceIds) =>
        (await EditionStore.SourcesAsync(s, sourceIds).ConfigureAwait(false)).ToDictionary(x => x.Id, x => x.Name);
}

/// <summary>An edition in a list.</summary>
public sealed record EditionLine
{
    public required long Id { get; init; }
    public required long Number { get; init; }
    public required DateTimeOffset CutAt { get; init; }
    public required Model.EditionSpan Span { get; init; }
    public required long StoryCount { get; init; }
}
