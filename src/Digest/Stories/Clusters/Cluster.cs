using System.Runtime.InteropServices;

using Digest.Model;

namespace Digest.Stories.Clusters;

/// <summary>A story as clustering keeps it: the sum of its articles' words, and which articles those are.</summary>
internal sealed class Cluster(long id, ArticleKind kind)
{
    // Most stories hold one article all their life: its own words are the sum, and no table is built until a second joins.
    private TermVector _only;
    private Table? _table;
    private double _square;

    public long Id { get; } = id;

    /// <summary>That of the article which founded it.</summary>
    public ArticleKind Kind { get; } = kind;

    public List<int> Entries { get; } = new(1);

    /// <summary>Articles still within reach; none left closes the story.</summary>
    public int Open { get; set; }

    public DateTimeOffset LastAt { get; private set; }

    public DateTimeOffset FirstAt { get; private set; } = DateTimeOffset.MaxValue;

    public void Add(int entry, in TermVector vector, DateTimeOffset publishedAt)
    {
        LastAt = publishedAt > LastAt ? publishedAt : LastAt;
        FirstAt = publishedAt < FirstAt ? publishedAt : FirstAt;
        Open++;
        Entries.Add(entry);
        if (Entries.Count == 1 && _table is null)
        {
            (_only, _square) = (vector, vector.Square());
        }
        else
        {
            Sum(vector);
        }
    }

    /// <summary>True where both name names, and none in common: another place, another person.</summary>
    public bool NamesOthers(in TermVector vector)
    {
        if (vector.Names.Length == 0 || (_table is null ? _only.Names.Length : _table.Names.Count) == 0)
        {
            return false;
        }

        foreach (var name in vector.Names)
        {
            if (_table is null ? Array.BinarySearch(_only.Ids, name) >= 0 : _table.Words.ContainsKey(name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Words by which a story is looked up.</summary>
    public const int Marks = 25;

    /// <summary>The words that weigh most in the story as a whole.</summary>
    public IEnumerable<uint> Heaviest(int most) =>
        Words().OrderByDescending(s => s.Weight).ThenBy(s => s.Id).Take(most).Select(s => s.Id);

    /// <summary>Takes over everything another story holds.</summary>
    public void Take(Cluster other)
    {
        Entries.AddRange(other.Entries);
        Open += other.Open;
        LastAt = other.LastAt > LastAt ? other.LastAt : LastAt;
        FirstAt = other.FirstAt < FirstAt ? other.FirstAt : FirstAt;
        if (other._table is null)
        {
            Sum(other._only);
            return;
        }

        var own = Summed();
        own.Names.UnionWith(other._table.Names);
        foreach (var (id, weight) in other._table.Words)
        {
            Sum(own, id, weight);
        }
    }

    /// <summary>Gives up what is now another story's.</summary>
    public void Leave(IReadOnlyCollection<int> entries, Cluster other)
    {
        var gone = entries.ToHashSet();
        Entries.RemoveAll(gone.Contains);
        Open -= gone.Count;
        var own = Summed();
        foreach (var (id, weight) in other.Words())
        {
            if (Sum(own, id, -weight) < 1e-4f)
            {
                own.Words.Remove(id);
                own.Names.Remove(id);
            }
        }
    }

    /// <summary>Cosine of two stories as wholes, 0 to 1.</summary>
    public double Likeness(Cluster other)
    {
        var dot = (_table, other._table) switch
        {
            (null, _) => other.Dot(_only),
            (_, null) => Dot(other._only),
            var (one, two) => one.Words.Count < two.Words.Count ? one.Dot(two) : two.Dot(one),
        };
        return _square > 0 && other._square > 0 ? dot / Math.Sqrt(_square * other._square) : 0;
    }

    /// <summary>Cosine of an article to the story as a whole, 0 to 1.</summary>
    public double Likeness(Probe article) =>
        _square > 0 ? (_table is null ? article.Dot(_only) : Dot(article.Vector)) / Math.Sqrt(_square) : 0;

    private double Dot(in TermVector vector)
    {
        if (_table is null)
        {
            return _only.Dot(vector);
        }

        double dot = 0;
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            dot += _table.Words.TryGetValue(vector.Ids[i], out var weight) ? weight * vector.Weights[i] : 0;
        }

        return dot;
    }

    private IEnumerable<(uint Id, float Weight)> Words() =>
        _table is null ? _only.Ids.Zip(_only.Weights) : _table.Words.Select(w => (w.Key, w.Value));

    private Table Summed()
    {
        if (_table is null)
        {
            _table = new Table();
            _square = 0;
            Sum(_only);
            _only = default;
        }

        return _table;
    }

    private void Sum(in TermVector vector)
    {
        var own = Summed();
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            Sum(own, vector.Ids[i], vector.Weights[i]);
        }

        own.Names.UnionWith(vector.Names);
    }

    private float Sum(Table own, uint id, float weight)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(own.Words, id, out _);
        var before = sum;
        sum += weight;
        _square += ((double)sum * sum) - ((double)before * before);
        return sum;
    }

    private sealed class Table
    {
        public Dictionary<uint, float> Words { get; } = [];

        public HashSet<uint> Names { get; } = [];

        public double Dot(Table larger)
        {
            double dot = 0;
            foreach (var (id, weight) in Words)
            {
                dot += larger.Words.TryGetValue(id, out var more) ? weight * more : 0;
            }

            return dot;
        }
    }
}
