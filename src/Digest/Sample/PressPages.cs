using System.Globalization;

namespace Digest.Sample;

/// <summary>The press's own HTML: its front door, each title's home page, and a page per article, so that every link opens something real.</summary>
internal static class PressPages
{
    public static string Door(PressIssue issue) => Page("en", "The sample press", "",
        $"""
        <h1>The sample press</h1>
        <p class="teaser">Fictional titles with fictional news, written for the first run of Digest. They are served from this machine only.</p>
        <ul>{string.Concat(issue.Titles.Select(t => $"<li><a href=\"/{t.Slug}/\">{PressHtml.Encode(t.Name)}</a> – {PressHtml.Encode(t.Tagline)}</li>"))}</ul>
        """);

    public static string Home(PressIssue issue, PressTitle title, DateTimeOffset now) => Page(title.Language, title.Name, FeedLinks(issue, title),
        $"""
        <h1>{PressHtml.Encode(title.Name)}</h1>
        <p class="teaser">{PressHtml.Encode(title.Tagline)}</p>
        {string.Concat(title.Feeds.Select(f => Section(issue, title, f, now)))}
        """);

    public static string Article(PressIssue issue, PressArticle a, DateTimeOffset now)
    {
        var page = issue.Page(a.Title, a.Feed, now);
        var at = issue.PublishedAt(a);
        return Page(a.Title.Language, $"{a.Headline} – {a.Title.Name}", Meta(issue, a, at),
            $"""
            <p class="masthead"><a href="/{a.Title.Slug}/">{PressHtml.Encode(a.Title.Name)}</a> · {PressHtml.Encode(a.Feed.Section)}</p>
            <article>
            <h1>{PressHtml.Encode(a.Headline)}</h1>
            <p class="teaser">{PressHtml.Encode(a.Teaser)}</p>
            <p class="byline">{(a.Byline is null ? "" : PressHtml.Encode(a.Byline) + " · ")}<time datetime="{at:yyyy-MM-ddTHH:mmZ}">{At(at, a.Title.Language)}</time></p>
            {PressHtml.Figure(page, a)}{PressHtml.Paragraphs(a.Body)}
            </article>
            """);
    }

    private static string Section(PressIssue issue, PressTitle title, PressFeed feed, DateTimeOffset now) =>
        $"<section><h2>{PressHtml.Encode(feed.Section)}</h2><ul>"
        + string.Concat(issue.Page(title, feed, now).Articles.Select(a => $"<li><a href=\"{a.Path}\">{PressHtml.Encode(a.Headline)}</a></li>"))
        + "</ul></section>";

    private static string FeedLinks(PressIssue issue, PressTitle title) => string.Concat(title.Feeds.Select(f =>
        $"<link rel=\"alternate\" type=\"{FeedType(title.Shape)}\" title=\"{PressHtml.Encode(f.Section)}\" href=\"{issue.FeedUrl(title, f)}\">"));

    private static string FeedType(PressShape shape) => shape switch
    {
        PressShape.Atom => "application/atom+xml",
        PressShape.Json => "application/feed+json",
        _ => "application/rss+xml",
    };

    private static string Meta(PressIssue issue, PressArticle a, DateTimeOffset at) =>
        $"<link rel=\"canonical\" href=\"{issue.Url(a.Path)}\"><meta property=\"og:type\" content=\"article\">"
        + $"<meta property=\"og:title\" content=\"{PressHtml.Encode(a.Headline)}\"><meta name=\"description\" content=\"{PressHtml.Encode(a.Teaser)}\">"
        + $"<meta property=\"article:published_time\" content=\"{at:yyyy-MM-ddTHH:mm:ssZ}\">"
        + (a.Picture is null ? "" : $"<meta property=\"og:image\" content=\"{issue.Url(a.Picture.Path)}\">");

    private static string At(DateTimeOffset at, string language) =>
        at.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.GetCultureInfo(language == "de" ? "de-DE" : "en-GB"));

    private static string Page(string language, string title, string head, string body) =>
        $$"""
        <!doctype html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <link rel="icon" href="data:,">
        <title>{{PressHtml.Encode(title)}}</title>
        {{head}}
        <style>
        :root { color-scheme: light dark }
        body { font: 18px/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
        h1 { line-height: 1.2 }
        .teaser { font-size: 1.15em }
        .masthead, .byline, figcaption, footer { font: 15px/1.5 system-ui, sans-serif }
        figure { margin: 1.5rem 0 }
        img { max-width: 100%; height: auto }
        footer { border-top: 1px solid; margin-top: 3rem; padding-top: .5rem }
        </style>
        </head>
        <body>
        {{body}}
        <footer>{{(language == "de" ? "Erfundene Nachrichten der Probepresse von Digest." : "Fictional news from the sample press of Digest.")}}</footer>
        </body>
        </html>
        """;
}
