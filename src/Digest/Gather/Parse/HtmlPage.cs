using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>An HTML page served where a feed should be: which feeds it names in link rel=alternate.</summary>
public static class HtmlPage
{
    private const int Most = 20;

    private static readonly string[] FeedTypes =
        ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/json", "application/xml", "text/xml", "application/x.atom+xml", "application/rss", "text/rss+xml"];

    /// <summary>The feeds a page names, in its order, without repetition. Addresses are absolute.</summary>
    /// <param name="baseUri">Where the page was read from; its own base element wins.</param>
    public static IReadOnlyList<DiscoveredFeed> Feeds(string html, Uri baseUri)
    {
        var found = new List<DiscoveredFeed>();
        for (var at = 0; found.Count < Most && Next(html, ref at, out var end, out var isBase); at = end)
        {
            if (isBase)
            {
                baseUri = FeedAddress.Base(Attribute(html, at, end, "href"), baseUri);
            }
            else if (Feed(html, at, end, baseUri) is { } feed && !found.Exists(f => f.Url == feed.Url))
            {
                found.Add(feed);
            }
        }

        return found;
    }

    // The next link or base tag outside comments and scripts.
    private static bool Next(string html, ref int at, out int end, out bool isBase)
    {
        for (; at < html.Length; at++)
        {
            var open = html.AsSpan(at).IndexOf('<');
            if (open < 0)
            {
                break;
            }

            at += open;
            var rest = html.AsSpan(at);
            isBase = Is(rest, "<base");
            if (isBase || Is(rest, "<link"))
            {
                end = MarkupReader.TagEnd(html, at + 5, out _);
                return true;
            }

            at = Past(html, at, rest);
        }

        (end, isBase) = (at, false);
        return false;
    }

    private static int Past(string html, int at, ReadOnlySpan<char> rest)
    {
        var close = rest.StartsWith("<!--") ? "-->" : Is(rest, "<script") ? "</script" : Is(rest, "<style") ? "</style" : null;
        if (close is null)
        {
            return at;
        }

        var found = html.IndexOf(close, at, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? html.Length : found;
    }

    private static bool Is(ReadOnlySpan<char> rest, string tag) =>
        rest.Length > tag.Length && rest.StartsWith(tag, StringComparison.OrdinalIgnoreCase) && (char.IsWhiteSpace(rest[tag.Length]) || rest[tag.Length] is '/' or '>');

    private static DiscoveredFeed? Feed(string html, int start, int end, Uri baseUri)
    {
        var relations = (Attribute(html, start, end, "rel") ?? "").ToLowerInvariant().Split(' ', '\t', '\n');
        var type = Attribute(html, start, end, "type")?.Split(';')[0].Trim().ToLowerInvariant();
        var isFeed = relations.Contains("feed") || (relations.Contains("alternate") && type is not null && FeedTypes.Contains(type));
        return isFeed && FeedAddress.Resolve(Attribute(html, start, end, "href"), baseUri) is { } url ? new(url, Attribute(html, start, end, "title"), type) : null;
    }

    private static string? Attribute(string html, int start, int end, string name)
    {
        foreach (var attribute in new Attributes(html.AsSpan(start, end - start)))
        {
            if (attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                var value = System.Net.WebUtility.HtmlDecode(attribute.Value.Trim().ToString());
                return value.Length is 0 or > 4096 ? null : value;
            }
        }

        return null;
    }
}
