using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>A text as numbered features: stems, pairs of stems, and pieces of words, hashed into a fixed number of buckets.</summary>
internal sealed class TopicFeatures
{
    public const int Buckets = 1 << 18;

    private readonly Dictionary<int, float> _features = [];
    private uint _previous;

    // A pair of words, and four letters of one, say less than the word itself.
    private const float PartWeight = 0.5f;

    /// <summary>The bucket of a word by itself.</summary>
    public static int WordBucket(ReadOnlySpan<char> stem) => Bucket(Hash(2166136261, stem));

    private static int Bucket(uint hash) => (int)((hash ^ (hash >> 15)) % Buckets);

    /// <summary>Distinct buckets with their weight in the text, not yet by rarity.</summary>
    public (int[] Buckets, float[] Weights) Of(string title, string teaser, string language)
    {
        _features.Clear();
        Read(title, language);
        Read(teaser, language);
        var buckets = _features.Keys.ToArray();
        Array.Sort(buckets);
        return (buckets, [.. buckets.Select(b => _features[b] >= 1 ? 1 + MathF.Log(_features[b]) : _features[b])]);
    }

    private void Read(string text, string language)
    {
        _previous = 0;
        Words.Of(text.AsSpan(0, Math.Min(text.Length, 1000)), language, Take);
    }

    private void Take(ReadOnlySpan<char> stem, WordKinds kind)
    {
        var word = Hash(2166136261, kind == WordKinds.Number ? "0" : stem);
        Add(word, 1);
        if (_previous != 0)
        {
            Add((_previous * 31) ^ word, PartWeight);
        }

        _previous = word;
        for (var i = 0; kind != WordKinds.Number && i + 4 < stem.Length; i++)
        {
            Add(Hash(1469598103, stem.Slice(i, 4)), PartWeight);
        }
    }

    private void Add(uint hash, float weight)
    {
        // The low bits of FNV are its weak ones: fold the high ones in.
        var bucket = Bucket(hash);
        _features[bucket] = _features.GetValueOrDefault(bucket) + weight;
    }

    private static uint Hash(uint seed, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            seed = (seed ^ c) * 16777619;
        }

        return seed;
    }
}
