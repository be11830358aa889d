using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>A text's known features, weighed by rarity, of length 1.</summary>
internal readonly record struct TopicVector(int[] Buckets, float[] Weights)
{
    [ThreadStatic]
    private static TopicFeatures? _features;

    /// <summary>What reads features on this thread: a megabyte, and so one for all texts.</summary>
    public static TopicFeatures Features => _features ??= new TopicFeatures();

    public static TopicVector Of(ReadText text, float[] rarity)
    {
        var (buckets, weights) = Features.Of(text, rarity);
        return new TopicVector(buckets.ToArray(), weights.ToArray());
    }

    /// <summary>Some of its features left out by chance, the others of length 1 again.</summary>
    public TopicVector Without(double share, Random random)
    {
        if (share <= 0)
        {
            return this;
        }

        var (buckets, weights, kept) = (new int[Buckets.Length], new float[Buckets.Length], 0);
        for (var i = 0; i < Buckets.Length; i++)
        {
            if (random.NextDouble() >= share)
            {
                buckets[kept] = Buckets[i];
                weights[kept++] = Weights[i];
            }
        }

        return Normal(buckets, weights, kept);
    }

    private static TopicVector Normal(int[] buckets, float[] weights, int count)
    {
        double square = 0;
        for (var i = 0; i < count; i++)
        {
            square += weights[i] * weights[i];
        }

        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        var result = new TopicVector(buckets[..count], weights[..count]);
        for (var i = 0; i < count; i++)
        {
            result.Weights[i] *= scale;
        }

        return result;
    }
}
