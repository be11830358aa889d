using Digest.Model;

namespace Digest.Store;

/// <summary>The sections that feeds file articles under, and the topics an operator mapped them to.</summary>
public static class SectionStore
{
    public static async Task<IReadOnlyList<MappedSection>> MappedAsync(Session s) =>
        [.. (await s.QueryAsync<MapRow>("SELECT feed_id, section, topic FROM section_topics ORDER BY feed_id, section").ConfigureAwait(false))
            .Select(m => new MappedSection(m.FeedId, m.Section, m.Topic))];

    public static Task<int> MapAsync(Session s, MappedSection mapped, DateTimeOffset now) => s.ExecuteAsync(
        """
        INSERT INTO section_topics (feed_id, section, topic, mapped_at) VALUES (@FeedId, @Section, @Topic, @now)
        ON CONFLICT (feed_id, section) DO UPDATE SET topic = excluded.topic, mapped_at = excluded.mapped_at
        """,
        new { mapped.FeedId, mapped.Section, mapped.Topic, now });

    /// <returns>False where it was not mapped.</returns>
    public static async Task<bool> UnmapAsync(Session s, long feedId, string section) => await s.ExecuteAsync(
        "DELETE FROM section_topics WHERE feed_id = @feedId AND section = @section", new { feedId, section }).ConfigureAwait(false) > 0;

    /// <summary>Every section that a feed or its articles name, with how many articles it has; most first.</summary>
    public static Task<IReadOnlyList<UsedSection>> UsedAsync(Session s) => s.QueryAsync<UsedSection>(
        """
        SELECT f.id AS feed_id, so.name AS source, COALESCE(a.section, f.section) AS section, COUNT(a.id) AS articles
        FROM feeds f JOIN sources so ON so.id = f.source_id LEFT JOIN articles a ON a.feed_id = f.id
        WHERE COALESCE(a.section, f.section) IS NOT NULL
        GROUP BY f.id, so.name, COALESCE(a.section, f.section) ORDER BY articles DESC, f.id, section
        """);

    private sealed record MapRow
    {
        public required long FeedId { get; init; }
        public required string Section { get; init; }
        public required string Topic { get; init; }
    }
}

/// <summary>A section as a feed writes it, and how many articles of the feed are filed under it.</summary>
public sealed record UsedSection
{
    public required long FeedId { get; init; }
    public required string Source { get; init; }
    public required string Section { get; init; }
    public required long Articles { get; init; }
}
