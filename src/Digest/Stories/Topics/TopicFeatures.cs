using System.Runtime.InteropServices;

using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>A text as numbered features: stems, pairs of stems, and pieces of words, hashed into a fixed number of buckets.</summary>
internal sealed class TopicFeatures
{
    public const int Buckets = 1 << 18;

    // A pair of words, and four letters of one, say less than the word itself.
    private const float PartWeight = 0.5f;
    private const int Piece = 4;

    // Pieces are no words: hashed from another beginning.
    private const uint PieceSeed = 1469598103;
    private const int Longest = 1000;

    // One slot per bucket, and which were touched: many times faster than a dictionary, and a text touches a few hundred.
    private readonly float[] _sums = new float[Buckets];
    private readonly List<int> _touched = new(512);
    private float[] _weights = new float[512];
    private readonly WordSink _take;
    private uint _previous;

    public TopicFeatures() => _take = Take;

    /// <summary>The bucket of a word by itself.</summary>
    public static int WordBucket(ReadOnlySpan<char> stem) => Bucket(WordHash.Of(WordHash.Seed, stem));

    /// <summary>Distinct buckets with their weight in the text, not yet by rarity, in the order in which the text names them; good until the next text.</summary>
    public FeatureList Of(ReadText text)
    {
        _touched.Clear();
        Read(text.Title);
        Read(text.Teaser);
        if (_weights.Length < _touched.Count)
        {
            _weights = new float[_touched.Count * 2];
        }

        var weights = _weights.AsSpan(0, _touched.Count);
        for (var i = 0; i < weights.Length; i++)
        {
            ref var sum = ref _sums[_touched[i]];
            weights[i] = sum > 1 ? 1 + MathF.Log(sum) : sum;
            sum = 0;
        }

        return new FeatureList(CollectionsMarshal.AsSpan(_touched), weights);
    }

    /// <summary>As <see cref="Of(ReadText)"/>, only those that are known, weighed by rarity, of length 1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rarity">Of each bucket; 0 where it is not known.</param>
    public FeatureList Of(ReadText text, float[] rarity)
    {
        var (buckets, weights) = Of(text);
        var kept = 0;
        double square = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            var rare = rarity[buckets[i]];
            if (rare > 0)
            {
                var weight = weights[i] * rare;
                (buckets[kept], weights[kept]) = (buckets[i], weight);
                square += weight * weight;
                kept++;
            }
        }

        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        foreach (ref var weight in weights[..kept])
        {
            weight *= scale;
        }

        return new FeatureList(buckets[..kept], weights[..kept]);
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
        var word = WordHash.Of(WordHash.Seed, number ? "0" : stem);
        Add(word, 1);
        if (_previous != 0)
        {
            Add((_previous * 31) ^ word, PartWeight);
        }

        _previous = word;
        for (var i = 0; !number && i + Piece < stem.Length; i++)
        {
            Add(WordHash.Of(PieceSeed, stem.Slice(i, Piece)), PartWeight);
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
}

/// <summary>Distinct buckets and the weight of each.</summary>
internal readonly ref struct FeatureList(Span<int> buckets, Span<float> weights)
{
    public Span<int> Buckets { get; } = buckets;

    public Span<float> Weights { get; } = weights;

    public void Deconstruct(out Span<int> buckets, out Span<float> weights)
    {
        buckets = Buckets;
        weights = Weights;
    }
}
