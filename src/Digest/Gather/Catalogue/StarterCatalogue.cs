using System.Reflection;

using Digest.Gather.Opml;

namespace Digest.Gather.Catalogue;

/// <summary>Feeds of well-known titles to start from, by country, language and section. Addresses change: `feeds check` tells.</summary>
public static class StarterCatalogue
{
    /// <param name="country">ISO 3166-1 alpha-2, or null for all.</param>
    /// <param name="language">BCP 47; "en" takes en-gb as well. Null for all.</param>
    /// <param name="section">Words that the section holds, or null for all.</param>
    public static IReadOnlyList<OpmlFeed> Find(string? country = null, string? language = null, string? section = null) =>
        [.. Read().Where(f => country is null || country.Equals(f.Country, StringComparison.OrdinalIgnoreCase))
            .Where(f => language is null || f.Language!.Equals(language, StringComparison.OrdinalIgnoreCase) || f.Language.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase))
            .Where(f => section is null || f.Section?.Contains(section, StringComparison.OrdinalIgnoreCase) == true)];

    private static IReadOnlyList<OpmlFeed> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("catalogue/starter.opml")!;
        using var reader = new StreamReader(stream);
        return OpmlReader.Read(reader.ReadToEnd()).Feeds;
    }
}
