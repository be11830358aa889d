namespace Digest.Stories.Clusters;

/// <summary>An article of the window, as clustering keeps it.</summary>
internal struct Entry
{
    public required long Id { get; init; }
    public required long SourceId { get; init; }
    public required string Language { get; init; }
    public required DateTime PublishedAt { get; init; }
    public required long? CopyOf { get; init; }
    public required TermVector Vector { get; init; }

    /// <summary>The story it is in now.</summary>
    public required Cluster Cluster { get; set; }
}

/// <summary>The articles of the window, numbered as they come: a ring, which takes the place of those that were forgotten.</summary>
internal sealed class Entries
{
    private Entry[] _ring = new Entry[1024];
    private int _next;

    /// <summary>The number of the oldest; those below are forgotten.</summary>
    public int Oldest { get; private set; }

    public int Count => _next - Oldest;

    /// <summary>One that <see cref="Has"/> tells of; the reference is good until the next is added.</summary>
    public ref Entry this[int number] => ref _ring[number & (_ring.Length - 1)];

    public bool Has(int number) => number >= Oldest && number < _next;

    /// <returns>Its number.</returns>
    public int Add(in Entry entry)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        this[_next] = entry;
        return _next++;
    }

    public void ForgetOldest()
    {
        this[Oldest] = default;
        Oldest++;
    }

    private void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var i = Oldest; i < _next; i++)
        {
            larger[i & (larger.Length - 1)] = this[i];
        }

        _ring = larger;
    }
}
