using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Digest.Sample;

/// <summary>A feed's document: its media type and its bytes.</summary>
public sealed record PressDocument(string ContentType, byte[] Body);

/// <summary>Writes a feed in its title's shape.</summary>
public static class PressDocuments
{
    public static PressDocument Write(PressPage page) => page.Title.Shape switch
    {
        PressShape.Atom => Xml("application/atom+xml", AtomDocument.Write(page), Encoding.UTF8),
        PressShape.Rdf => Xml("application/rdf+xml", RdfDocument.Write(page), Encoding.UTF8),
        PressShape.RdfLatin1 => Xml("application/rdf+xml", RdfDocument.Write(page), Encoding.Latin1),
        PressShape.Json => new PressDocument("application/feed+json; charset=utf-8", JsonFeedDocument.Write(page)),
        PressShape.Rss091 => Xml("text/xml", Rss091Document.Write(page), Encoding.UTF8),
        _ => Xml("application/rss+xml", RssDocument.Write(page), Encoding.UTF8),
    };

    private static PressDocument Xml(string type, XElement root, Encoding encoding)
    {
        using var stream = new MemoryStream();
        // Without the mark some of the real ones lack too; what Latin-1 cannot hold becomes a character reference.
        var settings = new XmlWriterSettings { Encoding = encoding is UTF8Encoding ? new UTF8Encoding(false) : encoding, Indent = true };
        using (var writer = XmlWriter.Create(stream, settings))
        {
            new XDocument(root).Save(writer);
        }

        return new PressDocument($"{type}; charset={encoding.WebName}", stream.ToArray());
    }
}
