using Digest.Model;

namespace Digest.Store;

/// <summary>Which stories are of one matter: each row names the largest of them.</summary>
public static class KinStore
{
    /// <summary>Writes down what has changed of this: story → the one it stands beside, or null.</summary>
    /// <returns>How many stories it changed.</returns>
    public static async Task<int> SetAsync(Session s, IReadOnlyDictionary<long, long?> kin)
    {
        var known = (await s.QueryAsync<KinRow>($"SELECT id AS story_id, kin FROM stories WHERE id IN ({Session.List(kin.Keys)})").ConfigureAwait(false))
            .ToDictionary(r => r.StoryId, r => r.Kin);
        var changed = kin.Where(k => known.TryGetValue(k.Key, out var before) && before != k.Value).ToList();
        foreach (var (story, head) in changed)
        {
            await s.ExecuteAsync("UPDATE stories SET kin = @head WHERE id = @story", new { story, head }).ConfigureAwait(false);
        }

        return changed.Count;
    }

    /// <summary>The stories told since a moment that stand beside another, and which, as merges left it.</summary>
    public static async Task<IReadOnlyList<(long StoryId, long Kin)>> SinceAsync(Session s, DateTimeOffset since) => [.. (await s.QueryAsync<KinRow>(
        """
        SELECT st.id AS story_id, COALESCE(k.merged_into, k.id) AS kin FROM stories st JOIN stories k ON k.id = st.kin
        WHERE st.last_seen_at > @since AND st.merged_into IS NULL ORDER BY st.id
        """,
        new { since }).ConfigureAwait(false)).Select(r => (r.StoryId, r.Kin!.Value))];

    /// <summary>Stories of a topic told since a moment by so many articles or more, the largest first, each with the one it stands beside.</summary>
    public static Task<IReadOnlyList<KinStory>> OfTopicAsync(Session s, string topic, DateTimeOffset since, int least) => s.QueryAsync<KinStory>(
        """
        SELECT id, kin, subtopic FROM stories
        WHERE topic = @topic AND last_seen_at > @since AND article_count >= @least AND merged_into IS NULL
        ORDER BY article_count DESC, id
        """,
        new { topic, since, least = (long)least });

    /// <summary>Stories of any topic told since a moment by so many articles or more, the largest first, each with the one it stands beside.</summary>
    public static Task<IReadOnlyList<KinStory>> LargestAsync(Session s, DateTimeOffset since, int least, int most) => s.QueryAsync<KinStory>(
        """
        SELECT id, kin, subtopic FROM stories
        WHERE last_seen_at > @since AND article_count >= @least AND merged_into IS NULL
        ORDER BY article_count DESC, id LIMIT @most
        """,
        new { since, least = (long)least, most = (long)most });

    /// <summary>The other stories of a story's matter, the latest first, each under its lead article's headline.</summary>
    public static async Task<IReadOnlyList<EarlierStory>> OthersAsync(Session s, long storyId, int most) => [.. (await s.QueryAsync<OtherRow>(
        """
        SELECT st.id, a.title, so.name, st.last_seen_at
        FROM stories mine JOIN stories st ON st.id <> mine.id AND (st.kin = COALESCE(mine.kin, mine.id) OR st.id = mine.kin)
        JOIN articles a ON a.id = st.lead_article_id JOIN sources so ON so.id = a.source_id
        WHERE mine.id = @storyId AND st.merged_into IS NULL
        ORDER BY st.last_seen_at DESC, st.id LIMIT @most
        """,
        new { storyId, most = (long)most }).ConfigureAwait(false)).Select(r => new EarlierStory(r.Id, Headline.Clean(r.Title, r.Name), r.LastSeenAt))];

    private sealed record KinRow
    {
        public required long StoryId { get; init; }
        public long? Kin { get; init; }
    }

    private sealed record OtherRow
    {
        public required long Id { get; init; }
        public required string Title { get; init; }
        public required string Name { get; init; }
        public required DateTimeOffset LastSeenAt { get; init; }
    }
}

/// <summary>A story and the one it stands beside, or null.</summary>
public sealed record KinStory
{
    public required long Id { get; init; }
    public long? Kin { get; init; }
    public string? Subtopic { get; init; }
}
