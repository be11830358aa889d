using Digest.Stories.Text;
using Digest.Stories.Topics;

namespace Digest.Stories.Clusters;

/// <summary>The words of the news trade, those of the topic lexicons: they tell what sort of event it is, not which one.</summary>
internal static class TradeWords
{
    private static readonly HashSet<uint> Ids =
        [.. TopicWords.Stems.Select(s => WordHash.Of(WordHash.Of(WordHash.Seed, s.Language), s.Stem))];

    // Asked of every word of every article, and few are: most are told by this alone.
    private static readonly bool[] Maybe = Marked();

    /// <summary>True where two texts share so many words that are not of the trade: a name, a place, the thing itself.</summary>
    public static bool ShareMore(in TermVector one, in TermVector other, int least)
    {
        var others = other.Ids;
        foreach (var id in one.Ids)
        {
            if (!Contains(id) && others.BinarySearch(id) >= 0 && --least == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the hash of a word of the trade.</summary>
    public static bool Contains(uint id) => Maybe[id & 0xFFFF] && Ids.Contains(id);

    private static bool[] Marked()
    {
        var marked = new bool[0x10000];
        foreach (var id in Ids)
        {
            marked[id & 0xFFFF] = true;
        }

        return marked;
    }
}
