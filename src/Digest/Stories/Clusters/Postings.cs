using System.Numerics;

namespace Digest.Stories.Clusters;

/// <summary>
/// The inverted index: for each word the newest articles that carry it as one of their rarest, with the word's weight in each. All lists lie in
/// one array, each in a run of its own that doubles as it fills; the runs given up are used again. Articles that were forgotten are not told.
/// </summary>
/// <param name="length">Articles kept per word, at most <see cref="ushort.MaxValue"/>.</param>
internal sealed class Postings(int length)
{
    private readonly int _length = Math.Clamp(length, 1, ushort.MaxValue);

    // Runs given up, by the power of 2 of their size.
    private readonly Stack<int>[] _free = [.. Enumerable.Range(0, 17).Select(_ => new Stack<int>())];
    private Posting[] _runs = new Posting[1024];
    private int _used;

    /// <summary>Articles numbered below this are forgotten.</summary>
    public int Oldest { get; set; }

    /// <summary>The articles of a word, in no order; some may be forgotten ones, numbered below <see cref="Oldest"/>.</summary>
    public ReadOnlySpan<Posting> Of(in PostingList list) => _runs.AsSpan(list.At, list.Held);

    /// <summary>Adds the newest article of a word; where the list is full, or its oldest one is forgotten, it takes the place of that.</summary>
    public void Add(ref PostingList list, int entry, float weight)
    {
        if (list.Held == list.Size)
        {
            if (list.Held == _length || (list.Held > 0 && _runs[list.At + list.First].Entry < Oldest))
            {
                _runs[list.At + list.First] = new Posting(entry, weight);
                list.First = (ushort)(list.First + 1 == list.Held ? 0 : list.First + 1);
                return;
            }

            Grow(ref list);
        }

        _runs[list.At + list.Held++] = new Posting(entry, weight);
    }

    /// <summary>Gives up the list of a word whose newest article is forgotten.</summary>
    public void Trim(ref PostingList list)
    {
        if (list.Held > 0 && _runs[list.At + ((list.First + list.Held - 1) % list.Held)].Entry < Oldest)
        {
            Free(list);
            list = default;
        }
    }

    // The oldest comes first again, so that what is added behind the others is the newest.
    private void Grow(ref PostingList list)
    {
        var size = Math.Min(Math.Max(1, list.Size * 2), _length);
        var at = Run(size);
        var old = _runs.AsSpan(list.At, list.Held);
        old[list.First..].CopyTo(_runs.AsSpan(at));
        old[..list.First].CopyTo(_runs.AsSpan(at + list.Held - list.First));
        Free(list);
        list = new PostingList { At = at, Held = list.Held, Size = (ushort)size };
    }

    private int Run(int size)
    {
        if (_free[Power(size)].TryPop(out var at))
        {
            return at;
        }

        if (_used + size > _runs.Length)
        {
            Array.Resize(ref _runs, Math.Max(_used + size, _runs.Length + (_runs.Length / 2)));
        }

        _used += size;
        return _used - size;
    }

    private void Free(in PostingList list)
    {
        if (list.Size > 0)
        {
            _free[Power(list.Size)].Push(list.At);
        }
    }

    private static int Power(int size) => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)size));
}

/// <summary>An article that carries a word, and the word's weight in it.</summary>
internal readonly record struct Posting(int Entry, float Weight);

/// <summary>Where the articles of a word lie: a ring of so many once it is full, its oldest at <see cref="First"/>.</summary>
internal struct PostingList
{
    public int At;
    public ushort Held;
    public ushort Size;
    public ushort First;
}
