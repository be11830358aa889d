namespace Digest.Stories.Clusters;

/// <summary>Finds the articles that share the most of an article's rarest words, by the inverted index.</summary>
internal sealed class Nearest(ClusterOptions options, Postings postings)
{
    private readonly List<(int Entry, float Score)> _ranked = [];
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

        _ranked.Clear();
        foreach (var entry in _touched)
        {
            _ranked.Add((entry, _scores[entry]));
            _scores[entry] = 0;
        }

        _touched.Clear();
        _ranked.Sort(static (a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : b.Entry.CompareTo(a.Entry));
        var most = options.Candidates * 4;
        if (_ranked.Count > most)
        {
            _ranked.RemoveRange(most, _ranked.Count - most);
        }

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
