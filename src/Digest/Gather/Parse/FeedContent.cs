using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>
/// An item's full content, not yet read: it is the greatest part of a feed, and mostly nobody wants it, since the summary makes the
/// teaser and a field gives the picture.
/// </summary>
internal readonly struct FeedContent
{
    private readonly MarkupDocument? doc;
    private readonly Node? node;
    private readonly bool isAtom;
    private readonly FeedText? text;

    public FeedContent(FeedText text) => this.text = text;

    private FeedContent(MarkupDocument doc, Node node, bool isAtom) => (this.doc, this.node, this.isAtom) = (doc, node, isAtom);

    /// <summary>The content of an RSS element, escaped or not; null where it is empty.</summary>
    public static FeedContent? Rss(MarkupDocument doc, Node node) => doc.IsBlank(node) ? null : new(doc, node, isAtom: false);

    /// <summary>An Atom text construct; null where it is empty.</summary>
    public static FeedContent? Atom(MarkupDocument doc, Node node) => doc.IsBlank(node) ? null : new(doc, node, isAtom: true);

    public FeedText? Read() => doc is null ? text : isAtom ? Parse.Atom.TextOf(doc, node!, doc.Limits.Content) : RssItem.Html(doc, node!, doc.Limits.Content);

    /// <summary>Adds the pictures of content that is not read: only the tags themselves, and what may be their caption, are decoded.</summary>
    public void AddPictures(PictureChoice pictures, Uri baseUri)
    {
        if (doc is null)
        {
            Clean.HtmlPictures.Collect(text!.Value.Html, pictures, baseUri);
            return;
        }

        foreach (var html in doc.Tags(node!, "img"))
        {
            Clean.HtmlPictures.Collect(html, pictures, baseUri);
        }
    }

    /// <summary>Notes the faults of content that is not read, so that a broken document is known as broken all the same.</summary>
    public void Check() => doc?.Check(node!);
}
