namespace Digest.Stories.Clusters;

/// <summary>Finds the articles that share the most of an article's rarest words, by the inverted index.</summary>
internal sealed class Nearest(ClusterOptions options, Postings postings)
{
    private readonly int[] _order = new int[options.IndexedTerms];
    private readonly List<int> _touched = [];

    // A score above and the entry below, as one number: the higher score is the greater, the later entry among equals.
    private readonly ulong[] _best = new ulong[options.Candidates * 4];
    private float[] _scores = new float[1024];
    private int _found;

    /// <summary>The entries worth comparing in full, the most promising first.</summary>
    /// <param name="vector">The article's words.</param>
    /// <param name="heaviest">Positions of its heaviest words: <see cref="Heaviest"/>.</param>
    public ReadOnlySpan<ulong> Find(in TermVector vector, ReadOnlySpan<int> heaviest)
    {
        foreach (var i in heaviest)
        {
            Score(postings.Of(vector.Ids[i]), vector.Weights[i]);
        }

        Select();
        return _best.AsSpan(0, _found);
    }

    /// <summary>The entry of one that was found.</summary>
    public static int Entry(ulong found) => (int)(uint)found;

    /// <summary>Positions of the heaviest words of a vector, the heaviest first; valid until this is next asked.</summary>
    public ReadOnlySpan<int> Heaviest(in TermVector vector)
    {
        var weights = vector.Weights;
        var kept = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (kept == _order.Length && weights[i] <= weights[_order[^1]])
            {
                continue;
            }

            var at = kept < _order.Length ? kept++ : kept - 1;
            for (; at > 0 && weights[_order[at - 1]] < weights[i]; at--)
            {
                _order[at] = _order[at - 1];
            }

            _order[at] = i;
        }

        return _order.AsSpan(0, kept);
    }

    // The best few of hundreds, kept in order: sorting them all would cost more than comparing texts.
    private void Select()
    {
        _found = 0;
        foreach (var entry in _touched)
        {
            var rank = ((ulong)BitConverter.SingleToUInt32Bits(_scores[entry]) << 32) | (uint)entry;
            _scores[entry] = 0;
            if (_found == _best.Length && rank <= _best[^1])
            {
                continue;
            }

            var at = _found < _best.Length ? _found++ : _found - 1;
            for (; at > 0 && _best[at - 1] < rank; at--)
            {
                _best[at] = _best[at - 1];
            }

            _best[at] = rank;
        }

        _touched.Clear();
    }

    private void Score(ReadOnlySpan<(int Entry, float Weight)> postings, float weight)
    {
        foreach (var (entry, other) in postings)
        {
            if (entry >= _scores.Length)
            {
                Array.Resize(ref _scores, Math.Max(entry + 1, _scores.Length * 2));
            }

            ref var score = ref _scores[entry];
            if (score == 0)
            {
                _touched.Add(entry);
            }

            score += weight * other;
        }
    }
}
