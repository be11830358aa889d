namespace Digest.Sample;

/// <summary>
/// What the press has published by now: the same texts at every start, with times counted from the moment the press opened,
/// so that the newest are minutes old then, the oldest three days, and some appear only in the hours that follow.
/// </summary>
public sealed class PressIssue(IReadOnlyList<PressTitle> titles, IReadOnlyList<PressArticle> articles, DateTimeOffset opened, string baseUrl)
{
    /// <summary>Real titles keep no more in a feed than about this.</summary>
    private const int PerFeed = 40;

    private readonly Dictionary<string, PressArticle> _byPath = articles.ToDictionary(a => a.Path);

    public IReadOnlyList<PressTitle> Titles => titles;

    /// <summary>Where the press stands, without a slash at the end.</summary>
    public string BaseUrl => baseUrl;

    public DateTimeOffset PublishedAt(PressArticle article) => opened + article.After;

    public string Url(string path) => baseUrl + path;

    public string HomeUrl(PressTitle title) => $"{baseUrl}/{title.Slug}/";

    public string FeedUrl(PressTitle title, PressFeed feed) => baseUrl + FeedPath(title, feed);

    public static string FeedPath(PressTitle title, PressFeed feed) => $"/{title.Slug}/{feed.Slug}/" + title.Shape switch
    {
        PressShape.Atom => "atom.xml",
        PressShape.Rdf or PressShape.RdfLatin1 => "index.rdf",
        PressShape.Json => "feed.json",
        _ => "rss.xml",
    };

    /// <returns>Published by <paramref name="now"/>, newest first.</returns>
    public IReadOnlyList<PressArticle> Published(DateTimeOffset now, PressTitle? title = null, PressFeed? feed = null) =>
        [.. articles.Where(a => PublishedAt(a) <= now && (title is null || a.Title == title) && (feed is null || a.Feed == feed))
            .OrderByDescending(PublishedAt).ThenBy(a => a.Path, StringComparer.Ordinal)];

    /// <returns>The article of a path, or null while it is not published.</returns>
    public PressArticle? Find(string path, DateTimeOffset now) =>
        _byPath.TryGetValue(path, out var article) && PublishedAt(article) <= now ? article : null;

    /// <returns>What stands in a feed at <paramref name="now"/>, newest first.</returns>
    public PressPage Page(PressTitle title, PressFeed feed, DateTimeOffset now) =>
        new(this, title, feed, [.. Published(now, title, feed).Take(PerFeed)]);
}

/// <summary>A feed at one moment, ready for its shape to be written.</summary>
public sealed record PressPage(PressIssue Issue, PressTitle Title, PressFeed Feed, IReadOnlyList<PressArticle> Articles)
{
    public string Name => $"{Title.Name} – {Feed.Section}";

    public string Url => Issue.FeedUrl(Title, Feed);

    public string Home => Issue.HomeUrl(Title);

    /// <summary>When its newest article appeared; the epoch while it is empty.</summary>
    public DateTimeOffset UpdatedAt => Articles.Count == 0 ? DateTimeOffset.UnixEpoch : At(Articles[0]);

    public DateTimeOffset At(PressArticle article) => Issue.PublishedAt(article);

    public string Link(PressArticle article) => Issue.Url(article.Path);

    public string Picture(PressArticle article) => Issue.Url(article.Picture!.Path);
}
