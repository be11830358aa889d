namespace Digest.Stories.Clusters;

/// <summary>Finds the articles that share the most of an article's rarest words, by the inverted index.</summary>
internal sealed class Nearest(ClusterOptions options, Postings postings)
{
    private readonly List<(int Entry, float Score)> _ranked = [];
    private readonly PriorityQueue<int, (float, int)> _best = new();
    private readonly List<int> _order = [];
    private readonly List<int> _touched = [];
    private float[] _scores = new float[1024];

    /// <summary>The entries worth comparing in full, the most promising first.</summary>
    public IReadOnlyList<(int Entry, float Score)> Find(in TermVector vector)
    {
        foreach (var i in Heaviest(vector))
        {
            Score(postings.Of(vector.Ids[i]), vector.Weights[i]);
        }

        Select(options.Candidates * 4);
        return _ranked;
    }

    /// <summary>Positions of the heaviest words of a vector.</summary>
    public IReadOnlyList<int> Heaviest(in TermVector vector)
    {
        _order.Clear();
        var weights = vector.Weights;
        for (var i = 0; i < weights.Length; i++)
        {
            _order.Add(i);
        }

        _order.Sort((a, b) => weights[b] != weights[a] ? weights[b].CompareTo(weights[a]) : a.CompareTo(b));
        if (_order.Count > options.IndexedTerms)
        {
            _order.RemoveRange(options.IndexedTerms, _order.Count - options.IndexedTerms);
        }

        return _order;
    }

    // The best few of hundreds: a bounded heap, since sorting them all would cost more than comparing texts.
    private void Select(int most)
    {
        _best.Clear();
        var least = 0f;
        foreach (var entry in _touched)
        {
            var rank = (_scores[entry], entry);
            _scores[entry] = 0;
            if (_best.Count < most)
            {
                _best.Enqueue(entry, rank);
            }
            else if (rank.Item1 >= least)
            {
                _best.EnqueueDequeue(entry, rank);
                _best.TryPeek(out _, out var weakest);
                least = weakest.Item1;
            }
        }

        _touched.Clear();
        _ranked.Clear();
        while (_best.TryDequeue(out var entry, out var rank))
        {
            _ranked.Add((entry, rank.Item1));
        }

        _ranked.Reverse();
    }

    private void Score(ReadOnlySpan<(int Entry, float Weight)> postings, float weight)
    {
        foreach (var (entry, other) in postings)
        {
            if (entry >= _scores.Length)
            {
                Array.Resize(ref _scores, Math.Max(entry + 1, _scores.Length * 2));
            }

            if (_scores[entry] == 0)
            {
                _touched.Add(entry);
            }

            _scores[entry] += weight * other;
        }
    }
}
