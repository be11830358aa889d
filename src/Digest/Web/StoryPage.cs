using System.Text.Json;

using Digest.Links;
using Digest.Model;
using Digest.Store;

namespace Digest.Web;

/// <summary>One story's full coverage, by title.</summary>
public static class StoryPage
{
    private const int MostRelated = 12;

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
        var copies = (await StoryStore.LinksAsync(s, [id]).ConfigureAwait(false)).ToDictionary(l => l.ArticleId, l => l.CopyOf ?? l.ArticleId);
        var lead = articles.FirstOrDefault(a => a.Id == (frozen?.ArticleId ?? story!.LeadArticleId)) ?? articles[0];
        var marks = await AccessStore.MarksAsync(s).ConfigureAwait(false);
        return Full([.. articles.Select(a => a with { Access = marks.Of(a) })], names, copies, lead) with
        {
            Topic = story!.Topic,
            Title = frozen?.Title ?? Headline.Clean(lead.Title, names.GetValueOrDefault(lead.SourceId, "")),
            IsPick = frozen?.IsPick ?? false,
            PickNote = frozen?.PickNote,
            Related = await KinStore.OthersAsync(s, id, MostRelated).ConfigureAwait(false),
            Earlier = [.. (await SagaStore.EarlierAsync(s, [id]).ConfigureAwait(false)).Select(e => e.Earlier)],
        };
    }

    // One line per title: its newest article; titles that print the same words share a line.
    private static Coverage Full(IReadOnlyList<Article> articles, IReadOnlyDictionary<long, string> names, Dictionary<long, long> texts, Article lead)
    {
        var lines = articles.GroupBy(a => a.SourceId).Select(g => g.OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).ToList())
            .GroupBy(own => texts.GetValueOrDefault(own[0].Id, own[0].Id))
            .Select(same => Line(same.OrderBy(own => own[0].PublishedAt).ToList(), names))
            .OrderByDescending(l => l.Articles[0].PublishedAt).ToList();
        return new Coverage
        {
            Teaser = lead.Teaser,
            Url = lead.Url,
            SourceName = names.GetValueOrDefault(lead.SourceId, ""),
            Section = lead.Section,
            Byline = lead.Byline,
            Language = lead.Language,
            IsLocked = articles.Any(a => a.Id == lead.Id && IsLocked(a)),
            Picture = lead.Picture,
            PublishedAt = lead.PublishedAt,
            ArticleCount = articles.Count,
            SourceCount = articles.Select(a => a.SourceId).Distinct().Count(),
            Titles = lines,
        };
    }

    private static CoverageTitle Line(List<List<Article>> same, IReadOnlyDictionary<long, string> names)
    {
        var own = same[0];
        return new CoverageTitle(Name(own[0]), [.. own.Select(a => new CoverageArticle(Headline.Clean(a.Title, Name(a)), a.Teaser, a.Url, a.Byline, a.Language, a.PublishedAt, IsLocked(a)))])
        {
            Outlets = [.. same.Skip(1).Select(o => new Outlet(o[0].SourceId, Name(o[0]), o[0].Url))],
        };

        string Name(Article article) => names.GetValueOrDefault(article.SourceId, "");
    }

    private static bool IsLocked(Article article) => article.Access is Access.Locked;

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
        IsLocked = story.IsLocked,
        Picture = story.Picture,
        PublishedAt = story.PublishedAt,
        ArticleCount = story.ArticleCount,
        SourceCount = story.SourceCount,
        IsPick = story.IsPick,
        PickNote = story.PickNote,
        Earlier = story.Earlier,
        Titles =
        [
            new CoverageTitle(story.SourceName, [new CoverageArticle(story.Title, story.Teaser, story.Url, story.Byline, story.Language, story.PublishedAt, story.IsLocked)]) { Outlets = story.Outlets },
            .. story.AlsoIn.Select(a => new CoverageTitle(a.SourceName, [new CoverageArticle(a.Title, "", a.Url, null, story.Language, a.PublishedAt, a.Access is Access.Locked)]) { Outlets = a.Outlets }),
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
    public int SourceCount { get; init; }
    /// <summary>Only subscribers of its title may read the article shown, as far as is known.</summary>
    public bool IsLocked { get; init; }
    public bool IsPick { get; init; }
    public string? PickNote { get; init; }
    /// <summary>The stories it takes up again, the latest first.</summary>
    public IReadOnlyList<EarlierStory> Earlier { get; init; } = [];
    /// <summary>Other stories on the same matter, the latest first.</summary>
    public IReadOnlyList<EarlierStory> Related { get; init; } = [];
    public IReadOnlyList<CoverageTitle> Titles { get; init; } = [];
    public long? MergedInto { get; init; }
}

/// <summary>What one title published on the story, newest first.</summary>
public sealed record CoverageTitle(string Name, IReadOnlyList<CoverageArticle> Articles)
{
    /// <summary>Titles that print the words of its newest article.</summary>
    public IReadOnlyList<Outlet> Outlets { get; init; } = [];
}

public sealed record CoverageArticle(string Title, string Teaser, string Url, string? Byline, string? Language, DateTimeOffset PublishedAt, bool IsLocked);
