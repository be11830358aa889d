using System.Numerics;
using System.Runtime.CompilerServices;

using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>The words of several texts with their weights summed up: an open hash table, small enough to be gone through quickly.</summary>
internal sealed class WordSums
{
    private Slot[] _slots = new Slot[64];

    public int Count { get; private set; }

    /// <summary>How many of the words are written as names are.</summary>
    public int Names { get; private set; }

    /// <summary>The words in no order, with their weight and whether they are names.</summary>
    public IEnumerable<(uint Id, float Weight, bool IsName)> Words
    {
        get
        {
            foreach (var slot in _slots)
            {
                if (slot.State != State.Empty)
                {
                    yield return (slot.Id, slot.Weight, slot.State == State.Name);
                }
            }
        }
    }

    /// <returns>The word's weight before and now.</returns>
    public (float Before, float Now) Add(uint id, float weight)
    {
        // Half of the slots are taken at most.
        if (Count * 2 >= _slots.Length)
        {
            Rebuild(_ => true);
        }

        ref var slot = ref Find(_slots, id);
        if (slot.State == State.Empty)
        {
            Count++;
            slot = new Slot { Id = id, State = State.Word };
        }

        var before = slot.Weight;
        slot.Weight += weight;
        return (before, slot.Weight);
    }

    /// <summary>Marks a word that is there as a name.</summary>
    public void Name(uint id)
    {
        ref var slot = ref Find(_slots, id);
        if (slot.State == State.Word)
        {
            slot.State = State.Name;
            Names++;
        }
    }

    /// <summary>Removes words.</summary>
    public void Remove(IReadOnlySet<uint> ids) => Rebuild(slot => !ids.Contains(slot.Id));

    public bool Contains(uint id) => Find(_slots, id).State != State.Empty;

    /// <summary>Sum of products with a text's weights.</summary>
    public double Dot(in TermVector text)
    {
        double dot = 0;
        var slots = _slots;
        var ids = text.Ids;
        var weights = text.Weights;
        for (var i = 0; i < ids.Length && i < weights.Length; i++)
        {
            // An empty slot has no weight.
            dot += Find(slots, ids[i]).Weight * weights[i];
        }

        return dot;
    }

    /// <summary>Sum of products with other sums.</summary>
    public double Dot(WordSums other)
    {
        var (fewer, more) = Count < other.Count ? (this, other) : (other, this);
        double dot = 0;
        foreach (ref readonly var slot in fewer._slots.AsSpan())
        {
            if (slot.State != State.Empty)
            {
                dot += slot.Weight * Find(more._slots, slot.Id).Weight;
            }
        }

        return dot;
    }

    // Where a word stands, or would stand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Slot Find(Slot[] slots, uint id)
    {
        var at = WordHash.Slot(id, slots.Length);
        while (slots[at].Id != id && slots[at].State != State.Empty)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        return ref slots[at];
    }

    private void Rebuild(Func<Slot, bool> stays)
    {
        Slot[] staying = [.. _slots.Where(s => s.State != State.Empty && stays(s))];
        _slots = new Slot[Math.Max(64, BitOperations.RoundUpToPowerOf2((uint)staying.Length * 3))];
        (Count, Names) = (staying.Length, staying.Count(s => s.State == State.Name));
        foreach (var slot in staying)
        {
            Find(_slots, slot.Id) = slot;
        }
    }

    private enum State : byte { Empty, Word, Name }

    private struct Slot
    {
        public uint Id;
        public float Weight;
        public State State;
    }
}
