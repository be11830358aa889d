namespace Digest.Stories.Clusters;

/// <summary>A text as weighted words: ids ascending, weights of length 1 in all.</summary>
public readonly struct TermVector(uint[] ids, float[] weights)
{
    public static readonly TermVector Empty = new([], []);

    public uint[] Ids { get; } = ids;

    public float[] Weights { get; } = weights;

    /// <summary>Cosine, 0 to 1.</summary>
    public double Dot(in TermVector other)
    {
        double sum = 0;
        uint[] a = Ids, b = other.Ids;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j])
            {
                sum += Weights[i++] * other.Weights[j++];
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return sum;
    }

    /// <summary>Shared distinct words over all distinct words, 0 to 1, whatever they weigh.</summary>
    public double Jaccard(in TermVector other)
    {
        var shared = 0;
        uint[] a = Ids, b = other.Ids;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var order = a[i].CompareTo(b[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        var all = a.Length + b.Length - shared;
        return all == 0 ? 0 : (double)shared / all;
    }
}
