using System.Numerics;

using Digest.Model;

namespace Digest.Stories.Clusters;

/// <summary>
/// Joins articles that report the same event, one by one as they come, in one pass: each is compared with the stories of its
/// rarest words' newest articles (<see cref="Postings"/>), so an article costs the same however long the window is. Two stories
/// that an article shows to be one are merged. What is read for an article lies in a few flat tables (<see cref="Lexicon"/>,
/// <see cref="Postings"/>, <see cref="Entries"/>, <see cref="VectorBlocks"/>). Pure and single-threaded: the same pieces in the same order give the same stories.
/// </summary>
public sealed class Clustering
{
    private readonly ClusterOptions _options;
    private readonly Lexicon _lexicon;
    private readonly Vectorizer _vectorizer;
    private readonly Postings _postings;
    private readonly Entries _entries = new();
    private readonly Dictionary<long, Cluster> _clusters = [];
    private readonly Dictionary<long, long> _merged = [];
    private readonly List<Change> _changes = [];
    private readonly HashSet<long> _whole = [];
    private readonly List<(long One, long Other)> _apart = [];
    private readonly Nearest _nearest;
    private readonly CountWords _words;
    private readonly Candidate[] _candidates;
    private readonly Probe _article = new();
    private DateTime _newest = DateTime.MinValue;
    private long _nextId;
    private uint _touched;

    /// <param name="firstId">The number of the first story founded here; it must be above every restored one.</param>
    public Clustering(ClusterOptions? options = null, long firstId = 1)
    {
        _options = options ?? ClusterOptions.Default;
        _postings = new Postings(_options.PostingLength);
        _lexicon = new Lexicon(_options.TradeShare, _options.RarityPower, _postings);
        _vectorizer = new Vectorizer(_lexicon);
        _nearest = new Nearest(_options, _postings);
        _candidates = new Candidate[_options.Candidates];
        _words = Reader();
        _nextId = firstId;
    }

    /// <summary>What reads pieces for <see cref="Add(Piece, in CountedWords)"/>: each thread needs one of its own.</summary>
    internal CountWords Reader() => new(_options);

    /// <summary>Finds the piece's story, or founds one.</summary>
    public Joined Add(Piece piece) => Add(piece, _words.Of(piece));

    /// <summary>As <see cref="Add(Piece)"/>, of a piece that was read before.</summary>
    internal Joined Add(Piece piece, in CountedWords words)
    {
        var vector = _vectorizer.Take(piece.Language, words);
        var kind = piece.Kind;
        var publishedAt = piece.PublishedAt.UtcDateTime;
        var heaviest = _nearest.Heaviest(vector);
        _article.Load(vector);
        var (best, second) = Best(publishedAt, kind, heaviest);
        if (best.Cluster is null)
        {
            var founded = Found(_nextId++, kind);
            Keep(piece, vector, heaviest, founded, null);
            return new Joined(founded.Id, true, 0, null);
        }

        var copyOf = CopyOf(best, piece);
        Keep(piece, vector, heaviest, best.Cluster, copyOf);
        var survivor = MergeWhenOne(best.Cluster, second.Cluster);
        PartWhenTwo(survivor);
        return new Joined(survivor.Id, false, best.Likeness, copyOf);
    }

    /// <summary>Puts back a piece that was placed before, in the order of <see cref="Add(Piece)"/>.</summary>
    public void Restore(Piece piece, long storyId, long? copyOf)
    {
        _nextId = Math.Max(_nextId, storyId + 1);
        var vector = _vectorizer.Take(piece.Language, _words.Of(piece));
        Keep(piece, vector, _nearest.Heaviest(vector), _clusters.GetValueOrDefault(storyId) ?? Found(storyId, piece.Kind), copyOf);
    }

    /// <summary>An editor's word that a story is one: it is never parted.</summary>
    public void KeepWhole(long storyId) => _whole.Add(Current(storyId));

    /// <summary>An editor's word that two stories are two: they are never merged, nor are those they are merged into.</summary>
    public void KeepApart(long one, long other) => _apart.Add((one, other));

    /// <summary>The story a story is now part of: itself, unless it was merged.</summary>
    public long Current(long storyId)
    {
        while (_merged.TryGetValue(storyId, out var into))
        {
            storyId = into;
        }

        return storyId;
    }

    /// <summary>
    /// Merges all stories that are this alike as wholes, however they came about. For collections that lie there complete; where
    /// articles come one by one, <see cref="Add(Piece)"/> merges as it goes.
    /// </summary>
    /// <returns>How many merges there were.</returns>
    public int Consolidate(double threshold)
    {
        const int Passes = 8;
        var before = _clusters.Count;
        for (var pass = 0; pass < Passes && ConsolidateOnce(threshold); pass++)
        {
        }

        return before - _clusters.Count;
    }

    /// <summary>For each story that is news, still told and large enough: the larger one of the same matter it stands beside, or null.</summary>
    public IReadOnlyDictionary<long, long?> Kin() => Kinship.Of(
        _clusters.Values.Where(c => c.Kind.IsNews() && c.Count >= _options.KinFrom && c.LastAt >= _newest - _options.Window)
            .OrderByDescending(c => c.Count).ThenBy(c => c.Id).Take(_options.MostKin),
        _options.KinThreshold,
        AreApart);

    /// <summary>What became of stories since this was last asked, in order; to be applied after the articles that joined meanwhile.</summary>
    public IReadOnlyList<Change> TakeChanges()
    {
        var changes = _changes.ToArray();
        _changes.Clear();
        return changes;
    }

    private bool ConsolidateOnce(double threshold)
    {
        var clusters = _clusters.Values.OrderByDescending(c => c.Count).ThenBy(c => c.Id).ToList();
        var carriers = clusters.SelectMany(c => c.Heaviest(Cluster.Marks).Select(id => (id, c))).ToLookup(x => x.id, x => x.c);
        var gone = new HashSet<Cluster>();
        foreach (var cluster in clusters.Where(c => !gone.Contains(c)))
        {
            foreach (var other in cluster.Heaviest(Cluster.Marks).SelectMany(id => carriers[id]).Distinct().ToList())
            {
                if (other != cluster && !gone.Contains(cluster) && !gone.Contains(other) && cluster.Likeness(other) >= threshold && !AreApart(cluster, other))
                {
                    gone.Add(Merge(cluster, other) == cluster ? other : cluster);
                }
            }
        }

        return gone.Count > 0;
    }

    private Cluster Found(long id, ArticleKind kind)
    {
        var cluster = new Cluster(id, kind);
        _clusters.Add(id, cluster);
        return cluster;
    }

    private void Keep(Piece piece, in TermVector vector, ReadOnlySpan<int> heaviest, Cluster cluster, long? copyOf)
    {
        var publishedAt = piece.PublishedAt.UtcDateTime;
        var entry = _entries.Add(new Entry
        {
            Id = piece.Id,
            SourceId = piece.SourceId,
            Language = piece.Language,
            PublishedAt = publishedAt,
            CopyOf = copyOf,
            Vector = vector,
            Cluster = cluster,
        });
        cluster.Add(entry, vector, publishedAt);
        foreach (var i in heaviest)
        {
            _postings.Add(ref _lexicon.Carriers(vector.Ids[i]), entry, vector.Weights[i]);
        }

        _newest = publishedAt > _newest ? publishedAt : _newest;
        Forget();
    }

    // What lies two windows back is out of reach: its words no longer count, its story is closed.
    private void Forget()
    {
        while (_entries.Count > 0 && _newest - _entries[_entries.Oldest].PublishedAt > _options.Window * 2)
        {
            ref var old = ref _entries[_entries.Oldest];
            _lexicon.Remove(old.Language, old.Vector.Ids);
            old.Cluster.Open--;
            if (old.Cluster.Open == 0)
            {
                _clusters.Remove(old.Cluster.Id);
            }

            _entries.ForgetOldest();
            _postings.Oldest = _entries.Oldest;
        }
    }

    private (Candidate Best, Candidate Second) Best(DateTime publishedAt, ArticleKind kind, ReadOnlySpan<int> heaviest)
    {
        Candidate best = default, second = default;
        foreach (ref readonly var candidate in Candidates(publishedAt, heaviest))
        {
            var likeness = Likeness(candidate, publishedAt);
            if (likeness < Threshold(kind, candidate.Cluster!) || likeness <= second.Likeness || IsVetoed(candidate, _article.Vector))
            {
                continue;
            }

            second = candidate with { Likeness = likeness };
            if (second.Likeness > best.Likeness)
            {
                (best, second) = (second, best);
            }
        }

        return (best, second);
    }

    // However alike: where two number a series differently, or where they share words of the trade only. Where each names names and none
    // in common, one word more is chance.
    private bool IsVetoed(in Candidate candidate, in TermVector vector)
    {
        var nearest = _entries[candidate.Nearest].Vector;
        return Serials.Differ(vector.Serials, nearest.Serials)
            || !TradeWords.ShareMore(vector, nearest, candidate.Cluster!.NamesOthers(vector) ? 2 : 1);
    }

    private double Likeness(in Candidate candidate, DateTime publishedAt)
    {
        var cluster = candidate.Cluster!;
        var likeness = (_options.CentroidShare * cluster.Likeness(_article, candidate.NearestDot)) + ((1 - _options.CentroidShare) * candidate.NearestDot);
        return likeness
            - (_options.NamePenalty > 0 && cluster.NamesOthers(_article.Vector) ? _options.NamePenalty : 0)
            - (_options.AgePenalty * Math.Max(0, (publishedAt - cluster.LastAt).TotalDays))
            - Heaviness(cluster.Count);
    }

    // A story of a hundred articles has words for everything: what joins it, or merges with it, must fit better.
    private double Heaviness(int articles) => _options.SizePenalty * Math.Max(0, Math.Log2((double)articles / _options.SizeFree));

    // Offers and horoscopes report no event: only a copy of the same text joins them.
    private double Threshold(ArticleKind kind, Cluster story) =>
        kind.IsNews() && story.Kind.IsNews() ? _options.Threshold : _options.CopyThreshold;

    private ReadOnlySpan<Candidate> Candidates(DateTime publishedAt, ReadOnlySpan<int> heaviest)
    {
        var count = 0;
        var nearest = Find(heaviest);
        _touched = Touch(nearest);
        foreach (var found in nearest)
        {
            ref var entry = ref _entries[Nearest.Entry(found)];
            var at = At(entry.Cluster, count);
            if (at == _candidates.Length || !InReach(publishedAt, entry.Cluster))
            {
                continue;
            }

            var dot = _article.Dot(entry.Vector);
            if (at == count || dot > _candidates[at].NearestDot)
            {
                _candidates[at] = new Candidate(entry.Cluster, Nearest.Entry(found), dot, 0);
                count = Math.Max(count, at + 1);
            }
        }

        return _candidates.AsSpan(0, count);
    }

    // The heaviest words come first: what shares those with an article is what it can join.
    private ReadOnlySpan<ulong> Find(ReadOnlySpan<int> heaviest)
    {
        var ids = _article.Vector.Ids;
        var weights = _article.Vector.Weights;
        for (int i = 0, read = 0; i < heaviest.Length && read < _options.PostingsRead; i++)
        {
            ref var carriers = ref _lexicon.Carriers(ids[heaviest[i]]);
            _nearest.Score(carriers, weights[heaviest[i]]);
            read += carriers.Held;
        }

        return _nearest.Find();
    }

    // What is about to be compared lies anywhere in a large window. Read once without using it, it is fetched side by side; compared at once,
    // each would be waited for. The sum is kept so that the reading is not left out.
    private uint Touch(ReadOnlySpan<ulong> found)
    {
        uint touched = 0;
        foreach (var one in found)
        {
            ref var entry = ref _entries[Nearest.Entry(one)];
            touched += entry.Vector.First + (uint)entry.Cluster.Count;
        }

        return touched;
    }

    // Where a story stands among so many candidates, or would stand.
    private int At(Cluster cluster, int count)
    {
        var at = 0;
        while (at < count && _candidates[at].Cluster != cluster)
        {
            at++;
        }

        return at;
    }

    private bool InReach(DateTime publishedAt, Cluster cluster) =>
        cluster.Count < _options.MostArticles && publishedAt - cluster.LastAt <= _options.Window && cluster.FirstAt - publishedAt <= _options.Window;

    private long? CopyOf(in Candidate best, Piece piece)
    {
        ref readonly var nearest = ref _entries[best.Nearest];
        return best.NearestDot >= _options.CopyThreshold && nearest.SourceId != piece.SourceId ? nearest.CopyOf ?? nearest.Id : null;
    }

    private Cluster MergeWhenOne(Cluster one, Cluster? other) =>
        other is null || !AreOne(one, other) || AreApart(one, other) ? one : Merge(one, other);

    private bool AreOne(Cluster one, Cluster other)
    {
        var size = one.Count + other.Count;
        return size <= _options.MostArticles && one.Likeness(other) - Heaviness(size) >= _options.MergeThreshold;
    }

    private bool AreApart(Cluster one, Cluster other) => _apart.Exists(p =>
        (Current(p.One) == one.Id && Current(p.Other) == other.Id) || (Current(p.One) == other.Id && Current(p.Other) == one.Id));

    // The larger one lives on, the older one among equals: readers were sent its number.
    private Cluster Merge(Cluster one, Cluster other)
    {
        var (into, from) = (one.Count, -one.Id).CompareTo((other.Count, -other.Id)) >= 0 ? (one, other) : (other, one);
        foreach (var index in from.Entries)
        {
            if (_entries.Has(index))
            {
                _entries[index].Cluster = into;
            }
        }

        into.Take(from);
        _clusters.Remove(from.Id);
        _merged[from.Id] = into.Id;
        if (_whole.Contains(from.Id))
        {
            _whole.Add(into.Id);
        }

        _changes.Add(new Change.Merged(from.Id, into.Id));
        return into;
    }

    // Looked at whenever a story has doubled, so that it costs each article the same.
    private void PartWhenTwo(Cluster story)
    {
        var size = story.Count;
        // Numbers merged since an editor spoke are handed on by Merge.
        if (size < _options.PartFrom || !BitOperations.IsPow2(size) || _whole.Contains(story.Id))
        {
            return;
        }

        var entries = story.Entries.ToArray().Where(_entries.Has).ToList();
        var (second, likeness) = Bisection.Of(entries.ConvertAll(i => _entries[i].Vector));
        var sides = entries.Zip(second).ToLookup(e => e.Second, e => e.First);
        if (likeness < _options.PartThreshold && IsStory(sides[false]) && IsStory(sides[true]))
        {
            Part(story, [.. sides[sides[true].Count() * 2 <= entries.Count]]);
        }
    }

    private bool IsStory(IEnumerable<int> entries) =>
        entries.Count() >= _options.PartLeast && entries.Select(i => _entries[i].SourceId).Distinct().Count() > 1;

    // The larger part keeps the number: readers were sent it.
    private void Part(Cluster story, List<int> leaving)
    {
        var parted = Found(_nextId++, story.Kind);
        foreach (var index in leaving)
        {
            ref var entry = ref _entries[index];
            entry.Cluster = parted;
            parted.Add(index, entry.Vector, entry.PublishedAt);
        }

        story.Leave(leaving, parted);
        _changes.Add(new Change.Parted(story.Id, parted.Id, leaving.ConvertAll(i => _entries[i].Id)));
    }

    /// <param name="Cluster">The story; null where there is none.</param>
    /// <param name="Nearest">The number of its article that is most alike, of those that were found.</param>
    /// <param name="NearestDot">Its cosine.</param>
    /// <param name="Likeness">To the story, what speaks against it taken off.</param>
    private readonly record struct Candidate(Cluster? Cluster, int Nearest, double NearestDot, double Likeness);
}
