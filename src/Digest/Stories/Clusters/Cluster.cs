using Digest.Model;

namespace Digest.Stories.Clusters;

/// <summary>A story as clustering keeps it: the sum of its articles' words, and which articles those are.</summary>
internal sealed class Cluster(long id, ArticleKind kind)
{
    /// <summary>Words by which a story is looked up.</summary>
    public const int Marks = 25;

    // Most stories hold one article all their life: its own words are the sum, and no table is built until a second joins.
    private TermVector _only;
    private WordSums? _sums;
    private double _square;
    private int[] _entries = new int[1];

    public long Id { get; } = id;

    /// <summary>That of the article which founded it.</summary>
    public ArticleKind Kind { get; } = kind;

    /// <summary>The numbers of its articles, forgotten ones among them.</summary>
    public ReadOnlySpan<int> Entries => _entries.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Articles still within reach; none left closes the story.</summary>
    public int Open { get; set; }

    public DateTime LastAt { get; private set; } = DateTime.MinValue;

    public DateTime FirstAt { get; private set; } = DateTime.MaxValue;

    public void Add(int entry, in TermVector vector, DateTime publishedAt)
    {
        Reach(publishedAt, publishedAt);
        Open++;
        Append([entry]);
        if (Count == 1 && _sums is null)
        {
            (_only, _square) = (vector, vector.Square());
        }
        else
        {
            Sum(Summed(), vector);
        }
    }

    /// <summary>True where both name names, and none in common: another place, another person.</summary>
    public bool NamesOthers(in TermVector vector)
    {
        if (vector.Names.Length == 0 || (_sums is null ? _only.Names.Length : _sums.Names) == 0)
        {
            return false;
        }

        foreach (var name in vector.Names)
        {
            if (_sums is null ? _only.Ids.BinarySearch(name) >= 0 : _sums.Contains(name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The words that weigh most in the story as a whole.</summary>
    public IEnumerable<uint> Heaviest(int most) =>
        Words().OrderByDescending(s => s.Weight).ThenBy(s => s.Id).Take(most).Select(s => s.Id);

    /// <summary>Takes over everything another story holds.</summary>
    public void Take(Cluster other)
    {
        Append(other.Entries);
        Open += other.Open;
        Reach(other.FirstAt, other.LastAt);
        var own = Summed();
        if (other._sums is null)
        {
            Sum(own, other._only);
            return;
        }

        foreach (var (id, weight, isName) in other._sums.Words)
        {
            Sum(own, id, weight);
            if (isName)
            {
                own.Name(id);
            }
        }
    }

    /// <summary>Gives up what is now another story's.</summary>
    public void Leave(IReadOnlyCollection<int> entries, Cluster other)
    {
        var gone = entries.ToHashSet();
        _entries = [.. _entries.Take(Count).Where(e => !gone.Contains(e))];
        Count = _entries.Length;
        Open -= gone.Count;
        var own = Summed();
        own.Remove(other.Words().Where(w => Sum(own, w.Id, -w.Weight) < 1e-4f).Select(w => w.Id).ToHashSet());
    }

    /// <summary>Cosine of two stories as wholes, 0 to 1.</summary>
    public double Likeness(Cluster other)
    {
        var dot = (_sums, other._sums) switch
        {
            (null, _) => other.Dot(_only),
            (_, null) => Dot(other._only),
            var (one, two) => one.Dot(two),
        };
        return _square > 0 && other._square > 0 ? dot / Math.Sqrt(_square * other._square) : 0;
    }

    /// <summary>Cosine of an article to the story as a whole, 0 to 1.</summary>
    /// <param name="article">The article.</param>
    /// <param name="nearest">Its cosine to one of the story's articles: all there is to a story of one.</param>
    public double Likeness(Probe article, double nearest) =>
        _square > 0 ? (_sums is null ? nearest : _sums.Dot(article.Vector)) / Math.Sqrt(_square) : 0;

    private double Dot(in TermVector vector) => _sums is null ? _only.Dot(vector) : _sums.Dot(vector);

    private IEnumerable<(uint Id, float Weight)> Words() =>
        _sums is null ? _only.Ids.ToArray().Zip(_only.Weights.ToArray()) : _sums.Words.Select(w => (w.Id, w.Weight));

    private void Reach(DateTime first, DateTime last)
    {
        LastAt = last > LastAt ? last : LastAt;
        FirstAt = first < FirstAt ? first : FirstAt;
    }

    private void Append(ReadOnlySpan<int> entries)
    {
        if (Count + entries.Length > _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(_entries.Length * 2, Count + entries.Length));
        }

        entries.CopyTo(_entries.AsSpan(Count));
        Count += entries.Length;
    }

    private WordSums Summed()
    {
        if (_sums is null)
        {
            _sums = new WordSums();
            _square = 0;
            Sum(_sums, _only);
            _only = default;
        }

        return _sums;
    }

    private void Sum(WordSums own, in TermVector vector)
    {
        var ids = vector.Ids;
        var weights = vector.Weights;
        for (var i = 0; i < ids.Length; i++)
        {
            Sum(own, ids[i], weights[i]);
        }

        foreach (var name in vector.Names)
        {
            own.Name(name);
        }
    }

    private float Sum(WordSums own, uint id, float weight)
    {
        var (before, now) = own.Add(id, weight);
        _square += ((double)now * now) - ((double)before * before);
        return now;
    }
}
