using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>Bytes to a feed: decodes, tells the format, and hands over to the adapter of that format. Pure; never throws on any input.</summary>
public static class FeedParser
{
    /// <param name="body">The document, as received (after Content-Encoding).</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    /// <param name="baseUri">Where it was read from, after redirects; relative addresses are resolved against it.</param>
    public static ParsedFeed Parse(ReadOnlyMemory<byte> body, string? contentType, Uri baseUri, ParseLimits limits)
    {
        if (body.Length > limits.Bytes)
        {
            return new() { Failure = $"the document is longer than {limits.Bytes} bytes" };
        }

        var faults = new Faults();
        var (text, encoding) = TextDecoder.Decode(body.Span, contentType, faults);
        using (text)
        {
            var start = text.Span.TrimStart("\uFEFF \t\r\n\0");
            if (start.IsEmpty)
            {
                return new() { Encoding = encoding, Failure = "the document is empty" };
            }

            return start[0] is '{' or '[' ? Json(text, encoding, baseUri, limits, faults) : Xml(text, encoding, baseUri, limits, faults);
        }
    }

    private static ParsedFeed Json(SourceText text, string encoding, Uri baseUri, ParseLimits limits, Faults faults)
    {
        var feed = JsonFeed.Read(text, baseUri, limits, faults, out var failure);
        return feed is null ? new() { Encoding = encoding, Failure = failure } : feed with { Encoding = encoding };
    }

    private static ParsedFeed Xml(SourceText text, string encoding, Uri baseUri, ParseLimits limits, Faults faults)
    {
        if (!text.Span.Contains('<'))
        {
            return new() { Encoding = encoding, Failure = "this is neither XML nor JSON" };
        }

        if (EntityBomb.Is(text.Span))
        {
            return new() { Encoding = encoding, Failure = "its DOCTYPE builds entities out of entities, which no feed needs" };
        }

        var doc = new MarkupDocument(text, limits, faults);
        return FindRoot(doc.Top, 0) switch
        {
            { Name: "rss" or "channel", Vocabulary: Vocabulary.None or Vocabulary.Other } root when IsCdf(doc, root) => Cdf.Read(doc, root, baseUri, encoding),
            { Name: "rss" or "channel" } root => Rss.Read(doc, root, baseUri, encoding),
            { Name: "rdf" } root => Rdf.Read(doc, root, baseUri, encoding),
            { Name: "feed" } root => Atom.Read(doc, root, baseUri, encoding),
            { Name: "entry" } root => Atom.ReadEntry(doc, root, baseUri, encoding),
            _ => NoFeed(doc, text, encoding, baseUri),
        };
    }

    // A CDF channel is the root itself and keeps its addresses in attributes; RSS whose rss element was forgotten has links.
    private static bool IsCdf(MarkupDocument doc, Node root)
    {
        if (root.Name != "channel")
        {
            return false;
        }

        var isRss = root.Child(Vocabulary.None, "link") is not null;
        foreach (var child in root.Children)
        {
            isRss |= child.Name == "item" && child.Child(Vocabulary.None, "link") is not null;
        }

        return !isRss || doc.Attribute(root, "href") is not null;
    }

    // Junk before the root (a warning of PHP, an unclosed tag) puts it deeper than it should be.
    private static Node? FindRoot(Node parent, int depth)
    {
        foreach (var child in parent.Children)
        {
            var isRoot = child.Name switch
            {
                "rss" or "feed" => true,
                "rdf" => true,
                "channel" or "entry" => depth == 0,
                _ => false,
            };
            if (isRoot)
            {
                return child;
            }
        }

        for (var child = depth < 6 ? parent.First : null; child is not null; child = child.Next)
        {
            if (child.Name is not ("html" or "svg" or "opml") && FindRoot(child, depth + 1) is { } root)
            {
                return root;
            }
        }

        return null;
    }

    private static ParsedFeed NoFeed(MarkupDocument doc, SourceText text, string encoding, Uri baseUri)
    {
        var root = doc.Top.First;
        var isHtml = root is { Name: "html" or "head" or "body" } || text.Span.TrimStart().StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);
        for (var node = root; node is not null && !isHtml; node = node.Next)
        {
            isHtml = node.Name is "html" or "head" or "body" or "meta" or "title" or "div" or "script";
        }

        if (!isHtml)
        {
            return new() { Encoding = encoding, Failure = root is null ? "this is neither XML nor JSON" : $"this is XML, but no feed: its root is <{(root.Name.Length > 40 ? root.Name[..40] : root.Name)}>" };
        }

        var feeds = HtmlPage.Feeds(text.ToString(), baseUri);
        return new()
        {
            Encoding = encoding,
            Failure = feeds.Count == 0 ? "this is an HTML page, and it names no feed" : "this is an HTML page; it names these feeds: " + string.Join(", ", feeds.Select(f => f.Url)),
            IsPage = true,
            DiscoveredFeeds = feeds,
        };
    }
}
