using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Digest.Web;

/// <summary>What a browser says of its reader: languages, and with them perhaps a country.</summary>
public static class Language
{
    /// <summary>The first locale there are words for, in the browser's order; else English.</summary>
    public static string Of(StringValues acceptLanguage, IReadOnlyList<string> locales) =>
        Tags(acceptLanguage).Select(tag => Match(tag, locales)).FirstOrDefault(l => l is not null) ?? "en";

    /// <summary>Two-letter country of the first tag that has one (de-AT → AT), or null.</summary>
    public static string? CountryOf(StringValues acceptLanguage) => Tags(acceptLanguage)
        .Select(t => t.Split('-')[^1]).FirstOrDefault(part => part.Length == 2 && part.All(char.IsAsciiLetterUpper));

    /// <summary>Primary tags in the browser's order (de, en).</summary>
    public static IReadOnlyList<string> Primary(StringValues acceptLanguage) =>
        [.. Tags(acceptLanguage).Select(t => t.Split('-')[0].ToLowerInvariant()).Distinct()];

    private static IEnumerable<string> Tags(StringValues header) =>
        StringWithQualityHeaderValue.TryParseList(header, out var values)
            ? values.Where(v => v.Value.Length is > 0 and < 36 && v.Quality is null or > 0).OrderByDescending(v => v.Quality ?? 1).Take(10)
                .Select(v => v.Value.ToString())
            : [];

    private static string? Match(string tag, IReadOnlyList<string> locales) =>
        locales.FirstOrDefault(l => l.Equals(tag, StringComparison.OrdinalIgnoreCase))
        ?? locales.FirstOrDefault(l => l.Equals(tag.Split('-')[0], StringComparison.OrdinalIgnoreCase));
}
