namespace Digest.Stories.Text;

/// <summary>Which language a text is in: by its script, then by its stop words.</summary>
public static class LanguageGuess
{
    /// <summary>The primary tag declared (pt-BR is pt), else what the text looks like, else "und".</summary>
    public static string Of(string? declared, string title, string teaser) => Primary(declared) ?? FromText(title + " " + teaser);

    /// <returns>A primary language tag, or "und" where nothing tells.</returns>
    public static string FromText(string text) => Script(text) ?? ByStopWords(text);

    private static string? Primary(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag))
        {
            return null;
        }

        var end = tag.AsSpan().IndexOfAny('-', '_');
        var primary = (end < 0 ? tag : tag[..end]).Trim().ToLowerInvariant();
        return primary switch { "nb" or "nn" => "no", "ua" => "uk", { Length: 2 or 3 } => primary, _ => null };
    }

    private static string? Script(string text)
    {
        int cyrillic = 0, letters = 0;
        var ukrainian = false;
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
            {
                continue;
            }

            letters++;
            switch (c)
            {
                case >= '\u3040' and <= '\u30FF': return "ja";
                case >= '\uAC00' and <= '\uD7A3': return "ko";
                case >= '\u0590' and <= '\u05FF': return "he";
                case >= '\u0600' and <= '\u06FF': return "ar";
                case >= '\u0370' and <= '\u03FF': return "el";
                case >= '\u0E00' and <= '\u0E7F': return "th";
                case >= '\u0900' and <= '\u097F': return "hi";
                case >= '\u4E00' and <= '\u9FFF' when letters > 3: return "zh";
                case >= '\u0400' and <= '\u04FF':
                    cyrillic++;
                    ukrainian |= c is 'і' or 'ї' or 'є' or 'ґ' or 'І' or 'Ї' or 'Є' or 'Ґ';
                    break;
            }
        }

        return cyrillic * 2 > letters ? (ukrainian ? "uk" : "ru") : null;
    }

    private static string ByStopWords(string text)
    {
        var words = text.Split([' ', ',', '.', ':', ';', '\'', '’', '-', '"', '!', '?', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var folded = words.Take(80).Select(Fold.Word).ToList();
        var (best, hits) = StopWords.Languages
            .Select(l => (Language: l, Hits: folded.Count(StopWords.Of(l).Contains)))
            .MaxBy(x => x.Hits);
        return hits >= 2 ? best : "und";
    }
}
