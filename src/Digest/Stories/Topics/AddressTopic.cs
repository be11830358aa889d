using System.Buffers;

namespace Digest.Stories.Topics;

/// <summary>What an address says of the topic: /sport/football/… is sport; the slug of the headline is not looked at.</summary>
public static class AddressTopic
{
    private const int MostFolders = 4;

    // What no reading of a URI changes: letters of a host are lower case, nothing is escaped.
    private static readonly SearchValues<char> InHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> InPath = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/,;:=+@!$&'()*");

    /// <returns>The IPTC code and the part of the address that told, or null.</returns>
    public static (string Code, string Part)? Find(string url) => Find(Parts(url));

    /// <summary>As by the address, of its <see cref="Parts(string)"/>.</summary>
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
    public static IReadOnlyList<string> Parts(string url)
    {
        if (Plain(url) is { } plain)
        {
            return Parts(plain.Host, plain.Path);
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? [.. Parts(address.Host, address.AbsolutePath).Select(Uri.UnescapeDataString)]
            : [];
    }

    // Nearly all addresses are written as they are read: taking them apart as URIs would cost more than finding their topic.
    private static (string Host, string Path)? Plain(string url)
    {
        var start = url.StartsWith("https://", StringComparison.Ordinal) ? 8 : url.StartsWith("http://", StringComparison.Ordinal) ? 7 : 0;
        var end = url.AsSpan().IndexOfAny('?', '#');
        var path = url.IndexOf('/', start);
        end = end < 0 ? url.Length : end;
        return start == 0 || path <= start || path > end || url.AsSpan(start, path - start).ContainsAnyExcept(InHost)
            || url.AsSpan(path, end - path).ContainsAnyExcept(InPath) || url.AsSpan(path, end - path).Contains("/.", StringComparison.Ordinal)
            ? null : (url[start..path], url[path..end]);
    }

    private static List<string> Parts(string host, string path)
    {
        var parts = new List<string>(5);
        Add(parts, Subdomain(host));
        // What stands behind the last break is the article itself.
        var folders = path.AsSpan().TrimEnd('/');
        folders = folders[..Math.Max(0, folders.LastIndexOf('/'))];
        var read = 0;
        foreach (var part in folders.Split('/'))
        {
            if (folders[part].Length > 0 && read++ < MostFolders)
            {
                Add(parts, folders[part]);
            }
        }

        return parts;
    }

    private static void Add(List<string> parts, ReadOnlySpan<char> part)
    {
        if (part.Length is > 1 and < 40 && part.ContainsAnyExceptInRange('0', '9'))
        {
            parts.Add(part.ToString());
        }
    }

    // sport.example.org, money.example.com: the first label, unless it is the whole name.
    private static ReadOnlySpan<char> Subdomain(ReadOnlySpan<char> host)
    {
        var end = host.IndexOf('.');
        return end >= 0 && host.Count('.') > 1 && !host[..end].SequenceEqual("www") ? host[..end] : default;
    }
}
