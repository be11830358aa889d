using System.Text.RegularExpressions;

namespace Digest.Gather.Parse;

/// <summary>The people in an author field: names without addresses, "By" or markup.</summary>
internal static partial class Byline
{
    private const int Longest = 120;

    /// <summary>The name, or names as they stand; null where the field names nobody.</summary>
    public static string? Name(string written)
    {
        var text = Clean.HtmlText.OneLine(written, isHtml: true, longest: 512);
        if (text.Contains('@', StringComparison.Ordinal))
        {
            text = WithoutAddress(text);
        }

        var first = text.IndexOf(' ', StringComparison.Ordinal);
        text = (first > 0 && By.Contains(text[..first]) ? text[first..] : text).Trim(' ', ',', ';', '-', '–', '|', '/', '"');
        // A field of commas only, a URL or a login is nobody's name.
        if (text.Length is 0 or > Longest || text.Contains("://", StringComparison.Ordinal) || !Has(text, char.IsLetter) || Nobodies.Contains(text))
        {
            return null;
        }

        return !Has(text, char.IsLower) && text.Contains(' ', StringComparison.Ordinal) && text.Length > 5 ? Capitalised(text) : text;
    }

    private static readonly HashSet<string> By = new(StringComparer.OrdinalIgnoreCase)
        { "by", "von", "par", "por", "di", "da", "door", "av", "af", "autor:", "author:", "text:" };

    private static bool Has(ReadOnlySpan<char> text, Func<char, bool> kind)
    {
        foreach (var c in text)
        {
            if (kind(c))
            {
                return true;
            }
        }

        return false;
    }

    // "a@b.c (Ann Bee)", "Ann Bee <a@b.c>", "Ann Bee, a@b.c"
    private static string WithoutAddress(string text)
    {
        if (InBrackets().Match(text) is { Success: true } match && !match.Groups[1].Value.Contains('@', StringComparison.Ordinal))
        {
            return match.Groups[1].Value;
        }

        return Address().Replace(text, "").Replace("()", "", StringComparison.Ordinal).Replace("<>", "", StringComparison.Ordinal).Trim();
    }

    private static readonly HashSet<string> Nobodies = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "administrator", "webmaster", "editor", "unknown", "none", "null", "author", "anonymous", "noreply", "no reply", "root", "n/a",
    };

    // JANE DOE AND JOHN ROE shouts; CNN and BBC, which have no vowel, are names.
    private static string Capitalised(string text) => string.Join(' ', text.Split(' ').Select(word =>
        Small.Contains(word) ? word.ToLowerInvariant()
        : word.AsSpan().ContainsAny(Vowels) ? System.Globalization.CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.ToLowerInvariant()) : word));

    private static readonly System.Buffers.SearchValues<char> Vowels = System.Buffers.SearchValues.Create("AEIOUYÄÖÜÉÈÁÍÓÚ");

    private static readonly HashSet<string> Small = new(StringComparer.OrdinalIgnoreCase) { "and", "und", "et", "y", "e", "i", "og", "och", "en", "of", "for", "the", "von", "van", "de", "der", "da", "di" };

    [GeneratedRegex(@"\(([^()]+)\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"<?\s*(mailto:)?[\w.+%-]+@[\w.-]*\w\s*>?", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
