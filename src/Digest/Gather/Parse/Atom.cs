using System.Text;

using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>Atom 1.0 (RFC 4287) and the 0.3 draft before it, whose words differ and mean the same.</summary>
internal static class Atom
{
    public static ParsedFeed Read(MarkupDocument doc, Node root, Uri baseUri, string encoding)
    {
        var head = new FeedHead(doc, Format(doc, root), FeedAddress.Base(doc.Attribute(root, "xml:base"), baseUri))
        {
            Language = Languages.Tag(doc.Attribute(root, "xml:lang")),
        };
        foreach (var child in root.Children)
        {
            if (child.Vocabulary is Vocabulary.Atom or Vocabulary.None)
            {
                FeedField(doc, child, head);
            }
            else
            {
                head.Module(child);
            }
        }

        foreach (var child in root.Children)
        {
            if (child.Vocabulary is Vocabulary.Atom or Vocabulary.None && child.Name is "entry" or "item" && !head.Add(Entry(doc, child, head.Base, head.Language, head.Author)))
            {
                break;
            }
        }

        return head.Finish(encoding);
    }

    /// <summary>A document whose root is one entry (RFC 4287, 2) is a feed of one.</summary>
    public static ParsedFeed ReadEntry(MarkupDocument doc, Node root, Uri baseUri, string encoding)
    {
        var head = new FeedHead(doc, "atom10", baseUri);
        head.Add(Entry(doc, root, baseUri, null, null));
        return head.Finish(encoding);
    }

    private static string Format(MarkupDocument doc, Node root) =>
        doc.Attribute(root, "version") is "0.3" || doc.Attribute(root, "xmlns")?.Contains("purl.org/atom/ns", StringComparison.OrdinalIgnoreCase) == true ? "atom03" : "atom10";

    private static void FeedField(MarkupDocument doc, Node field, FeedHead head)
    {
        switch (field.Name)
        {
            case "title":
                head.Title ??= TextOf(doc, field, doc.Limits.Title);
                break;
            case "subtitle" or "tagline":
                head.Subtitle ??= TextOf(doc, field, doc.Limits.Content);
                break;
            case "id":
                head.Id ??= doc.Text(field, doc.Limits.Field);
                break;
            case "updated" or "modified":
                head.UpdatedAt ??= FeedDate.Parse(doc.Text(field, doc.Limits.Field), head.Language);
                break;
            case "author":
                head.Author ??= RssItem.Person(doc, field);
                break;
            case "generator":
                head.Generator ??= doc.Text(field, doc.Limits.Field);
                break;
            case "link":
                FeedLink(doc, field, head);
                break;
            case "logo" or "icon":
                head.Picture ??= head.Image(doc.Text(field, doc.Limits.Field), null);
                break;
            default:
                break;
        }
    }

    public static void FeedLink(MarkupDocument doc, Node field, FeedHead head)
    {
        var url = FeedAddress.Resolve(doc.Attribute(field, "href") ?? doc.Text(field, doc.Limits.Field), FeedAddress.Base(doc.Attribute(field, "xml:base"), head.Base));
        switch (Relation(doc, field))
        {
            case "alternate" when IsPage(doc, field) || head.HomeUrl is null:
                head.HomeUrl ??= url;
                break;
            case "self":
                head.SelfUrl ??= url;
                break;
            case "hub":
                head.AddHub(url);
                break;
            default:
                break;
        }
    }

    // A missing rel means alternate; IANA's relations may be written as addresses.
    private static string Relation(MarkupDocument doc, Node link)
    {
        var relation = doc.Attribute(link, "rel")?.ToLowerInvariant() ?? "alternate";
        return relation.StartsWith("http://www.iana.org/assignments/relation/", StringComparison.Ordinal) ? relation[(relation.LastIndexOf('/') + 1)..] : relation;
    }

    private static bool IsPage(MarkupDocument doc, Node link) => doc.Attribute(link, "type") is null or "text/html" or "application/xhtml+xml";

    public static ItemDraft Entry(MarkupDocument doc, Node entry, Uri outer, string? language, string? feedAuthor)
    {
        var draft = new ItemDraft(FeedAddress.Base(doc.Attribute(entry, "xml:base"), outer), doc.Limits)
        {
            Language = Languages.Tag(doc.Attribute(entry, "xml:lang")),
        };
        foreach (var child in entry.Children)
        {
            if (child.Vocabulary is Vocabulary.Atom or Vocabulary.None)
            {
                Field(doc, child, draft, language);
            }
            else
            {
                Modules.Item(doc, child, draft, language);
            }
        }

        // An id that is a page's address is the page's address where no link is given.
        draft.Link ??= draft.Id is { } id && (id.StartsWith("http", StringComparison.OrdinalIgnoreCase) || (id.Contains('/', StringComparison.Ordinal) && !id.Contains(':', StringComparison.Ordinal)))
            ? FeedAddress.Resolve(id, draft.Base) : null;
        // An entry without author has its feed's (RFC 4287, 4.1.2).
        draft.AddAuthor(draft.Author is null ? feedAuthor : null);
        return draft;
    }

    public static void Field(MarkupDocument doc, Node field, ItemDraft draft, string? language)
    {
        switch (field.Name)
        {
            case "title":
                draft.Title ??= TextOf(doc, field, doc.Limits.Title);
                break;
            case "id":
                draft.Id ??= doc.Text(field, doc.Limits.Field);
                break;
            case "link":
                Link(doc, field, draft);
                break;
            case "summary":
                draft.Summary ??= TextOf(doc, field, doc.Limits.Content);
                draft.ContentBase ??= FeedAddress.Base(doc.Attribute(field, "xml:base"), draft.Base);
                break;
            case "content":
                draft.Content ??= FeedContent.Atom(doc, field);
                draft.ContentBase = FeedAddress.Base(doc.Attribute(field, "xml:base"), draft.Base);
                break;
            case "published" or "issued" or "created":
                draft.PublishedAt ??= FeedDate.Parse(doc.Text(field, doc.Limits.Field), language);
                break;
            case "updated" or "modified":
                draft.UpdatedAt ??= FeedDate.Parse(doc.Text(field, doc.Limits.Field), language);
                break;
            case "author":
                draft.AddAuthor(RssItem.Person(doc, field));
                break;
            case "category":
                draft.AddCategory(doc.Attribute(field, "label") ?? RssItem.Label(doc, field));
                break;
            case "source":
                Source(doc, field, draft);
                break;
            default:
                break;
        }
    }

    private static void Link(MarkupDocument doc, Node field, ItemDraft draft)
    {
        var url = FeedAddress.Resolve(doc.Attribute(field, "href") ?? doc.Text(field, doc.Limits.Field), FeedAddress.Base(doc.Attribute(field, "xml:base"), draft.Base));
        var type = doc.Attribute(field, "type");
        switch (url is null ? "" : Relation(doc, field))
        {
            case "alternate" when draft.Link is null && IsPage(doc, field):
                draft.Link = url;
                break;
            case "alternate" or "canonical":
                draft.AddLink(url);
                break;
            case "enclosure":
                draft.AddEnclosure(new(url!, type, long.TryParse(doc.Attribute(field, "length"), out var length) ? length : null));
                if (MediaTypes.IsImage(type, url!))
                {
                    draft.Pictures.Add(url, PictureChoice.Origin.Enclosure);
                }

                break;
            case "replies":
                draft.CommentsUrl ??= url;
                break;
            case "image" or "thumbnail" or "preview":
                draft.Pictures.Add(url, PictureChoice.Origin.Field);
                break;
            case "via":
                draft.SourceUrl ??= url;
                break;
            default:
                break;
        }
    }

    private static void Source(MarkupDocument doc, Node field, ItemDraft draft)
    {
        draft.SourceName ??= field.Child(field.Vocabulary, "title") is { } title ? TextOf(doc, title, doc.Limits.Field)?.Plain(doc.Limits.Field) : null;
        foreach (var child in field.Children)
        {
            if (child.Name == "link" && Relation(doc, child) is "self" or "alternate")
            {
                draft.SourceUrl ??= FeedAddress.Resolve(doc.Attribute(child, "href"), draft.Base);
            }

            if (child.Name == "author" && draft.Author is null)
            {
                draft.AddAuthor(RssItem.Person(doc, child));
            }
        }
    }

    /// <summary>A text construct: type is text, html, xhtml or a media type; Atom 0.3 says mode (xml, escaped, base64) as well.</summary>
    public static FeedText? TextOf(MarkupDocument doc, Node node, int longest)
    {
        var type = doc.Attribute(node, "type")?.ToLowerInvariant();
        var mode = doc.Attribute(node, "mode")?.ToLowerInvariant();
        if (mode == "base64" || IsBinary(type))
        {
            return Base64(doc.Text(node, longest), type);
        }

        var isMarkup = node.First is not null || mode == "escaped" || type is "html" or "xhtml" or "text/html" or "application/xhtml+xml" || type?.EndsWith("xml", StringComparison.Ordinal) == true;
        if (!isMarkup)
        {
            return doc.Text(node, longest) is { } plain ? Guess(plain, type) : null;
        }

        // XHTML stands inside one div that is not part of it.
        var isXhtml = node.First is not null && (type is "xhtml" || type?.EndsWith("xml", StringComparison.Ordinal) == true || mode == "xml");
        var html = isXhtml ? doc.Xhtml(node.First is { Name: "div", Next: null } div ? div : node, longest) : doc.Html(node, longest);
        return html is null ? null : new(html, IsHtml: true);
    }

    private static bool IsBinary(string? type) =>
        type is not null && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal) && !type.EndsWith("xml", StringComparison.Ordinal);

    // Publishers forget type="html" more often than they write about tags.
    private static FeedText Guess(string plain, string? type) =>
        new(plain, IsHtml: type is null && plain.Contains("</", StringComparison.Ordinal) && plain.Contains('>', StringComparison.Ordinal));

    private static FeedText? Base64(string? text, string? type)
    {
        var buffer = new byte[(text?.Length ?? 0) + 4];
        if (text is null || !Convert.TryFromBase64String(text, buffer, out var length) || type?.StartsWith("image/", StringComparison.Ordinal) == true)
        {
            return null;
        }

        return new(Encoding.UTF8.GetString(buffer, 0, length), IsHtml: type is null || type.Contains("html", StringComparison.Ordinal));
    }
}
