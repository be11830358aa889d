using System.Globalization;
using System.Text;
using System.Xml;

using Digest.Model;

namespace Digest.Gather.Opml;

/// <summary>
/// Writes OPML 2.0 that any reader takes, and that our own reads back without loss: what OPML has no word for (source, section,
/// country, weight) stands in attributes of its own, which others skip.
/// </summary>
public static class OpmlWriter
{
    public static string Write(string title, IEnumerable<Source> sources, IEnumerable<Feed> feeds)
    {
        var bySource = feeds.ToLookup(f => f.SourceId);
        var root = new Group("");
        foreach (var source in sources.Where(s => bySource[s.Id].Any()))
        {
            root.Find(source.Folder).Sources.Add(source);
        }

        var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", CheckCharacters = false }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("head");
            xml.WriteElementString("title", Clean(title));
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            Write(xml, root, bySource);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Write(XmlWriter xml, Group group, ILookup<long, Feed> feeds)
    {
        foreach (var inner in group.Groups)
        {
            xml.WriteStartElement("outline");
            Attribute(xml, "text", inner.Name);
            Attribute(xml, "title", inner.Name);
            Write(xml, inner, feeds);
            xml.WriteEndElement();
        }

        foreach (var source in group.Sources)
        {
            foreach (var feed in feeds[source.Id])
            {
                Write(xml, source, feed);
            }
        }
    }

    private static void Write(XmlWriter xml, Source source, Feed feed)
    {
        var title = feed.Section is null ? source.Name : $"{source.Name} – {feed.Section}";
        xml.WriteStartElement("outline");
        Attribute(xml, "type", "rss");
        Attribute(xml, "text", title);
        Attribute(xml, "title", title);
        Attribute(xml, "xmlUrl", feed.Url);
        Attribute(xml, "htmlUrl", source.HomeUrl);
        Attribute(xml, "source", source.Name);
        Attribute(xml, "section", feed.Section);
        Attribute(xml, "country", source.Country);
        Attribute(xml, "language", source.Language);
        Attribute(xml, "feedLanguage", feed.Language);
        Attribute(xml, "weight", source.Weight == 1 ? null : source.Weight.ToString("R", CultureInfo.InvariantCulture));
        Attribute(xml, "state", feed.State == FeedState.Paused ? "paused" : null);
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteAttributeString(name, Clean(value));
        }
    }

    // What XML 1.0 cannot hold even as a reference.
    private static string Clean(string value) => value.All(XmlConvert.IsXmlChar) ? value
        : new string([.. value.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);

    private sealed class Group(string name)
    {
        public string Name => name;
        public List<Group> Groups { get; } = [];
        public List<Source> Sources { get; } = [];

        public Group Find(string? path)
        {
            var at = this;
            foreach (var part in (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                var next = at.Groups.Find(g => g.Name == part);
                if (next is null)
                {
                    at.Groups.Add(next = new(part));
                }

                at = next;
            }

            return at;
        }
    }

    private sealed class Utf8Writer : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
