using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Digest.Sample;

/// <summary>The markup that articles carry in feeds, and on the press's own pages.</summary>
internal static class PressHtml
{
    // Letters of every script stand as themselves; only what HTML needs is escaped.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(text);

    public static string Paragraphs(IEnumerable<string> body) => string.Join('\n', body.Select(p => $"<p>{Encode(p)}</p>"));

    /// <summary>The picture as a figure with caption and credit; nothing where there is none.</summary>
    public static string Figure(PressPage page, PressArticle a)
    {
        if (a.Picture is null)
        {
            return "";
        }

        var credit = (a.Title.Language == "de" ? "Foto: " : "Photograph: ") + a.Picture.Credit;
        var caption = a.Caption is null ? credit : $"{a.Caption} {credit}";
        return $"<figure><img src=\"{page.Picture(a)}\" width=\"800\" height=\"450\" alt=\"{Encode(a.Picture.AltIn(a.Title.Language))}\" />"
            + $"<figcaption>{Encode(caption)}</figcaption></figure>\n";
    }

    /// <summary>An article's number in its title's own system: the same at every start (FNV-1a of its path).</summary>
    public static string Number(PressArticle a)
    {
        var hash = Encoding.UTF8.GetBytes(a.Path).Aggregate(2166136261u, (h, b) => (h ^ b) * 16777619u);
        return (100_000_000u + (hash % 900_000_000u)).ToString(CultureInfo.InvariantCulture);
    }
}
