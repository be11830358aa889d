using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>What a text is about, learned from texts whose section says so: a linear classifier over hashed words.</summary>
public sealed class TopicModel
{
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly float[] _rarity;

    internal TopicModel(IReadOnlyList<string> codes, IReadOnlyList<string> languages, float[] weights, float[] bias, float[] rarity)
    {
        Codes = codes;
        Languages = languages;
        _weights = weights;
        _bias = bias;
        _rarity = rarity;
    }

    /// <summary>The IPTC codes it can tell apart.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>The languages it had enough lessons in.</summary>
    public IReadOnlyList<string> Languages { get; }

    internal ReadOnlySpan<float> Weights => _weights;

    internal ReadOnlySpan<float> Bias => _bias;

    internal ReadOnlySpan<float> Rarity => _rarity;

    /// <returns>The likeliest topic and its probability, or null for a language it did not learn and a text without a known word.</returns>
    public (string Code, double Confidence)? Guess(string title, string teaser, string language)
    {
        var chances = Languages.Contains(language) ? Chances(title, teaser, language) : null;
        if (chances is null)
        {
            return null;
        }

        var best = Array.IndexOf(chances, chances.Max());
        return (Codes[best], chances[best]);
    }

    /// <summary>The words of a text that speak most for a topic, as stems, the loudest first.</summary>
    public IReadOnlyList<string> Telling(string title, string teaser, string language, string code, int most)
    {
        var topic = Codes.ToList().IndexOf(code);
        var said = new Dictionary<string, double>(StringComparer.Ordinal);
        Words.Of($"{title} {teaser}", language, (stem, kind) =>
        {
            var bucket = TopicFeatures.WordBucket(stem);
            if (kind != WordKinds.Number && _rarity[bucket] > 0)
            {
                said[stem.ToString()] = _rarity[bucket] * (_weights[(bucket * Codes.Count) + topic] - Mean(bucket));
            }
        });
        return [.. said.Where(w => w.Value > 0).OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(most).Select(w => w.Key)];
    }

    private float Mean(int bucket)
    {
        float sum = 0;
        foreach (var weight in _weights.AsSpan(bucket * Codes.Count, Codes.Count))
        {
            sum += weight;
        }

        return sum / Codes.Count;
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
