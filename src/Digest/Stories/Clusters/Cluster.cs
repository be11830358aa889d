using System.Runtime.InteropServices;

using Digest.Model;

namespace Digest.Stories.Clusters;

/// <summary>A story as clustering keeps it: the sum of its articles' words, and which articles those are.</summary>
internal sealed class Cluster(long id, ArticleKind kind)
{
    private readonly Dictionary<uint, float> _sum = [];
    private readonly HashSet<uint> _names = [];
    private double _square;

    public long Id { get; } = id;

    /// <summary>That of the article which founded it.</summary>
    public ArticleKind Kind { get; } = kind;

    public List<int> Entries { get; } = [];

    /// <summary>Articles still within reach; none left closes the story.</summary>
    public int Open { get; set; }

    public DateTimeOffset LastAt { get; private set; }

    public DateTimeOffset FirstAt { get; private set; } = DateTimeOffset.MaxValue;

    public void Add(int entry, in TermVector vector, DateTimeOffset publishedAt)
    {
        Entries.Add(entry);
        Open++;
        LastAt = publishedAt > LastAt ? publishedAt : LastAt;
        FirstAt = publishedAt < FirstAt ? publishedAt : FirstAt;
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            Sum(vector.Ids[i], vector.Weights[i]);
        }

        _names.UnionWith(vector.Names);
    }

    /// <summary>True where both name names, and none in common: another place, another person.</summary>
    public bool NamesOthers(in TermVector vector)
    {
        if (_names.Count == 0 || vector.Names.Length == 0)
        {
            return false;
        }

        foreach (var name in vector.Names)
        {
            if (_names.Contains(name) || _sum.ContainsKey(name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Words by which a story is looked up.</summary>
    public const int Marks = 25;

    /// <summary>The words that weigh most in the story as a whole.</summary>
    public IEnumerable<uint> Heaviest(int most) => _sum.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(most).Select(s => s.Key);

    /// <summary>Takes over everything another story holds.</summary>
    public void Take(Cluster other)
    {
        Entries.AddRange(other.Entries);
        Open += other.Open;
        LastAt = other.LastAt > LastAt ? other.LastAt : LastAt;
        FirstAt = other.FirstAt < FirstAt ? other.FirstAt : FirstAt;
        _names.UnionWith(other._names);
        foreach (var (id, weight) in other._sum)
        {
            Sum(id, weight);
        }
    }

    /// <summary>Gives up what is now another story's.</summary>
    public void Leave(IReadOnlyCollection<int> entries, Cluster other)
    {
        var gone = entries.ToHashSet();
        Entries.RemoveAll(gone.Contains);
        Open -= gone.Count;
        foreach (var (id, weight) in other._sum)
        {
            Sum(id, -weight);
            if (_sum[id] < 1e-4f)
            {
                _sum.Remove(id);
                _names.Remove(id);
            }
        }
    }

    /// <summary>Cosine of two stories as wholes, 0 to 1.</summary>
    public double Likeness(Cluster other)
    {
        var (small, large) = _sum.Count < other._sum.Count ? (this, other) : (other, this);
        double dot = 0;
        foreach (var (id, weight) in small._sum)
        {
            dot += large._sum.TryGetValue(id, out var more) ? weight * more : 0;
        }

        return _square > 0 && other._square > 0 ? dot / Math.Sqrt(_square * other._square) : 0;
    }

    /// <summary>Cosine of an article to the story as a whole, 0 to 1.</summary>
    public double Likeness(in TermVector vector)
    {
        double dot = 0;
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            if (_sum.TryGetValue(vector.Ids[i], out var weight))
            {
                dot += weight * vector.Weights[i];
            }
        }

        return _square > 0 ? dot / Math.Sqrt(_square) : 0;
    }

    private void Sum(uint id, float weight)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sum, id, out _);
        var before = sum;
        sum += weight;
        _square += ((double)sum * sum) - ((double)before * before);
    }
}
