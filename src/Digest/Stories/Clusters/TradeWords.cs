using Digest.Stories.Topics;

namespace Digest.Stories.Clusters;

/// <summary>The words of the news trade, those of the topic lexicons: they tell what sort of event it is, not which one.</summary>
internal static class TradeWords
{
    private static readonly HashSet<uint> Ids =
        [.. TopicWords.Stems.Select(s => Vectorizer.Hash(Vectorizer.Hash(Vectorizer.Seed, s.Language), s.Stem))];

    public static bool Contains(uint id) => Ids.Contains(id);
}
