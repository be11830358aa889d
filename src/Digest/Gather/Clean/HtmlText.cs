using System.Buffers;
using System.Text;

namespace Digest.Gather.Clean;

/// <summary>Markup to plain text.</summary>
public static class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"");
    private static readonly SearchValues<char> Markup = SearchValues.Create("<&\n\r\t\u00A0\u00AD\u200B\uFEFF");

    /// <summary>Paragraphs joined by a line feed; blanks run together; scripts, styles, captions, forms and hidden parts left out.</summary>
    /// <param name="longest">Reading stops soon after this many characters of text.</param>
    public static string Paragraphs(string html, int longest)
    {
        if (!html.AsSpan().ContainsAny(Markup) && html.Length <= longest)
        {
            return html.Trim();
        }

        return new HtmlScan(html, longest).Run();
    }

    /// <summary>Text for one line: a title, a name. Markup and references are resolved where <paramref name="isHtml"/>; blanks run together.</summary>
    public static string OneLine(string value, bool isHtml, int longest)
    {
        if (isHtml && value.AsSpan().ContainsAny('<', '&'))
        {
            value = new HtmlScan(value, longest) { KeepAll = true }.Run();
        }

        var span = value.AsSpan().Trim();
        if (span.Length <= longest && !NeedsSqueeze(span))
        {
            return span.Length == value.Length ? value : span.ToString();
        }

        return Squeeze(span, longest);
    }

    /// <summary>Plain text as markup.</summary>
    public static string Escape(string plain) => plain.AsSpan().ContainsAny(Special)
        ? plain.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
        : plain;

    /// <summary>All that is neither a visible character nor a single blank.</summary>
    internal static readonly SearchValues<char> Odd = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => c != ' ' && (IsBlank(c) || IsInvisible(c)))]);

    private static bool NeedsSqueeze(ReadOnlySpan<char> span) => span.ContainsAny(Odd) || span.Contains("  ", StringComparison.Ordinal);

    private static string Squeeze(ReadOnlySpan<char> span, int longest)
    {
        var line = new StringBuilder(Math.Min(span.Length, longest));
        foreach (var c in span)
        {
            if (IsBlank(c))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (!IsInvisible(c))
            {
                line.Append(c);
            }

            if (line.Length >= longest)
            {
                if (char.IsHighSurrogate(line[^1]))
                {
                    line.Length--;
                }

                break;
            }
        }

        return line.ToString().TrimEnd();
    }

    internal static bool IsBlank(char c) => c <= ' ' || c is '\u00A0' or '\u2028' or '\u2029' || (c > '\u1000' && char.IsWhiteSpace(c));

    // Soft hyphens, zero-width spaces, marks and overrides of direction, C1 controls: never letters, often trouble. Joiners stay: scripts and emoji need them.
    internal static bool IsInvisible(char c) =>
        c is '\u00AD' or '\uFEFF' or '\u200B' or '\u200E' or '\u200F' or >= '\u007F' and <= '\u009F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or >= '\uFFF9' and <= '\uFFFB';
}
