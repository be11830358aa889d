using Digest.Model;
using Digest.Stories.Text;

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

    /// <summary>
    /// What the articles of one story say together, by their words: each says too little for a topic of its own, or is filed under the section its
    /// title files everything under.
    /// </summary>
    /// <param name="texts">The articles, at least two; copies say nothing new.</param>
    /// <returns>One word more in the story's topic, for where the others say little or differ; null where no word is known.</returns>
    public static TopicAssignment? Together(IReadOnlyCollection<ReadText> texts)
    {
        if (texts.Count < 2)
        {
            return null;
        }

        var votes = texts.SelectMany(TopicWords.Vote).GroupBy(v => v.Code)
            .Select(g => new WordVote(g.Key, g.Sum(v => v.Score), [.. g.SelectMany(v => v.Words).Distinct()]))
            .OrderByDescending(v => v.Score).ThenBy(v => v.Code, StringComparer.Ordinal).ToList();
        return votes.Count == 0 ? null
            : new TopicAssignment(0, votes[0].Code, AssignTopics.Sureness(votes), $"words of {texts.Count} articles together");
    }

    private static double Weight(IEnumerable<TopicAssignment> topics) => topics.Sum(t => t.Confidence);
}
