using System.Numerics;

using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>
/// Finds the articles that share the most of an article's rarest words, by the inverted index. Scores are summed up word by word
/// (term-at-a-time) in a table no larger than the lists that are read, whatever the window holds.
/// </summary>
internal sealed class Nearest
{
    private readonly Postings _postings;
    private readonly int[] _order;
    private readonly Sum[] _sums;
    private readonly int[] _touched;

    // A score above and the entry below, as one number: the higher score is the greater, the later entry among equals.
    private readonly ulong[] _best;
    private int _found;
    private int _count;

    public Nearest(ClusterOptions options, Postings postings)
    {
        _postings = postings;
        _order = new int[options.IndexedTerms];
        var most = Math.Max(1, options.IndexedTerms * Math.Max(1, options.PostingLength));
        _sums = new Sum[BitOperations.RoundUpToPowerOf2((uint)most * 2)];
        _touched = new int[most];
        _best = new ulong[options.Candidates * 4];
    }

    /// <summary>Begins anew: no word was looked up.</summary>
    public void Clear() => _count = 0;

    /// <summary>Looks a word up: its articles score by its weight in both.</summary>
    public void Score(in PostingList carriers, float weight)
    {
        var (oldest, sums) = (_postings.Oldest, _sums);
        foreach (var (entry, other) in _postings.Of(carriers))
        {
            if (entry < oldest)
            {
                continue;
            }

            var at = WordHash.Slot((uint)entry, sums.Length);
            while (sums[at].Entry != entry + 1 && sums[at].Entry != 0)
            {
                at = (at + 1) & (sums.Length - 1);
            }

            ref var sum = ref sums[at];
            if (sum.Entry == 0)
            {
                (sum.Entry, sum.Score) = (entry + 1, 0);
                _touched[_count++] = at;
            }

            sum.Score += weight * other;
        }
    }

    /// <summary>The entries worth comparing in full, the most promising first: what shares most of the words looked up. Forgets all scores.</summary>
    public ReadOnlySpan<ulong> Find()
    {
        // The best few of hundreds, kept in order: sorting them all would cost more than comparing texts.
        _found = 0;
        foreach (var touched in _touched.AsSpan(0, _count))
        {
            ref var sum = ref _sums[touched];
            var rank = ((ulong)BitConverter.SingleToUInt32Bits(sum.Score) << 32) | (uint)(sum.Entry - 1);
            sum.Entry = 0;
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

        _count = 0;
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

    private struct Sum
    {
        // One more than its number: 0 is an empty slot.
        public int Entry;
        public float Score;
    }
}
