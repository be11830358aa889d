namespace Digest.Model;

/// <summary>A headline as it is shown: without the publisher's name behind it or a barker's word in front of it.</summary>
public static class Headline
{
    private static readonly string[] Separators = [" - ", " | ", " – ", " — ", " :: ", " · ", " • "];

    private static readonly string[] Barkers =
    [
        "watch:", "watch |", "video:", "breaking:", "breaking news:", "exclusive:", "just in:", "must read:", "must-read:", "listen:", "pictures:", "in pictures:", "photos:",
        "wideo:", "pilne:", "tylko u nas:", "eilmeldung:", "eil:", "video |", "en direct :", "en direct:", "vidéo.", "vidéo :", "última hora:", "vídeo:", "ultim'ora:",
        "urgente:", "(video)", "[video]", "[wideo]", "срочно:", "видео:", "відео:", "терміново:",
    ];

    /// <param name="title">As the feed gave it, plain text.</param>
    /// <param name="sourceName">The title's name (The Guardian); its parts and its domain are recognised too.</param>
    /// <returns>The cleaned headline; the title itself where nothing would be left.</returns>
    public static string Clean(string title, string sourceName)
    {
        var text = WithoutBarker(WithoutSource(title.Trim(), sourceName));
        return text.Length > 0 ? text : title.Trim();
    }

    // "… - CNET", "… | World News | The Guardian": segments from the end, while one of them names the source.
    private static string WithoutSource(string title, string sourceName)
    {
        var name = Bare(sourceName);
        var cut = title.Length;
        for (var i = 0; i < 3; i++)
        {
            var (at, length) = LastSeparator(title[..cut]);
            if (at <= 0)
            {
                break;
            }

            if (Names(Bare(title[(at + length)..cut]), name))
            {
                return WithoutSection(title[..at].TrimEnd());
            }

            cut = at;
        }

        return title;
    }

    // What stands between the headline and the source's name is its section.
    private static string WithoutSection(string title)
    {
        var at = title.LastIndexOf(" | ", StringComparison.Ordinal);
        return at > 0 && title[(at + 3)..].Count(c => c == ' ') < 2 ? title[..at].TrimEnd() : title;
    }

    private static (int At, int Length) LastSeparator(string text)
    {
        var best = (At: -1, Length: 0);
        foreach (var separator in Separators)
        {
            var at = text.LastIndexOf(separator, StringComparison.Ordinal);
            best = at > best.At ? (at, separator.Length) : best;
        }

        return best;
    }

    private static bool Names(string segment, string name) =>
        segment.Length > 1 && name.Length > 1
        && (segment == name || (segment.Length >= 4 && name.StartsWith(segment, StringComparison.Ordinal)) || (name.Length >= 3 && segment.StartsWith(name, StringComparison.Ordinal) && segment.Length <= name.Length + 8));

    // Letters and digits only, without the article and the domain's ending: "The Guardian - UK" and theguardian.com meet.
    private static string Bare(string text)
    {
        var bare = new string([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        foreach (var end in new[] { "com", "couk", "news" })
        {
            bare = bare.Length > end.Length + 2 && bare.EndsWith(end, StringComparison.Ordinal) ? bare[..^end.Length] : bare;
        }

        return bare.Length > 6 && bare.StartsWith("the", StringComparison.Ordinal) ? bare[3..] : bare;
    }

    private static string WithoutBarker(string title)
    {
        foreach (var barker in Barkers)
        {
            if (title.StartsWith(barker, StringComparison.OrdinalIgnoreCase))
            {
                return title[barker.Length..].TrimStart();
            }
        }

        return title;
    }
}
