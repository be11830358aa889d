using System.Globalization;
using System.Xml.Linq;

namespace Digest.Sample;

/// <summary>Atom 1.0 (RFC 4287): xml:base with relative links, HTML content with the picture inside it.</summary>
internal static class AtomDocument
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static XElement Write(PressPage page) => new(Atom + "feed",
        new XAttribute(XNamespace.Xml + "lang", page.Title.Language),
        new XAttribute(XNamespace.Xml + "base", page.Home),
        new XElement(Atom + "id", $"tag:{page.Title.Slug}.example,2020:{page.Feed.Slug}"),
        new XElement(Atom + "title", page.Name),
        new XElement(Atom + "subtitle", page.Title.Tagline),
        new XElement(Atom + "updated", Date(page.UpdatedAt)),
        new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("type", "application/atom+xml"), new XAttribute("href", page.Url)),
        new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("type", "text/html"), new XAttribute("href", page.Home)),
        new XElement(Atom + "author", new XElement(Atom + "name", page.Title.Name)),
        page.Articles.Select(a => Entry(page, a)));

    private static XElement Entry(PressPage page, PressArticle a) => new(Atom + "entry",
        new XElement(Atom + "id", $"tag:{page.Title.Slug}.example,2020:{PressHtml.Number(a)}"),
        new XElement(Atom + "title", new XAttribute("type", "html"), PressHtml.Encode(a.Headline)),
        // Relative to xml:base, which ends in the title's folder.
        new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("type", "text/html"), new XAttribute("href", a.Path[(page.Title.Slug.Length + 2)..])),
        new XElement(Atom + "published", Date(page.At(a))),
        new XElement(Atom + "updated", Date(page.At(a))),
        a.Byline is null ? null : new XElement(Atom + "author", new XElement(Atom + "name", a.Byline)),
        new XElement(Atom + "category", new XAttribute("term", page.Feed.Slug), new XAttribute("label", page.Feed.Section)),
        a.Tags.Select(t => new XElement(Atom + "category", new XAttribute("term", t))),
        new XElement(Atom + "summary", a.Teaser),
        new XElement(Atom + "content", new XAttribute("type", "html"),
            PressHtml.Figure(page, a) + $"<p>{PressHtml.Encode(a.Teaser)}</p>\n" + PressHtml.Paragraphs(a.Body)));

    private static string Date(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
