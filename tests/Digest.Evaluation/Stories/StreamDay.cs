using Digest.Model;
using Digest.Stories.Clusters;

namespace Digest.Evaluation.Stories;

/// <summary>A stream clustered into stories, as it stood at any moment of it.</summary>
internal sealed class StreamDay
{
    private readonly NewsStream _stream;
    private readonly List<(CandidateArticle Article, long Story)> _articles = [];

    public StreamDay(NewsStream stream, ClusterOptions? options = null)
    {
        _stream = stream;
        var map = new StoryMap(new Clustering(options));
        var joined = stream.Pieces.Select(map.Add).ToList();
        _articles = [.. stream.Pieces.Zip(joined, (p, j) => (Article(p, j), map[p.Id]))];
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

    private static CandidateArticle Article(Piece piece, Joined joined) => new()
    {
        Id = piece.Id,
        SourceId = piece.SourceId,
        Title = piece.Title,
        PublishedAt = piece.PublishedAt,
        FirstSeenAt = piece.PublishedAt,
        CopyOf = joined.CopyOf,
        Kind = piece.Kind,
        Sidebar = Sidebar.Is(piece.Title),
    };
}
