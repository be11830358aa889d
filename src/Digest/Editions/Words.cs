namespace Digest.Editions;

/// <summary>Text as an edition keeps it: one line, bounded, nothing said twice.</summary>
internal static class Words
{
    private const int LongestTitle = 300;

    /// <summary>White space and line ends become single spaces; a title that never ends is cut at a word.</summary>
    public static string Line(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestTitle ? line : Cut(line, LongestTitle);
    }

    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : Line(text);

    /// <summary>The teaser in one paragraph, cut at a sentence; empty when it only repeats the title.</summary>
    public static string Teaser(string teaser, string title, int length)
    {
        var text = string.Join(' ', teaser.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0 || string.Equals(text.TrimEnd('.', '…'), Line(title).TrimEnd('.', '…'), StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        if (text.Length <= length)
        {
            return text;
        }

        var sentence = LastSentence(text, length);
        return sentence >= length / 3 ? text[..sentence] : Cut(text, length);
    }

    // An end of sentence is a stop, then a space, then no small letter: "St. gallen" is none, nor is 3.5.
    private static int LastSentence(string text, int length)
    {
        for (var i = length - 1; i > 0; i--)
        {
            if (text[i] is '.' or '!' or '?' or '。' && i + 2 < text.Length && text[i + 1] == ' ' && !char.IsLower(text[i + 2]) && !Abbreviates(text, i))
            {
                return i + 1;
            }
        }

        return 0;
    }

    // "U.S. President", "Dr. Müller": a stop after a capital letter or after a very short word ends nothing.
    private static bool Abbreviates(string text, int stop)
    {
        var start = text.LastIndexOf(' ', stop - 1) + 1;
        return text[stop] == '.' && (stop - start <= 2 || text.AsSpan(start, stop - start).Contains('.'));
    }

    private static string Cut(string text, int length)
    {
        var space = text.LastIndexOf(' ', length - 1);
        var end = space > length / 2 ? space : length - 1;
        // Half of a surrogate pair is no character.
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd(',', ';', ':', '-', '–', ' ') + "…";
    }
}
