using System.Xml.Linq;

namespace Digest.Sample;

/// <summary>RSS 0.91: no dates, no identities, no pictures; some small titles still write it.</summary>
internal static class Rss091Document
{
    public static XElement Write(PressPage page) => new("rss",
        new XAttribute("version", "0.91"),
        new XElement("channel",
            new XElement("title", page.Name),
            new XElement("link", page.Home),
            new XElement("description", page.Title.Tagline),
            new XElement("language", "en-gb"),
            new XElement("lastBuildDate", RssDocument.Date(page.UpdatedAt)),
            page.Articles.Select(a => new XElement("item",
                new XElement("title", a.Headline),
                new XElement("link", page.Link(a)),
                new XElement("description", a.Teaser)))));
}
