using System.Globalization;

using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>Media RSS (https://www.rssboard.org/media-rss): pictures with caption and credit, and what some feeds put there instead of RSS's own fields.</summary>
internal static class MediaRss
{
    // What one media:content or media:group says of all pictures inside it.
    private readonly record struct Words(string? Caption, string? Credit);

    public static void Item(MarkupDocument doc, Node node, ItemDraft draft) => Read(doc, node, draft, default, 0);

    private static void Read(MarkupDocument doc, Node node, ItemDraft draft, Words outer, int depth)
    {
        switch (node.Name)
        {
            case "group" or "content" when depth < 3:
                var words = Own(doc, node, outer);
                words = depth == 0 ? Nearby(doc, node.Parent!, words) : words;
                Content(doc, node, draft, words);
                foreach (var child in node.Children)
                {
                    if (child.Vocabulary == Vocabulary.Media)
                    {
                        Read(doc, child, draft, words, depth + 1);
                    }
                }

                break;
            case "thumbnail":
                outer = depth == 0 ? Nearby(doc, node.Parent!, outer) : outer;
                draft.Pictures.Add(Url(doc, node, draft), PictureChoice.Origin.Thumbnail, null, outer.Caption, outer.Credit,
                    PictureChoice.Pixels(doc.Attribute(node, "width")), PictureChoice.Pixels(doc.Attribute(node, "height")));
                break;
            case "title" when depth == 0:
                draft.OtherTitle ??= RssItem.Html(doc, node, doc.Limits.Title);
                break;
            case "description" when depth == 0 || draft.Summary is null:
                draft.Subtitle ??= RssItem.Html(doc, node, doc.Limits.Content);
                break;
            case "keywords" when depth == 0:
                foreach (var keyword in (doc.Text(node, doc.Limits.Field) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    draft.AddCategory(keyword);
                }

                break;
            case "category" when depth == 0:
                draft.AddCategory(doc.Attribute(node, "label") ?? RssItem.Label(doc, node));
                break;
            default:
                break;
        }
    }

    private static void Content(MarkupDocument doc, Node node, ItemDraft draft, Words words)
    {
        if (FeedAddress.Resolve(doc.Attribute(node, "url"), draft.Base) is not { } url)
        {
            return;
        }

        var (type, medium) = (doc.Attribute(node, "type"), doc.Attribute(node, "medium"));
        var isImage = medium is "image" || (medium is null && MediaTypes.IsImage(type, url));
        if (isImage)
        {
            draft.Pictures.Add(url, PictureChoice.Origin.Media, null, words.Caption, words.Credit,
                PictureChoice.Pixels(doc.Attribute(node, "width")), PictureChoice.Pixels(doc.Attribute(node, "height")));
            return;
        }

        if (type is not null || medium is "video" or "audio")
        {
            draft.AddEnclosure(new(url, type ?? medium, long.TryParse(doc.Attribute(node, "fileSize"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null));
        }
    }

    private static string? Url(MarkupDocument doc, Node node, ItemDraft draft) =>
        FeedAddress.Resolve(doc.Attribute(node, "url") ?? (node is { Name: "thumbnail", First: null } ? doc.Text(node, doc.Limits.Field) : null), draft.Base);

    private static Words Own(MarkupDocument doc, Node node, Words outer)
    {
        string? caption = null, title = null, credit = null;
        foreach (var child in node.Children)
        {
            if (child.Vocabulary is not (Vocabulary.Media or Vocabulary.None))
            {
                continue;
            }

            switch (child.Name)
            {
                case "description" or "text":
                    caption ??= doc.Text(child, doc.Limits.Field);
                    break;
                case "title":
                    title ??= doc.Text(child, doc.Limits.Field);
                    break;
                case "credit" or "copyright":
                    credit ??= doc.Text(child, doc.Limits.Field);
                    break;
                default:
                    break;
            }
        }

        return new(caption ?? title ?? outer.Caption, credit ?? outer.Credit);
    }

    // The New York Times puts media:credit and media:description beside media:content, not inside.
    private static Words Nearby(MarkupDocument doc, Node item, Words own) =>
        new(own.Caption ?? Beside(doc, item, "description"), own.Credit ?? Beside(doc, item, "credit"));

    private static string? Beside(MarkupDocument doc, Node item, string name) => item.Child(Vocabulary.Media, name) is { } node ? doc.Text(node, doc.Limits.Field) : null;
}
