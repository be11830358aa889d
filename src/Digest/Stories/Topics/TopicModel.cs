using System.Numerics;

using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>What a text is about, learned from texts whose section says so: a linear classifier over hashed words.</summary>
public sealed class TopicModel
{
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly float[] _rarity;

    // What each bucket says for all topics alike.
    private readonly float[] _means;

    internal TopicModel(IReadOnlyList<string> codes, IReadOnlyList<string> languages, float[] weights, float[] bias, float[] rarity)
    {
        Codes = codes;
        Languages = languages;
        _weights = weights;
        _bias = bias;
        _rarity = rarity;
        _means = new float[rarity.Length];
        for (var bucket = 0; bucket < _means.Length; bucket++)
        {
            _means[bucket] = rarity[bucket] > 0 ? Mean(bucket) : 0;
        }
    }

    /// <summary>The IPTC codes it can tell apart.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>The languages it had enough lessons in.</summary>
    public IReadOnlyList<string> Languages { get; }

    internal ReadOnlySpan<float> Weights => _weights;

    internal ReadOnlySpan<float> Bias => _bias;

    internal ReadOnlySpan<float> Rarity => _rarity;

    /// <param name="text">The article.</param>
    /// <param name="mix">What its feed usually writes on, or null where that is not known.</param>
    /// <returns>The likeliest topic and its probability, or null for a language it did not learn and a text without a known word.</returns>
    public (string Code, double Confidence)? Guess(ReadText text, TopicMix? mix = null)
    {
        var chances = Languages.Contains(text.Language) ? Chances(text) : null;
        if (chances is null)
        {
            return null;
        }

        mix?.Lean(chances);
        var best = Array.IndexOf(chances, chances.Max());
        return (Codes[best], chances[best]);
    }

    /// <inheritdoc cref="Guess(ReadText, TopicMix?)"/>
    public (string Code, double Confidence)? Guess(string title, string teaser, string language, TopicMix? mix = null) =>
        Guess(ReadText.Of(title, teaser, language), mix);

    /// <summary>The words of a text that speak most for a topic, as stems, the loudest first.</summary>
    public IReadOnlyList<string> Telling(ReadText text, string code, int most)
    {
        var topic = Index(code);
        var loudest = new List<(double Says, string Word)>(most + 1);
        void Take(ReadOnlySpan<char> stem, WordKinds kind)
        {
            var bucket = TopicFeatures.WordBucket(stem);
            if ((kind & WordKinds.Number) != 0 || _rarity[bucket] <= 0)
            {
                return;
            }

            var says = _rarity[bucket] * (_weights[(bucket * Codes.Count) + topic] - _means[bucket]);
            if (says > (loudest.Count < most ? 0 : loudest[^1].Says))
            {
                Insert(loudest, says, stem, most);
            }
        }

        text.Title.Send(Take);
        text.Teaser.Send(Take);
        return [.. loudest.Select(w => w.Word)];
    }

    private int Index(string code)
    {
        var at = 0;
        while (at < Codes.Count && Codes[at] != code)
        {
            at++;
        }

        return at;
    }

    private static void Insert(List<(double Says, string Word)> loudest, double says, ReadOnlySpan<char> stem, int most)
    {
        foreach (var (_, word) in loudest)
        {
            if (stem.SequenceEqual(word))
            {
                return;
            }
        }

        var at = loudest.FindIndex(w => w.Says < says);
        loudest.Insert(at < 0 ? loudest.Count : at, (says, stem.ToString()));
        if (loudest.Count > most)
        {
            loudest.RemoveAt(most);
        }
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
    public double[]? Chances(string title, string teaser, string language) => Chances(ReadText.Of(title, teaser, language));

    /// <inheritdoc cref="Chances(string, string, string)"/>
    public double[]? Chances(ReadText text)
    {
        var features = TopicVector.Features.Of(text, _rarity);
        if (features.Buckets.Length == 0)
        {
            return null;
        }

        var scores = new double[Codes.Count];
        Score(features.Buckets, features.Weights, _weights, _bias, scores);
        Softmax(scores);
        return scores;
    }

    internal static void Score(ReadOnlySpan<int> buckets, ReadOnlySpan<float> amounts, float[] weights, float[] bias, double[] scores)
    {
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] = bias[c];
        }

        // Single precision, and as many classes as two registers hold at once: this loop is most of what reading an article costs.
        Span<float> sums = stackalloc float[scores.Length];
        var wide = scores.Length >= Vector<float>.Count * 2 ? Vector<float>.Count * 2 : 0;
        Vector<float> low = default, high = default;
        for (var i = 0; i < buckets.Length; i++)
        {
            var row = weights.AsSpan(buckets[i] * sums.Length, sums.Length);
            var amount = amounts[i];
            if (wide > 0)
            {
                low += new Vector<float>(row) * amount;
                high += new Vector<float>(row[Vector<float>.Count..]) * amount;
            }

            for (var c = wide; c < sums.Length; c++)
            {
                sums[c] += row[c] * amount;
            }
        }

        if (wide > 0)
        {
            low.CopyTo(sums);
            high.CopyTo(sums[Vector<float>.Count..]);
        }

        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] += sums[c];
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
