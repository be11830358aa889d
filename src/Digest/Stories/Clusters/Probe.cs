namespace Digest.Stories.Clusters;

/// <summary>One text laid out so that others are compared with it word by word, without walking through its own: an open hash table.</summary>
internal sealed class Probe
{
    private uint[] _ids = new uint[256];
    private float[] _weights = new float[256];
    private TermVector _loaded;

    /// <summary>Takes the place of the text before.</summary>
    public void Load(in TermVector vector)
    {
        Array.Clear(_weights);
        if (vector.Ids.Length * 4 > _ids.Length)
        {
            var size = _ids.Length * 2;
            while (vector.Ids.Length * 4 > size)
            {
                size *= 2;
            }

            (_ids, _weights) = (new uint[size], new float[size]);
        }

        _loaded = vector;
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            // A word of no weight changes no sum, and an empty slot is known by its weight.
            if (vector.Weights[i] != 0)
            {
                var at = Slot(vector.Ids[i]);
                (_ids[at], _weights[at]) = (vector.Ids[i], vector.Weights[i]);
            }
        }
    }

    /// <summary>Cosine of the loaded text and another, 0 to 1: the same sum as <see cref="TermVector.Dot"/>.</summary>
    public double Dot(in TermVector other)
    {
        double sum = 0;
        var (ids, weights) = (other.Ids, other.Weights);
        for (var i = 0; i < ids.Length && i < weights.Length; i++)
        {
            sum += _weights[Slot(ids[i])] * weights[i];
        }

        return sum;
    }

    /// <summary>The text that is loaded.</summary>
    public ref readonly TermVector Vector => ref _loaded;

    // Where a word stands, or would stand; a quarter of the slots are taken at most.
    private int Slot(uint id)
    {
        var mask = _ids.Length - 1;
        var at = (int)(id ^ (id >> 15)) & mask;
        while (_weights[at] != 0 && _ids[at] != id)
        {
            at = (at + 1) & mask;
        }

        return at;
    }
}
