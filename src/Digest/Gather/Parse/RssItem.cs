using System.Globalization;

using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>An item of RSS or RDF: the elements without prefix mean the same in every version; prefixed ones go to <see cref="Modules"/>.</summary>
internal static class RssItem
{
    public static ItemDraft Read(MarkupDocument doc, Node item, Uri outer, string? language)
    {
        var draft = new ItemDraft(FeedAddress.Base(doc.Attribute(item, "xml:base"), outer), doc.Limits)
        {
            Language = Languages.Tag(doc.Attribute(item, "xml:lang")),
        };
        foreach (var child in item.Children)
        {
            if (child.Vocabulary == Vocabulary.None)
            {
                Field(doc, child, draft, language);
            }
            else
            {
                Modules.Item(doc, child, draft, language);
            }
        }

        Address(draft);
        return draft;
    }

    private static void Field(MarkupDocument doc, Node field, ItemDraft draft, string? language)
    {
        switch (field.Name)
        {
            case "title":
                draft.Title ??= Html(doc, field, doc.Limits.Title);
                break;
            case "link":
                Link(doc, field, draft);
                break;
            case "description" or "summary" or "fullitem":
                draft.Summary ??= Html(doc, field, doc.Limits.Content);
                draft.ContentBase ??= Base(doc, field, draft);
                break;
            case "content" or "fulltext" or "full-text" or "body":
                draft.Content ??= FeedContent.Rss(doc, field);
                break;
            case "guid" or "id":
                draft.Id ??= doc.Text(field, doc.Limits.Field);
                draft.IdIsPermalink = !string.Equals(doc.Attribute(field, "isPermaLink"), "false", StringComparison.OrdinalIgnoreCase);
                break;
            case "pubdate" or "date" or "published":
                draft.PublishedAt ??= FeedDate.Parse(doc.Text(field, doc.Limits.Field), language);
                break;
            case "updated" or "lastbuilddate" or "modified" or "lastmod":
                draft.UpdatedAt ??= FeedDate.Parse(doc.Text(field, doc.Limits.Field), language);
                break;
            case "author" or "creator" or "byline" or "managingeditor":
                draft.AddAuthor(Person(doc, field));
                break;
            case "category" or "section":
                draft.AddCategory(Label(doc, field));
                break;
            case "enclosure":
                Enclosure(doc, field, draft);
                break;
            case "image" or "thumbnail" or "thumb":
                Image(doc, field, draft);
                break;
            case "comments":
                draft.CommentsUrl ??= FeedAddress.Resolve(doc.Text(field, doc.Limits.Field), draft.Base);
                break;
            case "source":
                draft.SourceName ??= doc.Text(field, doc.Limits.Field);
                draft.SourceUrl ??= FeedAddress.Resolve(doc.Attribute(field, "url"), draft.Base);
                break;
            default:
                break;
        }
    }

    public static FeedText? Html(MarkupDocument doc, Node field, int longest) => doc.Html(field, longest) is { } html ? new(html, IsHtml: true) : null;

    private static Uri Base(MarkupDocument doc, Node field, ItemDraft draft) => FeedAddress.Base(doc.Attribute(field, "xml:base"), draft.Base);

    private static void Link(MarkupDocument doc, Node field, ItemDraft draft)
    {
        // <link href="…"/> is Atom's way; feeds mix it in without its prefix.
        var written = doc.Text(field, doc.Limits.Field) ?? doc.Attribute(field, "href");
        var url = FeedAddress.Resolve(written, Base(doc, field, draft));
        if (draft.Link is null)
        {
            draft.Link = url;
        }
        else
        {
            draft.AddLink(url);
        }
    }

    // RSS has one text; some nest Atom's name inside.
    public static string? Person(MarkupDocument doc, Node field) => field.First is null
        ? doc.Text(field, doc.Limits.Field)
        : Modules.Person(doc, field) ?? doc.Text(field, doc.Limits.Field);

    public static string? Label(MarkupDocument doc, Node field)
    {
        var text = doc.Text(field, doc.Limits.Field) ?? doc.Attribute(field, "term") ?? doc.Attribute(field, "text");
        return text is null ? null : Clean.HtmlText.OneLine(text, isHtml: true, doc.Limits.Field);
    }

    private static void Enclosure(MarkupDocument doc, Node field, ItemDraft draft)
    {
        if (FeedAddress.Resolve(doc.Attribute(field, "url") ?? doc.Attribute(field, "href") ?? doc.Text(field, doc.Limits.Field), draft.Base) is not { } url)
        {
            return;
        }

        var type = doc.Attribute(field, "type");
        draft.AddEnclosure(new(url, type, long.TryParse(doc.Attribute(field, "length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null));
        if (MediaTypes.IsImage(type, url))
        {
            draft.Pictures.Add(url, PictureChoice.Origin.Enclosure);
        }
    }

    // <image><url>…</url></image>, <image>https://…</image> or <image href="…"/>
    private static void Image(MarkupDocument doc, Node field, ItemDraft draft)
    {
        var url = field.Child(Vocabulary.None, "url") is { } inner ? doc.Text(inner, doc.Limits.Field)
            : doc.Attribute(field, "href") ?? doc.Attribute(field, "url") ?? (field.First is null ? doc.Text(field, doc.Limits.Field) : null);
        draft.Pictures.Add(FeedAddress.Resolve(url, draft.Base), PictureChoice.Origin.Field);
    }

    // A permalink guid is the article's address where no link is given.
    private static void Address(ItemDraft draft)
    {
        if (draft.Id is null || !draft.IdIsPermalink)
        {
            draft.IdIsPermalink = false;
            return;
        }

        var isAddress = draft.Id.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || draft.Id.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var url = isAddress ? FeedAddress.Resolve(draft.Id, draft.Base) : null;
        draft.IdIsPermalink = url is not null;
        draft.AddLink(url);
        draft.Link ??= url;
    }
}
