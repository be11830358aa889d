using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>RSS 0.91 to 2.0 (https://www.rssboard.org/rss-specification).</summary>
internal static class Rss
{
    public static ParsedFeed Read(MarkupDocument doc, Node root, Uri baseUri, string encoding)
    {
        var channel = root.Name == "channel" ? root : root.Child(Vocabulary.None, "channel") ?? root;
        var outer = FeedAddress.Base(doc.Attribute(root, "xml:base"), baseUri);
        var head = new FeedHead(doc, Version(doc, root), FeedAddress.Base(doc.Attribute(channel, "xml:base"), outer))
        {
            Language = Languages.Tag(doc.Attribute(channel, "xml:lang") ?? doc.Attribute(root, "xml:lang")),
        };
        RssChannel.Read(doc, channel, head);
        Items(doc, channel, head);
        if (channel != root)
        {
            // Items beside the channel: RSS 1.0's place, or a channel closed too early.
            Items(doc, root, head);
        }

        return head.Finish(encoding);
    }

    private static void Items(MarkupDocument doc, Node parent, FeedHead head)
    {
        foreach (var child in parent.Children)
        {
            var isItem = child.Vocabulary == Vocabulary.None && child.Name is "item" or "entry" || child is { Vocabulary: Vocabulary.Atom, Name: "entry" };
            if (isItem && !head.Add(child.Vocabulary == Vocabulary.Atom ? Atom.Entry(doc, child, head.Base, head.Language, null) : RssItem.Read(doc, child, head.Base, head.Language)))
            {
                return;
            }

            if (child is { Vocabulary: Vocabulary.None, Name: "items" })
            {
                Items(doc, child, head);
            }
        }
    }

    private static string Version(MarkupDocument doc, Node root) => doc.Attribute(root, "version")?.Trim() switch
    {
        "0.90" => "rss090",
        "0.91" => "rss091",
        "0.92" => "rss092",
        "0.93" => "rss093",
        "0.94" => "rss094",
        "1.0" => "rss10",
        _ => "rss20",
    };
}
