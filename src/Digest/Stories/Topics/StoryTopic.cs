using Digest.Model;

namespace Digest.Stories.Topics;

/// <summary>A story's topic: what its articles are about, each article's word counting by its confidence.</summary>
public static class StoryTopic
{
    /// <returns>The IPTC codes of the topic with the most behind it and of the sub-topic most of that agrees on; null where there is none.</returns>
    public static (string? Topic, string? Subtopic) Of(IEnumerable<IReadOnlyList<TopicAssignment>> articles)
    {
        var topic = articles.SelectMany(a => a).GroupBy(t => t.Topic)
            .OrderByDescending(Weight).ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        // Articles that name no sub-topic say nothing against it; those that name another do.
        var narrow = topic?.Where(t => t.Subtopic is not null).GroupBy(t => t.Subtopic)
            .OrderByDescending(Weight).ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToList() ?? [];
        return (topic?.Key, narrow.Count > 0 && Weight(narrow[0]) * 2 > narrow.Sum(Weight) ? narrow[0].Key : null);
    }

    private static double Weight(IEnumerable<TopicAssignment> topics) => topics.Sum(t => t.Confidence);
}
