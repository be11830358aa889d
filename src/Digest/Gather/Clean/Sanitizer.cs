using AngleSharp.Dom;

using Ganss.Xss;

namespace Digest.Gather.Clean;

/// <summary>
/// A publisher's markup made safe to show: a short allow-list of text, links, lists, tables and pictures. No style, class, id,
/// script, form or frame; only http(s), mailto and tel; addresses absolute. Safe for any number of threads.
/// </summary>
public static class Sanitizer
{
    // Deeper markup is no article, and tree walks recurse.
    private const int Deepest = 300;
    private const int Longest = 1_000_000;

    private static readonly string[] Tags =
    [
        "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd",
        "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "wbr", "bdi", "bdo", "ruby", "rt", "rp",
    ];

    // Elements whose text is no text: they go with all that is in them. Others lose their tag and keep their words.
    private static readonly HashSet<string> Whole = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math", "head", "title", "textarea", "select", "button", "noembed", "noframes", "xmp", "plaintext", "audio", "video", "canvas",
        "dialog", "frameset", "portal", "fencedframe", "xml", "listing",
    };

    private static readonly System.Buffers.SearchValues<char> NameEnds = System.Buffers.SearchValues.Create(" \t\r\n/>");

    private static readonly HtmlSanitizer Inner = Make();

    /// <param name="html">Untrusted markup.</param>
    /// <param name="baseUri">What relative addresses are relative to; null drops them.</param>
    public static string Clean(string html, Uri? baseUri)
    {
        if (html.Length > Longest || IsTooDeep(html))
        {
            return AsParagraphs(html);
        }

        return Inner.Sanitize(html, baseUri?.AbsoluteUri ?? "");
    }

    private static HtmlSanitizer Make()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(["href", "src", "alt", "title", "width", "height", "colspan", "rowspan", "datetime", "dir", "lang", "start", "cite"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "tel"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src", "cite"], StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(),
        })
        {
            KeepChildNodes = true,
            AllowDataAttributes = false,
        };
        sanitizer.RemovingTag += (_, e) => Empty(e.Tag);
        sanitizer.PostProcessNode += (_, e) => Finish(e.Node);
        return sanitizer;
    }

    private static void Empty(IElement tag)
    {
        if (Whole.Contains(tag.LocalName) || tag.NamespaceUri is not "http://www.w3.org/1999/xhtml")
        {
            while (tag.FirstChild is { } child)
            {
                tag.RemoveChild(child);
            }
        }
    }

    private static void Finish(INode node)
    {
        if (node is not IElement element)
        {
            return;
        }

        if (element.LocalName == "a" && element.HasAttribute("href"))
        {
            // The reader's mail program or browser must not tell the page where the reader came from, nor let it act on the opener.
            element.SetAttribute("rel", "noopener noreferrer nofollow");
        }

        if (element.LocalName == "img" && (!element.HasAttribute("src") || IsTracker(element)))
        {
            element.Remove();
        }
    }

    private static bool IsTracker(IElement image) =>
        image.GetAttribute("width") is "0" or "1" || image.GetAttribute("height") is "0" or "1" || Parse.PictureChoice.IsNoPicture(image.GetAttribute("src")!);

    private static string AsParagraphs(string html) =>
        string.Concat(HtmlText.Paragraphs(html, Longest).Split('\n').Select(p => $"<p>{HtmlText.Escape(p)}</p>"));

    /// <summary>Counts open elements as the tags come. Elements that HTML closes by itself are left out; the count is an upper bound.</summary>
    private static bool IsTooDeep(string html)
    {
        var depth = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            if (html[at + 1] == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (char.IsAsciiLetter(html[at + 1]) && !ClosesItself(html.AsSpan(at + 1)) && ++depth > Deepest)
            {
                return true;
            }
        }

        return false;
    }

    private static bool ClosesItself(ReadOnlySpan<char> tag)
    {
        var end = tag[..Math.Min(tag.Length, 12)].IndexOfAny(NameEnds);
        Span<char> name = stackalloc char[12];
        var length = tag[..(end < 0 ? Math.Min(tag.Length, 12) : end)].ToLowerInvariant(name);
        return name[..length] is "p" or "br" or "img" or "hr" or "input" or "wbr" or "meta" or "link" or "source" or "area" or "col" or "embed" or "param" or "track";
    }
}
