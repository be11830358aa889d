using System.Globalization;
using System.Runtime.InteropServices;

using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

using Digest.Gather.Articles;
using Digest.Gather.Clean;
using Digest.Gather.Parse;
using Digest.Model;

using SmartReader;

namespace Digest.Gather.Pages;

/// <summary>
/// Reads what an article's own page says: JSON-LD, Open Graph, meta elements, and the text itself where these say nothing.
/// Nothing the page refers to is ever loaded. Pure.
/// </summary>
public static class ArticlePage
{
    // Deeper trees are made to exhaust the stack of whoever walks them.
    private const int Deepest = 400;

    /// <param name="html">The page.</param>
    /// <param name="asked">The article's address.</param>
    /// <param name="found">Where the page came from, after redirects.</param>
    /// <param name="title">The article's title, which a teaser does not repeat.</param>
    /// <param name="length">The teaser's length aimed at, in characters.</param>
    public static PageFacts Read(ReadOnlyMemory<byte> html, Uri asked, Uri found, string title, int length)
    {
        if (Nesting.IsTooDeep(html.Span))
        {
            return PageFacts.None;
        }

        MemoryMarshal.TryGetArray(html, out var bytes);
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using var page = new HtmlParser().ParseDocument(stream);
        if (IsTooDeep(page))
        {
            return PageFacts.None;
        }

        var meta = Meta(page);
        var linked = JsonLd.Article(page.QuerySelectorAll("script[type='application/ld+json']").Take(20).Select(s => s.TextContent), found);
        // A redirect to the front page or a consent wall would lend its words to the article.
        var isArticle = linked is not null || meta.GetValueOrDefault("og:type") == "article" || CanonicalUrl.Key(found.AbsoluteUri) == CanonicalUrl.Key(asked.AbsoluteUri);
        return isArticle ? Facts(page, meta, linked ?? default, found, title, length) : PageFacts.None;
    }

    private static PageFacts Facts(IHtmlDocument page, Dictionary<string, string> meta, LinkedArticle linked, Uri found, string title, int length)
    {
        var teaser = First(meta, "og:description", "twitter:description") ?? linked.Description ?? First(meta, "description");
        return new(
            Teaser.Of(teaser is null ? null : HtmlText.Escape(teaser), teaser is null ? Text(page, found) : null, title, length),
            Byline(linked.Byline) ?? Byline(First(meta, "author", "article:author", "parsely-author", "sailthru.author")),
            Clean(linked.Picture ?? Graph(meta, found)),
            AccessWords.Tier(First(meta, "article:content_tier")) ?? linked.Access);
    }

    private static string? Text(IHtmlDocument page, Uri found)
    {
        // The page's own headline, which the feed's may not repeat to the letter, is not the text's first sentence.
        foreach (var headline in page.QuerySelectorAll("h1").ToList())
        {
            headline.Remove();
        }

        var article = new Reader(found.AbsoluteUri, page).GetArticle();
        return article.IsReadable ? article.Content : null;
    }

    private static Picture? Graph(Dictionary<string, string> meta, Uri found) =>
        PagePicture.Of(First(meta, "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"), found) is { } picture
            ? picture with { Alt = First(meta, "og:image:alt", "twitter:image:alt"), Width = Number(meta, "og:image:width"), Height = Number(meta, "og:image:height") }
            : null;

    private static Picture? Clean(Picture? picture) =>
        picture is null ? null : picture with { Alt = Line(picture.Alt), Caption = Line(picture.Caption), Credit = Line(picture.Credit) };

    // A handle is nobody's name.
    private static string? Byline(string? written) => written is null || written.StartsWith('@') ? null : Digest.Gather.Parse.Byline.Name(written);

    private static string? Line(string? text) => text is null ? null : HtmlText.OneLine(text, isHtml: true, 1000) is { Length: > 0 } line ? line : null;

    private static Dictionary<string, string> Meta(IHtmlDocument page)
    {
        var meta = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var element in page.QuerySelectorAll("meta[content]").Take(500))
        {
            if ((element.GetAttribute("property") ?? element.GetAttribute("name")) is { Length: > 0 } name && element.GetAttribute("content") is { Length: > 0 } content)
            {
                meta.TryAdd(name.Trim(), content.Trim());
            }
        }

        return meta;
    }

    private static string? First(Dictionary<string, string> meta, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (meta.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    private static int? Number(Dictionary<string, string> meta, string name) =>
        int.TryParse(meta.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static bool IsTooDeep(INode root)
    {
        var depth = 0;
        for (INode? at = root; at is not null;)
        {
            if (at.FirstChild is { } child)
            {
                at = child;
                if (++depth > Deepest)
                {
                    return true;
                }

                continue;
            }

            while (at is not null && at != root && at.NextSibling is null)
            {
                at = at.Parent;
                depth--;
            }

            at = at is null || at == root ? null : at.NextSibling;
        }

        return false;
    }
}
