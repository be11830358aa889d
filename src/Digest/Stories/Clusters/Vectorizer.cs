using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>Turns a piece into weighted words: those of the title count more, rare ones count more (TF-IDF).</summary>
internal sealed class Vectorizer(ClusterOptions options, DocumentCounts counts)
{
    private readonly List<(uint Id, float Weight)> _words = [];
    private uint _seed;
    private float _weight;

    /// <summary>The piece's distinct words, ascending, with their weight in the text (not yet by rarity).</summary>
    public (uint[] Ids, float[] Weights) Count(Piece piece)
    {
        _words.Clear();
        _seed = Hash(2166136261, piece.Language);
        _weight = (float)options.TitleWeight;
        Words.Of(piece.Title, piece.Language, Take);
        _weight = 1;
        Words.Of(piece.Teaser.AsSpan(0, Math.Min(piece.Teaser.Length, options.TeaserLength)), piece.Language, Take);
        _words.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return Combine();
    }

    /// <summary>Weighs counted words by rarity and brings them to length 1.</summary>
    public TermVector Weigh(string language, uint[] ids, float[] weights)
    {
        var total = counts.Total(language);
        var weighed = new float[ids.Length];
        double square = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            weighed[i] = (float)(weights[i] * counts.Rarity(total, ids[i]));
            square += weighed[i] * weighed[i];
        }

        var length = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var i = 0; i < weighed.Length; i++)
        {
            weighed[i] *= length;
        }

        return new TermVector(ids, weighed);
    }

    private void Take(ReadOnlySpan<char> stem, WordKinds kind)
    {
        var boost = kind switch { WordKinds.Name => options.NameBoost, WordKinds.Number => options.NumberBoost, _ => 1 };
        _words.Add((Hash(_seed, stem), _weight * (float)boost));
    }

    // A word said again counts a little more, not twice: the heaviest mention, and a quarter of the others.
    private (uint[] Ids, float[] Weights) Combine()
    {
        var ids = new List<uint>(_words.Count);
        var weights = new List<float>(_words.Count);
        foreach (var (id, weight) in _words)
        {
            if (ids.Count > 0 && ids[^1] == id)
            {
                weights[^1] = Math.Max(weights[^1], weight) + (Math.Min(weights[^1], weight) / 4);
            }
            else
            {
                ids.Add(id);
                weights.Add(weight);
            }
        }

        return ([.. ids], [.. weights]);
    }

    // FNV-1a: the language is the seed, so that equal spellings of two languages are two words.
    private static uint Hash(uint seed, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            seed = (seed ^ c) * 16777619;
        }

        return seed;
    }
}
