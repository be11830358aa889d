using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>The extensions that feeds of every format mix in: content, Dublin Core, Atom in RSS, iTunes, Feedburner and the like.</summary>
internal static class Modules
{
    public static void Item(MarkupDocument doc, Node node, ItemDraft draft, string? language)
    {
        switch (node.Vocabulary)
        {
            case Vocabulary.Content when node.Name == "encoded":
                draft.Content ??= FeedContent.Rss(doc, node);
                draft.ContentBase = FeedAddress.Base(doc.Attribute(node, "xml:base"), draft.Base);
                break;
            case Vocabulary.DublinCore:
                DublinCore(doc, node, draft, language);
                break;
            case Vocabulary.Media:
                MediaRss.Item(doc, node, draft);
                break;
            case Vocabulary.Itunes or Vocabulary.GooglePlay:
                Itunes(doc, node, draft);
                break;
            case Vocabulary.Atom:
                Atom.Field(doc, node, draft, language);
                break;
            case Vocabulary.Xhtml when node.Name is "body" or "div":
                draft.Content ??= FeedContent.Rss(doc, node);
                break;
            case Vocabulary.Feedburner when node.Name == "origlink":
                draft.AddLink(FeedAddress.Resolve(doc.Text(node, doc.Limits.Field), draft.Base));
                break;
            case Vocabulary.Pheedo when node.Name == "origlink":
                draft.AddLink(FeedAddress.Resolve(doc.Text(node, doc.Limits.Field), draft.Base));
                break;
            case Vocabulary.Prism when node.Name is "section" or "subsection1":
                draft.Section ??= RssItem.Label(doc, node);
                break;
            case Vocabulary.Schema when node.Name == "isaccessibleforfree":
                draft.Access ??= AccessWords.IsFree(doc.Text(node, doc.Limits.Field));
                break;
            case Vocabulary.Prism when node.Name is "publicationdate" or "coverdate":
                draft.PublishedAt ??= FeedDate.Parse(doc.Text(node, doc.Limits.Field), language);
                break;
            default:
                break;
        }
    }

    private static void DublinCore(MarkupDocument doc, Node node, ItemDraft draft, string? language)
    {
        switch (node.Name)
        {
            case "creator" or "author":
                draft.AddAuthor(RssItem.Person(doc, node));
                break;
            case "contributor" or "publisher" when draft.Author is null:
                draft.Author = doc.Text(node, doc.Limits.Field);
                break;
            case "date" or "issued" or "created" or "available":
                draft.PublishedAt ??= FeedDate.Parse(doc.Text(node, doc.Limits.Field), language);
                break;
            case "modified":
                draft.UpdatedAt ??= FeedDate.Parse(doc.Text(node, doc.Limits.Field), language);
                break;
            case "subject":
                draft.AddCategory(RssItem.Label(doc, node));
                break;
            case "title":
                draft.OtherTitle ??= RssItem.Html(doc, node, doc.Limits.Title);
                break;
            case "description" or "abstract":
                draft.OtherSummary ??= RssItem.Html(doc, node, doc.Limits.Content);
                break;
            case "identifier":
                draft.Id ??= doc.Text(node, doc.Limits.Field);
                break;
            case "accessrights":
                draft.Access ??= AccessWords.Rights(doc.Text(node, doc.Limits.Field));
                break;
            case "language":
                draft.Language ??= Languages.Tag(doc.Text(node, doc.Limits.Field));
                break;
            default:
                break;
        }
    }

    private static void Itunes(MarkupDocument doc, Node node, ItemDraft draft)
    {
        switch (node.Name)
        {
            case "author" when draft.Author is null:
                draft.AddAuthor(doc.Text(node, doc.Limits.Field));
                break;
            case "image":
                draft.Pictures.Add(FeedAddress.Resolve(doc.Attribute(node, "href") ?? doc.Attribute(node, "url") ?? doc.Text(node, doc.Limits.Field), draft.Base), PictureChoice.Origin.Field);
                break;
            case "summary" or "description":
                draft.OtherSummary ??= RssItem.Html(doc, node, doc.Limits.Content);
                break;
            case "subtitle":
                draft.Subtitle ??= RssItem.Html(doc, node, doc.Limits.Content);
                break;
            case "title":
                draft.OtherTitle ??= RssItem.Html(doc, node, doc.Limits.Title);
                break;
            default:
                break;
        }
    }

    /// <summary>"Name" or "Name (address)" of an Atom-like person; null where neither is given.</summary>
    public static string? Person(MarkupDocument doc, Node node)
    {
        string? name = null, address = null;
        foreach (var child in node.Children)
        {
            if (child.Name is "name" or "title")
            {
                name ??= doc.Text(child, doc.Limits.Field);
            }
            else if (child.Name is "email")
            {
                address ??= doc.Text(child, doc.Limits.Field);
            }
        }

        return name ?? address;
    }
}
