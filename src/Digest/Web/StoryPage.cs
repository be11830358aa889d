using System.Text.Json;

using Digest.Links;
using Digest.Model;
using Digest.Store;

namespace Digest.Web;

/// <summary>One story's full coverage, by title.</summary>
public static class StoryPage
{
    public static async Task<IResult> Get(HttpContext http, long id, Database database, Pages pages, SiteLinks links, WebOptions options, CancellationToken ct)
    {
        var coverage = await database.ReadAsync(s => ReadAsync(s, id), ct).ConfigureAwait(false);
        if (coverage is null)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        if (coverage.MergedInto is { } other)
        {
            return Results.Redirect(pages.Home + "/story/" + other);
        }

        return pages.Show(new Page("story.html", coverage)
        {
            Canonical = links.Story(id),
            MaxAge = TimeSpan.FromMinutes(1),
            Zone = SignUpBox.ZoneOf(http, options),
        });
    }

    private static async Task<Coverage?> ReadAsync(Session s, long id)
    {
        var story = await StoryStore.FindAsync(s, id).ConfigureAwait(false);
        if (story?.MergedInto is { } other && other != id)
        {
            return new Coverage { MergedInto = other };
        }

        // Articles are removed one day; the edition that showed the story keeps its own words of it.
        var json = await CoverageStore.FrozenAsync(s, id).ConfigureAwait(false);
        var frozen = json is null ? null : JsonSerializer.Deserialize<EditionStory>(json, Mapping.Json);
        var articles = story is null ? [] : await StoryStore.ArticlesAsync(s, [id]).ConfigureAwait(false);
        if (articles.Count == 0)
        {
            return frozen is null ? null : Frozen(frozen);
        }

        var names = await CoverageStore.SourceNamesAsync(s, articles.Select(a => a.SourceId).Distinct()).ConfigureAwait(false);
        return Full(articles, names, articles.FirstOrDefault(a => a.Id == (frozen?.ArticleId ?? story!.LeadArticleId)) ?? articles[0], story!.Topic);
    }

    private static Coverage Full(IReadOnlyList<Article> articles, IReadOnlyDictionary<long, string> names, Article lead, string? topic)
    {
        var titles = articles.GroupBy(a => a.SourceId).Select(g => new CoverageTitle(
                names.GetValueOrDefault(g.Key, ""), [.. g.OrderByDescending(a => a.PublishedAt).Select(a => new CoverageArticle(a.Title, a.Teaser, a.Url, a.Byline, a.Language, a.PublishedAt))]))
            .OrderByDescending(t => t.Articles[0].PublishedAt).ToList();
        return new Coverage
        {
            Title = lead.Title,
            Teaser = lead.Teaser,
            Url = lead.Url,
            SourceName = names.GetValueOrDefault(lead.SourceId, ""),
            Section = lead.Section,
            Byline = lead.Byline,
            Language = lead.Language,
            Topic = topic,
            Picture = lead.Picture,
            PublishedAt = lead.PublishedAt,
            ArticleCount = articles.Count,
            Titles = titles,
        };
    }

    private static Coverage Frozen(EditionStory story) => new()
    {
        Title = story.Title,
        Teaser = story.Teaser,
        Url = story.Url,
        SourceName = story.SourceName,
        Section = story.Section,
        Byline = story.Byline,
        Language = story.Language,
        Topic = story.Topic,
        Picture = story.Picture,
        PublishedAt = story.PublishedAt,
        ArticleCount = story.ArticleCount,
        Titles =
        [
            new CoverageTitle(story.SourceName, [new CoverageArticle(story.Title, story.Teaser, story.Url, story.Byline, story.Language, story.PublishedAt)]),
            .. story.AlsoIn.Select(a => new CoverageTitle(a.SourceName, [new CoverageArticle(a.Title, "", a.Url, null, story.Language, a.PublishedAt)])),
        ],
    };
}

/// <summary>A story as its page shows it.</summary>
public sealed record Coverage
{
    public string Title { get; init; } = "";
    public string Teaser { get; init; } = "";
    public string Url { get; init; } = "";
    public string SourceName { get; init; } = "";
    public string? Section { get; init; }
    public string? Byline { get; init; }
    public string? Language { get; init; }
    public string? Topic { get; init; }
    public Picture? Picture { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
    public int ArticleCount { get; init; }
    public IReadOnlyList<CoverageTitle> Titles { get; init; } = [];
    public long? MergedInto { get; init; }
}

/// <summary>What one title published on the story, newest first.</summary>
public sealed record CoverageTitle(string Name, IReadOnlyList<CoverageArticle> Articles);

public sealed record CoverageArticle(string Title, string Teaser, string Url, string? Byline, string? Language, DateTimeOffset PublishedAt);
