using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>A text as numbered features: stems, pairs of stems, and pieces of words, hashed into a fixed number of buckets.</summary>
internal sealed class TopicFeatures
{
    public const int Buckets = 1 << 18;

    // A pair of words, and four letters of one, say less than the word itself.
    private const float PartWeight = 0.5f;
    private const int Piece = 4;
    private const int Longest = 1000;

    // One slot per bucket, and which were touched: many times faster than a dictionary, and a text touches a few hundred.
    private readonly float[] _sums = new float[Buckets];
    private readonly List<int> _touched = new(512);
    private readonly WordSink _take;
    private uint _previous;

    public TopicFeatures() => _take = Take;

    /// <summary>The bucket of a word by itself.</summary>
    public static int WordBucket(ReadOnlySpan<char> stem) => Bucket(Hash(2166136261, stem));

    /// <summary>Distinct buckets with their weight in the text, not yet by rarity, in the order in which the text names them.</summary>
    public (int[] Buckets, float[] Weights) Of(ReadText text)
    {
        _touched.Clear();
        Read(text.Title);
        Read(text.Teaser);
        var weights = new float[_touched.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            ref var sum = ref _sums[_touched[i]];
            weights[i] = sum > 1 ? 1 + MathF.Log(sum) : sum;
            sum = 0;
        }

        return ([.. _touched], weights);
    }

    private static int Bucket(uint hash) => (int)((hash ^ (hash >> 15)) % Buckets);

    private void Read(WordList text)
    {
        _previous = 0;
        text.Send(_take, Longest);
    }

    private void Take(ReadOnlySpan<char> stem, WordKinds kind)
    {
        var number = kind.HasFlag(WordKinds.Number);
        var word = Hash(2166136261, number ? "0" : stem);
        Add(word, 1);
        if (_previous != 0)
        {
            Add((_previous * 31) ^ word, PartWeight);
        }

        _previous = word;
        for (var i = 0; !number && i + Piece < stem.Length; i++)
        {
            Add(Hash(1469598103, stem.Slice(i, Piece)), PartWeight);
        }
    }

    private void Add(uint hash, float weight)
    {
        // The low bits of FNV are its weak ones: fold the high ones in.
        var bucket = Bucket(hash);
        ref var sum = ref _sums[bucket];
        if (sum == 0)
        {
            _touched.Add(bucket);
        }

        sum += weight;
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
