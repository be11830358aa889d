namespace Digest.Stories.Clusters;

/// <summary>A text as weighted words: ids ascending, weights of length 1 in all.</summary>
internal readonly struct TermVector(uint[] ids, float[] weights, uint[] names, Serial[] serials)
{
    /// <summary>Those of the words that are written as names are, ascending; empty where all or no words are capitalised.</summary>
    public uint[] Names { get; } = names;

    /// <summary>The numbers its title counts by.</summary>
    public Serial[] Serials { get; } = serials;

    public uint[] Ids { get; } = ids;

    public float[] Weights { get; } = weights;

    /// <summary>Its length, squared: 1, or 0 where it has no words.</summary>
    public double Square()
    {
        double square = 0;
        foreach (var weight in Weights)
        {
            square += (double)weight * weight;
        }

        return square;
    }

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
}
