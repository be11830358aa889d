namespace Digest.Stories.Topics;

/// <summary>What an address says of the topic: /sport/football/… is sport; the slug of the headline is not looked at.</summary>
public static class AddressTopic
{
    private static readonly char[] Breaks = ['/'];

    /// <returns>The IPTC code and the part of the address that told, or null.</returns>
    public static (string Code, string Part)? Find(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return null;
        }

        var parts = address.AbsolutePath.Split(Breaks, StringSplitOptions.RemoveEmptyEntries);
        // The last part is the article itself; deeper parts are narrower, so the first that tells wins.
        foreach (var part in parts.Take(Math.Max(parts.Length - 1, 0)).Take(4).Prepend(Subdomain(address.Host)))
        {
            if (part.Length is > 1 and < 40 && SectionNames.Find(Uri.UnescapeDataString(part)) is { } code)
            {
                return (code, part);
            }
        }

        return null;
    }

    // sport.example.org, money.example.com: the first label, unless it is the whole name.
    private static string Subdomain(string host)
    {
        var labels = host.Split('.');
        return labels.Length > 2 && labels[0] is not "www" ? labels[0] : "";
    }
}
