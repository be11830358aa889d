using Digest.Gather.Parse;
using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Clean;

/// <summary>The pictures inside an item's markup.</summary>
internal static class HtmlPictures
{
    private const int Most = 8;

    /// <summary>Adds each img that is large enough to be one, with its alt text and the caption of its figure.</summary>
    public static void Collect(string html, PictureChoice pictures, Uri baseUri)
    {
        var at = 0;
        for (var count = 0; count < Most; count++)
        {
            var open = html.AsSpan(at).IndexOf("<img", StringComparison.OrdinalIgnoreCase);
            if (open < 0)
            {
                return;
            }

            at += open;
            var end = MarkupReader.TagEnd(html, at + 4, out _);
            Add(html, at, end, pictures, baseUri);
            at = end;
        }
    }

    private static void Add(string html, int start, int end, PictureChoice pictures, Uri baseUri)
    {
        string? source = null, lazy = null, alt = null;
        int? width = null, height = null;
        foreach (var attribute in new Attributes(html.AsSpan(start, end - start)))
        {
            switch (attribute.Name)
            {
                case "src":
                    source = Value(attribute);
                    break;
                case "data-src" or "data-lazy-src" or "data-original":
                    lazy = Value(attribute);
                    break;
                case "alt":
                    alt = Value(attribute);
                    break;
                case "width":
                    width = PictureChoice.Pixels(Value(attribute));
                    break;
                case "height":
                    height = PictureChoice.Pixels(Value(attribute));
                    break;
                default:
                    break;
            }
        }

        // A data: address in src is the placeholder of a picture that a script would load.
        var url = FeedAddress.Resolve(lazy ?? source, baseUri);
        pictures.Add(url, PictureChoice.Origin.Inside, alt, Caption(html, end), null, width, height);
    }

    private static string? Value(Parse.Markup.Attribute attribute) =>
        attribute.Value.IsEmpty ? null : attribute.Value.Contains('&') ? System.Net.WebUtility.HtmlDecode(attribute.Value.ToString()) : attribute.Value.ToString();

    private static string? Caption(string html, int after)
    {
        var near = html.AsSpan(after, Math.Min(html.Length - after, 600));
        var open = near.IndexOf("<figcaption", StringComparison.OrdinalIgnoreCase);
        var next = near.IndexOf("<img", StringComparison.OrdinalIgnoreCase);
        if (open < 0 || (next >= 0 && next < open) || near[open..].IndexOf('>') is var start && start < 0)
        {
            return null;
        }

        var inside = html.AsSpan(after + open + start + 1);
        var close = inside.IndexOf("</figcaption", StringComparison.OrdinalIgnoreCase);
        return close < 0 ? null : inside[..close].ToString();
    }
}
