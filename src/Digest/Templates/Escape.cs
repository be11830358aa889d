using System.Buffers;
using System.Text;

namespace Digest.Templates;

/// <summary>
/// What may stand in HTML, in an address and in plain text. Control characters and bidirectional overrides (Unicode TR 36, 3.1) never pass:
/// a title may not turn the words after it around.
/// </summary>
public static class Escape
{
    private static readonly SearchValues<char> Dropped = SearchValues.Create(Controls() + Directions + "\uE000\uE001\uFEFF\uFFFE\uFFFF");
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'`" + Controls() + Directions + "\u2028\u2029\uE000\uE001\uFEFF\uFFFE\uFFFF");

    private static readonly SearchValues<char> Harmless = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./#");

    // U+E000 and U+E001 frame the places in a template that is cut up (Piece.cs), and are nobody else's.
    // Overrides and isolates swallow what follows them; marks (200E, 200F, 061C) only hint, and right-to-left titles need them.
    private const string Directions = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>For element content and quoted attributes alike.</summary>
    public static string Markup(string text) => Rewrite(text, markup: true);

    /// <summary>For plain text: the same characters dropped, nothing encoded.</summary>
    public static string Text(string text) => Rewrite(text, markup: false);

    /// <summary>One line: as <see cref="Text"/>, every run of white space one space.</summary>
    public static string Line(string text) => string.Join(' ', Text(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The address when it may be followed (http, https, mailto, or a path of this site), else "#".</summary>
    public static string Address(string url)
    {
        var clean = Text(url).Trim();
        if (clean.StartsWith('#') || (clean.StartsWith('/') && !clean.StartsWith("//", StringComparison.Ordinal) && !clean.StartsWith("/\\", StringComparison.Ordinal)))
        {
            return clean;
        }

        // What our own links look like: nothing in them that a parser could read otherwise.
        if (clean.StartsWith("https://", StringComparison.Ordinal) && clean.Length > 8 && char.IsAsciiLetterOrDigit(clean[8]) && !clean.AsSpan(8).ContainsAnyExcept(Harmless))
        {
            return clean;
        }

        return Uri.TryCreate(clean, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" ? clean : "#";
    }

    private static string Rewrite(string text, bool markup)
    {
        var first = text.AsSpan().IndexOfAny(Special);
        if (first < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 32).Append(text, 0, first);
        foreach (var c in text.AsSpan(first))
        {
            Append(result, c, markup);
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, char c, bool markup)
    {
        switch (c)
        {
            case '&' when markup: result.Append("&amp;"); break;
            case '<' when markup: result.Append("&lt;"); break;
            case '>' when markup: result.Append("&gt;"); break;
            case '"' when markup: result.Append("&quot;"); break;
            case '\'' when markup: result.Append("&#39;"); break;
            case '`' when markup: result.Append("&#96;"); break;
            case '\v' or '\f' or '\u0085' or '\u2028' or '\u2029': result.Append(' '); break;
            case var _ when !Dropped.Contains(c): result.Append(c); break;
            default: break;
        }
    }

    private static string Controls() => string.Concat(
        Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(c => char.IsControl(c) && c is not ('\t' or '\n')));
}
