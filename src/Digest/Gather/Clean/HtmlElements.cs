namespace Digest.Gather.Clean;

/// <summary>What elements mean to a reader of plain text.</summary>
internal static class HtmlElements
{
    public enum Kind
    {
        Inline, Block, Line, Cell,
        /// <summary>Never text: script, style.</summary>
        Unseen,
        /// <summary>Text, but not the article's: captions, buttons, forms.</summary>
        Aside,
    }

    public static Kind Of(ReadOnlySpan<char> name) => name switch
    {
        "p" or "div" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "li" or "ul" or "ol" or "blockquote" or "section" or "article" or "header" or "footer" or "hr" or "pre"
            or "table" or "tr" or "dl" or "dt" or "dd" or "main" or "address" or "center" or "details" or "summary" or "fieldset" or "tbody" or "thead" or "caption" => Kind.Block,
        "br" => Kind.Line,
        "td" or "th" or "img" => Kind.Cell,
        "script" or "style" or "noscript" or "template" or "iframe" or "object" or "svg" or "math" or "audio" or "video" or "canvas" or "head" or "xml" or "noframes" or "noembed" or "applet" => Kind.Unseen,
        "figure" or "figcaption" or "form" or "button" or "select" or "textarea" or "nav" or "aside" or "dialog" or "menu" or "label" => Kind.Aside,
        _ => Kind.Inline,
    };

    public static bool IsRaw(ReadOnlySpan<char> name) => name is "script" or "style" or "noscript" or "template" or "iframe" or "textarea" or "noframes" or "noembed";

    /// <summary>True for a tag that a browser would not show, or that plug-ins put around share buttons, related links and captions.</summary>
    public static bool IsHidden(ReadOnlySpan<char> tag, ReadOnlySpan<char> name)
    {
        if (name is not ("div" or "span" or "p" or "ul" or "section" or "table" or "a" or "small" or "ol" or "li"))
        {
            return false;
        }

        if (tag.Contains("display:none", StringComparison.OrdinalIgnoreCase) || tag.Contains("display: none", StringComparison.OrdinalIgnoreCase)
            || tag.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase) || HasHiddenAttribute(tag))
        {
            return true;
        }

        var mark = tag.IndexOf("class=", StringComparison.OrdinalIgnoreCase);
        if (mark < 0)
        {
            mark = tag.IndexOf("id=", StringComparison.OrdinalIgnoreCase);
            if (mark < 0)
            {
                return false;
            }
        }

        foreach (var word in Furniture)
        {
            if (tag[mark..].Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasHiddenAttribute(ReadOnlySpan<char> tag) =>
        tag.IndexOf(" hidden", StringComparison.OrdinalIgnoreCase) is > 0 and var at && at + 7 < tag.Length && (tag[at + 7] is '>' or ' ' or '=');

    private static readonly string[] Furniture =
    [
        "wp-caption-text", "wp-caption", "feedflare", "sharedaddy", "share-buttons", "jp-relatedposts", "related-posts", "relatedposts", "yarpp", "sociable", "addtoany", "mf-viral", "screen-reader",
        "social-share", "newsletter-signup", "read-more", "readmore", "more-link", "image-caption", "photo-credit", "field-name-field-image", "file-image", "element-invisible", "blogger-post-footer", "toc_container",
    ];
}
