namespace Digest.Stories.Clusters;

/// <summary>Weighs the words of texts: rare ones count more (TF-IDF).</summary>
internal sealed class Vectorizer(Lexicon lexicon)
{
    private readonly VectorBlocks _blocks = new();
    private double[] _rarity = new double[128];

    /// <summary>Counts a text's words in as one article's, and weighs them.</summary>
    public TermVector Take(string language, in CountedWords words)
    {
        var rarity = Rarity(words.Ids.Length);
        lexicon.Add(language, words.Ids, rarity);
        return Weighed(words, rarity);
    }

    /// <summary>Weighs counted words by rarity and brings them to length 1.</summary>
    public TermVector Weigh(string language, in CountedWords words)
    {
        var rarity = Rarity(words.Ids.Length);
        lexicon.Rarity(language, words.Ids, rarity);
        return Weighed(words, rarity);
    }

    private Span<double> Rarity(int words)
    {
        _rarity = _rarity.Length < words ? new double[words * 2] : _rarity;
        return _rarity.AsSpan(0, words);
    }

    private TermVector Weighed(in CountedWords words, ReadOnlySpan<double> rarity)
    {
        var vector = _blocks.Add(words, out var weighed);
        double square = 0;
        for (var i = 0; i < weighed.Length; i++)
        {
            weighed[i] = (float)(words.Weights[i] * rarity[i]);
            square += weighed[i] * weighed[i];
        }

        var length = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var i = 0; i < weighed.Length; i++)
        {
            weighed[i] *= length;
        }

        return vector;
    }
}
