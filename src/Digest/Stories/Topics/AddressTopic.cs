namespace Digest.Stories.Topics;

/// <summary>What an address says of the topic: /sport/football/… is sport; the slug of the headline is not looked at.</summary>
public static class AddressTopic
{
    private static readonly char[] Breaks = ['/'];

    /// <returns>The IPTC code and the part of the address that told, or null.</returns>
    public static (string Code, string Part)? Find(string url) => Find(Parts(url));

    /// <summary>As by the address, of its <see cref="Parts"/>.</summary>
    public static (string Code, string Part)? Find(IEnumerable<string> parts)
    {
        foreach (var part in parts)
        {
            if (SectionNames.Find(part) is { } code)
            {
                return (code, part);
            }
        }

        return null;
    }

    /// <summary>
    /// The parts of an address that may name a section: its host's first label, then at most four folders. The last part is the
    /// article itself; deeper parts are narrower, so the first that tells wins.
    /// </summary>
    public static IEnumerable<string> Parts(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return [];
        }

        var parts = address.AbsolutePath.Split(Breaks, StringSplitOptions.RemoveEmptyEntries);
        return parts.Take(Math.Max(parts.Length - 1, 0)).Take(4).Prepend(Subdomain(address.Host))
            .Where(p => p.Length is > 1 and < 40 && !p.All(char.IsAsciiDigit)).Select(Uri.UnescapeDataString);
    }

    // sport.example.org, money.example.com: the first label, unless it is the whole name.
    private static string Subdomain(string host)
    {
        var labels = host.Split('.');
        return labels.Length > 2 && labels[0] is not "www" ? labels[0] : "";
    }
}
