using System.Buffers;
using System.Text.RegularExpressions;

namespace Digest.Model;

/// <summary>A headline as it is shown: without the publisher's name behind it or a barker's word in front of it.</summary>
public static partial class Headline
{
    private static readonly string[] Separators = [" - ", " | ", " – ", " — ", " :: ", " · ", " • ", " » "];

    // What each begins with behind its space.
    private static readonly SearchValues<char> Signs = SearchValues.Create([.. Separators.Select(s => s[1])]);

    // Agencies and titles whose name stands behind a headline wherever it is reprinted. Whole segments only.
    private static readonly HashSet<string> Reprinted =
    [
        "reuters", "associatedpress", "apnews", "afp", "bloomberg", "bbc", "bbcnews", "cnn", "theguardian", "nytimes", "newyorktimes", "washingtonpost",
        "foxnews", "nbcnews", "abcnews", "cbsnews", "skynews", "spiegelonline", "derspiegel", "zeitonline", "faznet", "lemonde", "lefigaro", "elpais",
        "elmundo", "corrieredellasera", "repubblica", "pap", "dpa", "ansa", "efe", "тасс", "интерфакс", "укрінформ", "рианновости",
    ];

    /// <param name="title">As the feed gave it, plain text.</param>
    /// <param name="sourceName">The title's name (The Guardian); its parts and its domain are recognised too.</param>
    /// <returns>The cleaned headline; the title itself where nothing would be left.</returns>
    public static string Clean(string title, string sourceName)
    {
        var trimmed = title.Trim();
        var text = WithoutBarkers(WithoutSource(trimmed, sourceName));
        return text.Length > 0 ? text : trimmed;
    }

    // "… - CNET", "… | World News | The Guardian": segments from the end, while one of them names the source.
    private static string WithoutSource(string title, string sourceName)
    {
        string? name = null;
        var cut = title.Length;
        for (var i = 0; i < 3; i++)
        {
            var (at, length) = LastSeparator(title.AsSpan(0, cut));
            if (at <= 0)
            {
                break;
            }

            name ??= Bare(sourceName);
            var segment = title[(at + length)..cut];
            if (Names(Bare(segment), name) || IsReprint(segment))
            {
                return WithoutSection(title[..at].TrimEnd());
            }

            cut = at;
        }

        return title;
    }

    // A known agency, or an address (dailyherald.com).
    private static bool IsReprint(string segment) => Reprinted.Contains(Letters(segment)) || Domain().IsMatch(segment);

    // What stands between the headline and the source's name is its section.
    private static string WithoutSection(string title)
    {
        var at = title.LastIndexOf(" | ", StringComparison.Ordinal);
        return at > 0 && title[(at + 3)..].Count(c => c == ' ') < 2 ? title[..at].TrimEnd() : title;
    }

    // From each sign that stands in a separator, the last one first.
    private static (int At, int Length) LastSeparator(ReadOnlySpan<char> text)
    {
        for (var at = text.LastIndexOfAny(Signs); at > 0; at = text[..at].LastIndexOfAny(Signs))
        {
            foreach (var separator in Separators)
            {
                if (text[(at - 1)..].StartsWith(separator))
                {
                    return (at - 1, separator.Length);
                }
            }
        }

        return (-1, 0);
    }

    private static bool Names(string segment, string name) =>
        segment.Length > 1 && name.Length > 1
        && (segment == name || (segment.Length >= 4 && name.StartsWith(segment, StringComparison.Ordinal)) || (name.Length >= 3 && segment.StartsWith(name, StringComparison.Ordinal) && segment.Length <= name.Length + 8));

    private static string Letters(string text) => new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    // Letters and digits only, without the article and the domain's ending: "The Guardian - UK" and theguardian.com meet.
    private static string Bare(string text)
    {
        var bare = Letters(text);
        foreach (var end in new[] { "com", "couk", "news" })
        {
            bare = bare.Length > end.Length + 2 && bare.EndsWith(end, StringComparison.Ordinal) ? bare[..^end.Length] : bare;
        }

        return bare.Length > 6 && bare.StartsWith("the", StringComparison.Ordinal) ? bare[3..] : bare;
    }

    // One behind the other ("EXCLUSIVE: WATCH: …"), as long as a headline of two words or more is left.
    private static string WithoutBarkers(string title)
    {
        for (var i = 0; i < 3; i++)
        {
            var found = Barker().Match(title);
            var rest = title[found.Length..].TrimStart();
            if (!found.Success || !rest.Contains(' '))
            {
                break;
            }

            title = rest;
        }

        return title;
    }

    [GeneratedRegex(@"^(?:www\.)?[a-z0-9-]{2,}\.(?:com|org|net|co\.uk|co|info|tv|eu|[a-z]{2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Domain();

    // Always with a sign behind it: "Watch: …" and not "Watch the …". The one exception is what stands in brackets.
    [GeneratedRegex(
        """
        ^\s*(?:
          [\[(](?:video|watch|photos?|pictures|gallery|opinion|exclusive|breaking|wideo|galeria|foto|zdjęcia|vidéo|vídeo|fotos?|фото|видео|відео|live|updated?|subscriber[- ]only)[\])]
        | (?:
            (?:(?:watch|listen)(?:\ live|\ now|\ the\ video)?|video|audio|podcast|photos?|in\ photos|pictures?|in\ pictures|pictured|gallery|must[- ](?:read|see|watch))
          | (?:breaking(?:\ news)?|just\ in|developing|exclusive|news\ alert|alert|live\ updates?|live\ now|live(?:\ blog)?|updated?|as\ it\ happened|revealed|explained|explainer|opinion|analysis|fact[- ]check)
          | (?:eilmeldung|eil|exklusiv|live-?ticker|newsticker|newsblog|video|bilder|kommentar|analyse|liveblog)
          | (?:en\ direct|direct|vidéos?|exclusif|info\ [\w ]{2,20}|alerte(?:\ info)?|dernière\ heure|en\ images|éclairage)
          | (?:última\ hora|en\ vivo|en\ directo|directo|vídeos?|exclusiva|fotos?|urgente|ao\ vivo|exclusivo|imagens|análisis|opinión)
          | (?:ultim['’]ora|ultima\ ora|in\ diretta|diretta|esclusiva|foto|video)
          | (?:pilne|z\ ostatniej\ chwili|tylko\ u\ nas|nasz\ news|wideo|na\ żywo|relacja\ na\ żywo|zdjęcia|galeria|uwaga)
          | (?:breaking|exclusief|in\ beeld|kijk|luister|liveblog|foto['’]?s|update)
          | (?:срочно|молния|видео|фото|эксклюзив|онлайн|терміново|відео|ексклюзив|наживо)
          )\s*(?::|\||\s[-–—]\s|!\s|[-–—]\s)
        | (?:vidéo|video|vídeo|exclusif|infographie|direct|alerte\ info|en\ images|entretien)\.\s
        )\s*
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Barker();
}
