using Digest.Model;
using Digest.Stories.Clusters;

namespace Digest.Evaluation.Stories;

/// <summary>A stream clustered into stories, as it stood at any moment of it.</summary>
internal sealed class StreamDay
{
    private readonly NewsStream _stream;
    private readonly IReadOnlyList<(CandidateArticle Article, long Story)> _articles;

    public StreamDay(NewsStream stream, ClusterOptions? options = null)
        : this(stream, Cluster(stream, options))
    {
    }

    private StreamDay(NewsStream stream, IReadOnlyList<(CandidateArticle Article, long Story)> articles) => (_stream, _articles) = (stream, articles);

    /// <summary>The same stream clustered by the plain method.</summary>
    public static StreamDay Plain(NewsStream stream) =>
        new(stream, [.. stream.Pieces.Zip(PlainClusters.Of(stream), (p, story) => (Article(p, null), story))]);

    /// <summary>
    /// For each cut the same articles by matter: kin stories as one. Which are kin is read at the end of the 24 hours after the cut, from
    /// likeness alone: for all rankings alike, so that what a matter is does not depend on who ranks.
    /// </summary>
    public IReadOnlyDictionary<DateTimeOffset, StreamDay> Matters(IReadOnlyList<DateTimeOffset> cuts)
    {
        var clustering = new Clustering();
        var map = new StoryMap(clustering);
        var (result, next) = (new Dictionary<DateTimeOffset, StreamDay>(), 0);
        foreach (var (piece, i) in _stream.Pieces.Select((p, i) => (p, i)))
        {
            for (; next < cuts.Count && piece.PublishedAt > cuts[next].AddHours(24); next++)
            {
                result.Add(cuts[next], AsOf(cuts[next], i, map, clustering.Kin()));
            }

            map.Add(piece);
        }

        foreach (var cut in cuts.Skip(next))
        {
            result.Add(cut, AsOf(cut, _articles.Count, map, clustering.Kin()));
        }

        return result;
    }

    private StreamDay AsOf(DateTimeOffset cut, int known, StoryMap map, IReadOnlyDictionary<long, long?> kin) =>
        new(_stream, [.. _articles.Take(known).Where(a => a.Article.PublishedAt > cut.AddDays(-2)).Select(a => (a.Article, kin.GetValueOrDefault(map[a.Article.Id]) ?? map[a.Article.Id]))]);

    private static List<(CandidateArticle Article, long Story)> Cluster(NewsStream stream, ClusterOptions? options)
    {
        var map = new StoryMap(new Clustering(options));
        var joined = stream.Pieces.Select(map.Add).ToList();
        return [.. stream.Pieces.Zip(joined, (p, j) => (Article(p, j.CopyOf), map[p.Id]))];
    }

    /// <summary>The story of each item of the stream, in its order, as all merges left it.</summary>
    public IReadOnlyList<long> Stories => [.. _articles.Select(a => a.Story)];

    /// <summary>The moments with 24 hours of stream before and after, on the hour grid that holds 06:00.</summary>
    public IReadOnlyList<DateTimeOffset> Cuts(int every)
    {
        var first = _articles[0].Article.PublishedAt.AddHours(24);
        var last = _articles[^1].Article.PublishedAt.AddHours(-24);
        var start = new DateTimeOffset(_articles[0].Article.PublishedAt.UtcDateTime.Date.AddHours(6), TimeSpan.Zero);
        return [.. Enumerable.Range(0, 1000).Select(i => start.AddHours(i * every)).Where(c => c >= first && c <= last)];
    }

    /// <summary>The stories told in the window before a cut, with the articles known then.</summary>
    public IReadOnlyList<StoryCandidate> Candidates(DateTimeOffset cut, TimeSpan window) =>
        [.. _articles.Where(a => a.Article.PublishedAt <= cut && a.Article.PublishedAt > cut - window)
            .GroupBy(a => a.Story)
            .Select(g => new StoryCandidate { StoryId = g.Key, Language = _stream.Pieces[(int)g.First().Article.Id].Language, Articles = [.. g.Select(a => a.Article)] })];

    /// <summary>What each story is worth: the distinct titles that tell it in the 24 hours after the cut.</summary>
    public Dictionary<long, int> Gains(DateTimeOffset cut) =>
        _articles.Where(a => a.Article.PublishedAt > cut && a.Article.PublishedAt <= cut.AddHours(24))
            .GroupBy(a => a.Story).ToDictionary(g => g.Key, g => g.Select(a => a.Article.SourceId).Distinct().Count());

    public string Title(StoryCandidate story) => _stream.Items[(int)story.Articles[^1].Id].Title;

    public StreamItem Item(CandidateArticle article) => _stream.Items[(int)article.Id];

    private static CandidateArticle Article(Piece piece, long? copyOf) => new()
    {
        Id = piece.Id,
        SourceId = piece.SourceId,
        Title = piece.Title,
        PublishedAt = piece.PublishedAt,
        FirstSeenAt = piece.PublishedAt,
        CopyOf = copyOf,
        Kind = piece.Kind,
        Sidebar = Sidebar.Is(piece.Title),
    };
}
