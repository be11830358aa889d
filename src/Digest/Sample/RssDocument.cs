using System.Globalization;
using System.Xml.Linq;

namespace Digest.Sample;

/// <summary>RSS 2.0 in the four manners of <see cref="PressShape"/>.</summary>
internal static class RssDocument
{
    internal static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    internal static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    internal static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static XElement Write(PressPage page) => new("rss",
        new XAttribute("version", "2.0"),
        new XAttribute(XNamespace.Xmlns + "atom", Atom),
        new XAttribute(XNamespace.Xmlns + "content", Content),
        new XAttribute(XNamespace.Xmlns + "dc", Dc),
        new XAttribute(XNamespace.Xmlns + "media", Media),
        new XElement("channel",
            new XElement("title", page.Name),
            new XElement("link", page.Home),
            new XElement("description", page.Title.Tagline),
            new XElement("language", page.Title.Language == "en" ? "en-" + page.Title.Country.ToLowerInvariant() : page.Title.Language),
            new XElement("lastBuildDate", Date(page.UpdatedAt)),
            new XElement("ttl", "15"),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("type", "application/rss+xml"), new XAttribute("href", page.Url)),
            page.Articles.Select(a => Item(page, a))));

    private static XElement Item(PressPage page, PressArticle a) => page.Title.Shape switch
    {
        PressShape.RssMedia => MediaItem(page, a),
        PressShape.RssGroup => GroupItem(page, a),
        PressShape.RssContent => ContentItem(page, a),
        _ => EnclosureItem(page, a),
    };

    private static XElement MediaItem(PressPage page, PressArticle a) => new("item",
        new XElement("title", a.Headline),
        new XElement("link", page.Link(a)),
        new XElement("description", $"<p>{PressHtml.Encode(a.Teaser)}</p>{PressHtml.Paragraphs(a.Body.Take(1))} <a href=\"{page.Link(a)}\">Continue reading...</a>"),
        a.Tags.Select((t, i) => new XElement("category", new XAttribute("domain", $"{page.Home}{PressSlug.Of(t)}"), t)),
        new XElement("pubDate", Date(page.At(a))),
        new XElement("guid", page.Link(a)),
        a.Picture is null ? null : new[] { 460, 800 }.Select(w => new XElement(Media + "content",
            new XAttribute("width", w), new XAttribute("type", "image/jpeg"), new XAttribute("url", $"{page.Picture(a)}?width={w}"),
            a.Caption is null ? null : new XElement(Media + "description", new XAttribute("type", "plain"), a.Caption),
            new XElement(Media + "text", new XAttribute("type", "plain"), a.Picture.AltIn(page.Title.Language)),
            new XElement(Media + "credit", new XAttribute("scheme", "urn:ebu"), a.Picture.Credit))),
        a.Byline is null ? null : new XElement(Dc + "creator", a.Byline),
        new XElement(Dc + "date", page.At(a).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));

    private static XElement GroupItem(PressPage page, PressArticle a) => new("item",
        new XElement("title", new XCData(a.Headline)),
        new XElement("description", new XCData(a.Teaser)),
        new XElement("link", page.Link(a) + "?utm_source=feed&utm_medium=rss"),
        new XElement("guid", new XAttribute("isPermaLink", "true"), page.Link(a)),
        new XElement("pubDate", Date(page.At(a))),
        new XElement("category", new XCData(page.Feed.Section)),
        a.Picture is null ? null : new XElement(Media + "group",
            Rendition(page, a, 1100, 619), Rendition(page, a, 300, 300), Rendition(page, a, 800, 450)));

    private static XElement Rendition(PressPage page, PressArticle a, int width, int height) => new(Media + "content",
        new XAttribute("medium", "image"), new XAttribute("url", $"{page.Picture(a)}?size={width}x{height}"),
        new XAttribute("height", height), new XAttribute("width", width), new XAttribute("type", "image/jpeg"));

    private static XElement ContentItem(PressPage page, PressArticle a) => new("item",
        new XElement("title", a.Headline),
        new XElement("link", page.Link(a)),
        a.Byline is null ? null : new XElement(Dc + "creator", new XCData(a.Byline)),
        new XElement("pubDate", Date(page.At(a))),
        new XElement("category", new XCData(page.Feed.Section)),
        a.Tags.Select(t => new XElement("category", new XCData(t))),
        new XElement("guid", new XAttribute("isPermaLink", "false"), $"{page.Home}?p={PressHtml.Number(a)}"),
        new XElement("description", new XCData($"<p>{PressHtml.Encode(a.Teaser)}</p>\n{Tail(page, a)}")),
        new XElement(Content + "encoded", new XCData(
            PressHtml.Figure(page, a) + $"<p><strong>{PressHtml.Encode(a.Teaser)}</strong></p>\n{PressHtml.Paragraphs(a.Body)}\n{Tail(page, a)}")));

    private static string Tail(PressPage page, PressArticle a)
    {
        var (post, from) = ($"<a href=\"{page.Link(a)}\">{PressHtml.Encode(a.Headline)}</a>", $"<a href=\"{page.Home}\">{PressHtml.Encode(page.Title.Name)}</a>");
        return page.Title.Language == "de" ? $"<p>Der Beitrag {post} erschien zuerst auf {from}.</p>" : $"<p>The post {post} appeared first on {from}.</p>";
    }

    private static XElement EnclosureItem(PressPage page, PressArticle a) => new("item",
        new XElement("title", a.Headline),
        new XElement("link", page.Link(a) + "#ref=rss"),
        new XElement("description", a.Teaser),
        a.Picture is null ? null : new XElement("enclosure",
            new XAttribute("url", page.Picture(a)), new XAttribute("length", PressReader.ReadPicture(a.Picture.Name)?.Length ?? 0), new XAttribute("type", "image/jpeg")),
        new XElement("category", page.Feed.Section),
        a.Tags.Select(t => new XElement("category", t)),
        new XElement("pubDate", Date(page.At(a))),
        new XElement("guid", new XAttribute("isPermaLink", "false"), $"{page.Title.Slug}.example/{PressHtml.Number(a)}"),
        a.Byline is null ? null : new XElement(Dc + "creator", a.Byline));

    /// <summary>RFC 822 as RSS asks for.</summary>
    internal static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
}
