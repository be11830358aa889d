namespace Digest.Stories.Topics;

/// <summary>What a text is about, learned from texts whose section says so: a linear classifier over hashed words.</summary>
public sealed class TopicModel
{
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly float[] _rarity;

    internal TopicModel(IReadOnlyList<string> codes, float[] weights, float[] bias, float[] rarity)
    {
        Codes = codes;
        _weights = weights;
        _bias = bias;
        _rarity = rarity;
    }

    /// <summary>The IPTC codes it can tell apart.</summary>
    public IReadOnlyList<string> Codes { get; }

    internal ReadOnlySpan<float> Weights => _weights;

    internal ReadOnlySpan<float> Bias => _bias;

    internal ReadOnlySpan<float> Rarity => _rarity;

    /// <returns>The likeliest topic and its probability, or null for a text without a known word.</returns>
    public (string Code, double Confidence)? Guess(string title, string teaser, string language)
    {
        var chances = Chances(title, teaser, language);
        if (chances is null)
        {
            return null;
        }

        var best = Array.IndexOf(chances, chances.Max());
        return (Codes[best], chances[best]);
    }

    /// <returns>The probability of each of <see cref="Codes"/>, or null for a text without a known word.</returns>
    public double[]? Chances(string title, string teaser, string language)
    {
        var vector = TopicVector.Of(title, teaser, language, _rarity);
        if (vector.Buckets.Length == 0)
        {
            return null;
        }

        var scores = new double[Codes.Count];
        Score(vector, _weights, _bias, scores);
        Softmax(scores);
        return scores;
    }

    internal static void Score(in TopicVector vector, float[] weights, float[] bias, double[] scores)
    {
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] = bias[c];
        }

        for (var i = 0; i < vector.Buckets.Length; i++)
        {
            var at = vector.Buckets[i] * scores.Length;
            var value = vector.Weights[i];
            for (var c = 0; c < scores.Length; c++)
            {
                scores[c] += weights[at + c] * value;
            }
        }
    }

    internal static void Softmax(double[] scores)
    {
        var max = scores.Max();
        double sum = 0;
        for (var c = 0; c < scores.Length; c++)
        {
            sum += scores[c] = Math.Exp(scores[c] - max);
        }

        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] /= sum;
        }
    }
}

/// <summary>A text's known features, weighed by rarity, of length 1.</summary>
internal readonly record struct TopicVector(int[] Buckets, float[] Weights)
{
    [ThreadStatic]
    private static TopicFeatures? _features;

    public static TopicVector Of(string title, string teaser, string language, float[] rarity)
    {
        var (buckets, weights) = (_features ??= new TopicFeatures()).Of(title, teaser, language);
        var kept = 0;
        double square = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            if (rarity[buckets[i]] > 0)
            {
                buckets[kept] = buckets[i];
                weights[kept] = weights[i] * rarity[buckets[i]];
                square += weights[kept] * weights[kept];
                kept++;
            }
        }

        var length = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        var result = new TopicVector(buckets[..kept], weights[..kept]);
        for (var i = 0; i < kept; i++)
        {
            result.Weights[i] *= length;
        }

        return result;
    }
}
