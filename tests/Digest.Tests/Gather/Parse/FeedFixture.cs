using System.Text;

using Digest.Gather.Parse;

namespace Digest.Tests.Gather.Parse;

/// <summary>Documents of this folder's fixtures, and feeds written in a test.</summary>
internal static class FeedFixture
{
    public static readonly Uri From = new("https://press.example/feeds/news.xml");

    public static ParsedFeed File(string name, string? contentType = null) => Bytes(System.IO.File.ReadAllBytes(Path(name)), contentType);

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "Gather", "Parse", name);

    public static ParsedFeed Bytes(byte[] body, string? contentType = null, ParseLimits? limits = null) => FeedParser.Parse(body, contentType, From, limits ?? ParseLimits.Default with { Markup = true });

    public static ParsedFeed Text(string document, ParseLimits? limits = null) => Bytes(Encoding.UTF8.GetBytes(document), null, limits);

    /// <summary>The one item of an RSS document that holds these fields.</summary>
    public static ParsedItem Item(string fields) => Rss(fields).Items.Single();

    public static ParsedFeed Rss(string fields, ParseLimits? limits = null) =>
        Text($"<?xml version=\"1.0\"?><rss version=\"2.0\" {Prefixes}><channel><title>T</title><item>{fields}</item></channel></rss>", limits);

    private const string Prefixes =
        """
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
        """;
}
