using System.Globalization;
using System.Xml.Linq;

namespace Digest.Sample;

/// <summary>RSS 1.0: RDF, with Dublin Core for dates, bylines and subjects.</summary>
internal static class RdfDocument
{
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Rss = "http://purl.org/rss/1.0/";

    public static XElement Write(PressPage page) => new(Rdf + "RDF",
        new XAttribute(XNamespace.Xmlns + "rdf", Rdf),
        new XAttribute("xmlns", Rss),
        new XAttribute(XNamespace.Xmlns + "dc", RssDocument.Dc),
        new XAttribute(XNamespace.Xmlns + "content", RssDocument.Content),
        new XElement(Rss + "channel",
            new XAttribute(Rdf + "about", page.Url),
            new XElement(Rss + "title", page.Name),
            new XElement(Rss + "link", page.Home),
            new XElement(Rss + "description", page.Title.Tagline),
            new XElement(RssDocument.Dc + "language", page.Title.Language),
            new XElement(RssDocument.Dc + "date", Date(page.UpdatedAt)),
            new XElement(Rss + "items", new XElement(Rdf + "Seq",
                page.Articles.Select(a => new XElement(Rdf + "li", new XAttribute(Rdf + "resource", page.Link(a))))))),
        page.Articles.Select(a => Item(page, a)));

    private static XElement Item(PressPage page, PressArticle a) => new(Rss + "item",
        new XAttribute(Rdf + "about", page.Link(a)),
        new XElement(RssDocument.Dc + "format", "text/html"),
        new XElement(RssDocument.Dc + "date", Date(page.At(a))),
        new XElement(RssDocument.Dc + "source", page.Home),
        a.Byline is null ? null : new XElement(RssDocument.Dc + "creator", a.Byline),
        a.Tags.Select(t => new XElement(RssDocument.Dc + "subject", t)),
        new XElement(Rss + "title", a.Headline),
        new XElement(Rss + "link", page.Link(a)),
        new XElement(Rss + "description", a.Teaser),
        new XElement(RssDocument.Content + "encoded", new XCData(PressHtml.Figure(page, a) + $"<p>{PressHtml.Encode(a.Teaser)}</p>\n" + PressHtml.Paragraphs(a.Body))));

    // The editors' own zone, as such titles write it: the reader of the feed must turn it into UTC.
    private static string Date(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
