using System.Runtime.InteropServices;

namespace Digest.Stories.Clusters;

/// <summary>
/// A text as weighted words: ids ascending, weights of length 1 in all. Its numbers lie side by side in a block that many texts share
/// (<see cref="VectorBlocks"/>), so that comparing with it touches few places of memory and a collection has nothing to move.
/// </summary>
internal readonly struct TermVector(uint[] block, int at, int words, int names, Serial[] serials)
{
    public ReadOnlySpan<uint> Ids => block.AsSpan(at, words);

    public ReadOnlySpan<float> Weights => MemoryMarshal.Cast<uint, float>(block.AsSpan(at + words, words));

    /// <summary>Those of the words that are written as names are, ascending; empty where all or no words are capitalised.</summary>
    public ReadOnlySpan<uint> Names => block.AsSpan(at + (words * 2), names);

    /// <summary>The numbers its title counts by.</summary>
    public Serial[] Serials { get; } = serials;

    /// <summary>The first of its words; 0 where it has none.</summary>
    public uint First => words > 0 ? block[at] : 0;

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
        ReadOnlySpan<uint> a = Ids, b = other.Ids;
        ReadOnlySpan<float> one = Weights, two = other.Weights;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j])
            {
                sum += one[i++] * two[j++];
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

/// <summary>The blocks that texts lie in, one behind the other as they come; a block goes when the last of its texts is forgotten.</summary>
internal sealed class VectorBlocks
{
    private const int Length = 1 << 18;

    private uint[] _block = [];
    private int _used;

    /// <returns>A vector of these words and names, with room for the weights, which the caller fills in.</returns>
    public TermVector Add(in CountedWords words, out Span<float> weights)
    {
        var (ids, names) = (words.Ids, words.Names);
        var length = (ids.Length * 2) + names.Length;
        if (length > _block.Length - _used)
        {
            (_block, _used) = (new uint[Math.Max(Length, length)], 0);
        }

        var at = _used;
        _used += length;
        ids.CopyTo(_block.AsSpan(at));
        names.CopyTo(_block.AsSpan(at + (ids.Length * 2)));
        weights = MemoryMarshal.Cast<uint, float>(_block.AsSpan(at + ids.Length, ids.Length));
        return new TermVector(_block, at, ids.Length, names.Length, words.Serials);
    }
}
