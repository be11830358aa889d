using System.Runtime.InteropServices;

namespace Digest.Stories.Clusters;

/// <summary>The inverted index: for each word the newest articles that carry it as one of their rarest.</summary>
internal sealed class Postings(int length)
{
    private readonly Dictionary<uint, Ring> _rings = [];

    public void Add(uint term, int entry, float weight)
    {
        ref var ring = ref CollectionsMarshal.GetValueRefOrAddDefault(_rings, term, out _);
        (ring ??= new Ring()).Add(entry, weight, length);
    }

    /// <summary>The entries of a word, in no order.</summary>
    public ReadOnlySpan<(int Entry, float Weight)> Of(uint term) => _rings.TryGetValue(term, out var ring) ? ring.Items : default;

    /// <summary>Forgets words whose newest entry lies before <paramref name="oldest"/>.</summary>
    public void Prune(int oldest)
    {
        foreach (var (term, ring) in _rings)
        {
            if (ring.Newest < oldest)
            {
                _rings.Remove(term);
            }
        }
    }

    private sealed class Ring
    {
        private (int Entry, float Weight)[] _items = new (int, float)[1];
        private int _count;
        private int _next;

        public int Newest { get; private set; }

        public ReadOnlySpan<(int Entry, float Weight)> Items => _items.AsSpan(0, _count);

        public void Add(int entry, float weight, int limit)
        {
            Newest = entry;
            if (_count == _items.Length && _count < limit)
            {
                Array.Resize(ref _items, Math.Min(_count * 2, limit));
            }

            if (_count < _items.Length)
            {
                _items[_count++] = (entry, weight);
                return;
            }

            _items[_next] = (entry, weight);
            _next = (_next + 1) % _items.Length;
        }
    }
}
