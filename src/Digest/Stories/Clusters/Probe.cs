using System.Runtime.CompilerServices;

using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>One text laid out so that others are compared with it word by word, without walking through its own: an open hash table.</summary>
internal sealed class Probe
{
    private Slot[] _slots = new Slot[256];
    private TermVector _loaded;

    /// <summary>Takes the place of the text before.</summary>
    public void Load(in TermVector vector)
    {
        Array.Clear(_slots);
        var ids = vector.Ids;
        var weights = vector.Weights;
        if (ids.Length * 4 > _slots.Length)
        {
            _slots = new Slot[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)ids.Length * 4)];
        }

        _loaded = vector;
        for (var i = 0; i < ids.Length; i++)
        {
            // A word of no weight changes no sum, and an empty slot is known by its weight.
            if (weights[i] != 0)
            {
                Find(_slots, ids[i]) = new Slot { Id = ids[i], Weight = weights[i] };
            }
        }
    }

    /// <summary>Cosine of the loaded text and another, 0 to 1: the same sum as <see cref="TermVector.Dot"/>.</summary>
    public double Dot(in TermVector other)
    {
        double sum = 0;
        var slots = _slots;
        var ids = other.Ids;
        var weights = other.Weights;
        for (var i = 0; i < ids.Length && i < weights.Length; i++)
        {
            var weight = Find(slots, ids[i]).Weight;
            // Most words of another text are not in this one.
            if (weight != 0)
            {
                sum += weight * weights[i];
            }
        }

        return sum;
    }

    /// <summary>The text that is loaded.</summary>
    public ref readonly TermVector Vector => ref _loaded;

    // Where a word stands, or would stand; a quarter of the slots are taken at most.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Slot Find(Slot[] slots, uint id)
    {
        var at = WordHash.Slot(id, slots.Length);
        while (slots[at].Id != id && slots[at].Weight != 0)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        return ref slots[at];
    }

    private struct Slot
    {
        public uint Id;
        public float Weight;
    }
}
