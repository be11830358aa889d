using Digest.Model;

namespace Digest.Stories.Topics;

/// <summary>A story's topic: what its articles are about, each article's word counting by its confidence.</summary>
public static class StoryTopic
{
    /// <returns>The IPTC code with the most behind it, or null where no article has one.</returns>
    public static string? Of(IEnumerable<IReadOnlyList<TopicAssignment>> articles) => articles
        .SelectMany(a => a)
        .GroupBy(t => t.Topic)
        .Select(g => (Code: g.Key, Weight: g.Sum(t => t.Confidence)))
        .OrderByDescending(t => t.Weight).ThenBy(t => t.Code, StringComparer.Ordinal)
        .Select(t => t.Code).FirstOrDefault();
}
