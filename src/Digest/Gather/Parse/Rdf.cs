using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>RDF Site Summary: RSS 0.90 and 1.0 (https://web.resource.org/rss/1.0/spec). Items stand beside the channel; rdf:about identifies them.</summary>
internal static class Rdf
{
    public static ParsedFeed Read(MarkupDocument doc, Node root, Uri baseUri, string encoding)
    {
        var channel = root.Child(Vocabulary.None, "channel") ?? Any(root, "channel") ?? root;
        var outer = FeedAddress.Base(doc.Attribute(root, "xml:base"), baseUri);
        var head = new FeedHead(doc, Format(doc, root), FeedAddress.Base(doc.Attribute(channel, "xml:base"), outer))
        {
            Language = Languages.Tag(doc.Attribute(channel, "xml:lang") ?? doc.Attribute(root, "xml:lang")),
        };
        RssChannel.Read(doc, channel, head);
        if (root.Child(Vocabulary.None, "image")?.Child(Vocabulary.None, "url") is { } picture)
        {
            head.Picture ??= head.Image(doc.Text(picture, doc.Limits.Field), null);
        }

        Items(doc, root, head);
        if (channel != root)
        {
            Items(doc, channel, head);
        }

        return head.Finish(encoding);
    }

    private static void Items(MarkupDocument doc, Node parent, FeedHead head)
    {
        foreach (var child in parent.Children)
        {
            if (child.Name != "item" || child.Vocabulary is not (Vocabulary.None or Vocabulary.Other))
            {
                continue;
            }

            var draft = RssItem.Read(doc, child, head.Base, head.Language);
            var about = doc.Attribute(child, "about");
            draft.Id ??= about;
            draft.Link ??= FeedAddress.Resolve(about, draft.Base);
            if (!head.Add(draft))
            {
                return;
            }
        }
    }

    private static Node? Any(Node parent, string name)
    {
        foreach (var child in parent.Children)
        {
            if (child.Name == name)
            {
                return child;
            }
        }

        return null;
    }

    private static string Format(MarkupDocument doc, Node root)
    {
        var isOld = doc.Attribute(root, "xmlns")?.Contains("/simple/0.9", StringComparison.OrdinalIgnoreCase) == true;
        return isOld ? "rss090" : "rss10";
    }
}
