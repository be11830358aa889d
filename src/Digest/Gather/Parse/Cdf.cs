using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>Microsoft's Channel Definition Format (https://www.w3.org/TR/NOTE-CDFsubmit.html): addresses and dates are attributes.</summary>
internal static class Cdf
{
    public static ParsedFeed Read(MarkupDocument doc, Node root, Uri baseUri, string encoding)
    {
        var head = new FeedHead(doc, "cdf", FeedAddress.Base(doc.Attribute(root, "base"), baseUri));
        head.HomeUrl = FeedAddress.Resolve(doc.Attribute(root, "href"), head.Base);
        head.UpdatedAt = FeedDate.Parse(doc.Attribute(root, "lastmod"));
        Channel(doc, root, head, 0);
        return head.Finish(encoding);
    }

    // Channels may hold channels.
    private static void Channel(MarkupDocument doc, Node channel, FeedHead head, int depth)
    {
        foreach (var child in channel.Children)
        {
            switch (child.Name)
            {
                case "title":
                    head.Title ??= RssItem.Html(doc, child, doc.Limits.Title);
                    break;
                case "abstract":
                    head.Subtitle ??= RssItem.Html(doc, child, doc.Limits.Content);
                    break;
                case "a" when doc.Attribute(child, "href") is { } href:
                    head.HomeUrl ??= FeedAddress.Resolve(href, head.Base);
                    break;
                case "item":
                    head.Add(Item(doc, child, head));
                    break;
                case "channel" when depth < 4:
                    Channel(doc, child, head, depth + 1);
                    break;
                default:
                    break;
            }
        }
    }

    private static ItemDraft Item(MarkupDocument doc, Node item, FeedHead head)
    {
        var draft = RssItem.Read(doc, item, head.Base, head.Language);
        draft.Link = FeedAddress.Resolve(doc.Attribute(item, "href"), draft.Base) ?? draft.Link;
        draft.UpdatedAt ??= FeedDate.Parse(doc.Attribute(item, "lastmod"));
        foreach (var child in item.Children)
        {
            switch (child.Name)
            {
                case "abstract":
                    draft.Summary ??= RssItem.Html(doc, child, doc.Limits.Content);
                    break;
                case "a" when draft.Link is null:
                    draft.Link = FeedAddress.Resolve(doc.Attribute(child, "href"), draft.Base);
                    break;
                default:
                    break;
            }
        }

        return draft;
    }
}
