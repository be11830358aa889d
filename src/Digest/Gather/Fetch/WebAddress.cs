using System.Net;

namespace Digest.Gather.Fetch;

/// <summary>Reads an address as a person, a feed or a redirect wrote it, and refuses what two readers could understand differently.</summary>
public static class WebAddress
{
    // Names that no public DNS answers, or that mean this machine and its neighbours (RFC 6761, RFC 8375, cloud metadata).
    private static readonly string[] PrivateSuffixes =
        ["localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa", "invalid", "onion", "test"];

    /// <param name="text">An absolute address; nothing is trimmed or mended here.</param>
    /// <param name="address">The address, without its fragment.</param>
    /// <returns>Why it is refused, in words; null when it may be tried.</returns>
    public static string? Read(string text, out Uri? address)
    {
        address = null;
        if (Unclear(text) is { } unclear)
        {
            return unclear;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.IdnHost.Length == 0)
        {
            return "it is no absolute address of the form https://host/path";
        }

        address = uri;
        return Refuse(uri);
    }

    /// <summary>Judges a parsed address, as met in a redirect.</summary>
    public static string? Refuse(Uri uri)
    {
        if (uri.Scheme is not ("http" or "https"))
        {
            return $"the scheme {uri.Scheme} is not http or https";
        }

        return uri.UserInfo.Length > 0 ? "it holds a user name or password" : RefuseHost(uri.IdnHost);
    }

    private static string? Unclear(string text)
    {
        if (text.Length > 8192)
        {
            return "it is longer than 8,192 characters";
        }

        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'))
        {
            return "it holds a space, a control character or a backslash";
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
        {
            return "it does not begin with http:// or https://";
        }

        var scheme = text[..colon].ToLowerInvariant();
        if (scheme is not ("http" or "https"))
        {
            return $"the scheme {scheme} is not http or https";
        }

        if (!text.AsSpan(colon).StartsWith("://") || text.Length == colon + 3 || text[colon + 3] == '/')
        {
            return "there is no host after the scheme";
        }

        var end = text.AsSpan(colon + 3).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? text.AsSpan(colon + 3) : text.AsSpan(colon + 3, end);
        return authority.Contains('%') && !authority.Contains('[') ? "its host is percent-encoded" : null;
    }

    private static string? RefuseHost(string host)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        if (IPAddress.TryParse(name, out var ip))
        {
            return AddressRanges.WhyRefused(ip) is { } what ? $"{ip} is {what}" : null;
        }

        var labels = name.Split('.');
        // A last label that is a number makes every browser read the name as an IPv4 address (WHATWG URL, "ends in a number").
        if (labels[^1].Length == 0 || char.IsAsciiDigit(labels[^1][0]))
        {
            return "its host is a malformed IP address";
        }

        if (labels.Length == 1)
        {
            return $"{name} is a name of the local network";
        }

        return PrivateSuffixes.FirstOrDefault(s => name.EndsWith("." + s, StringComparison.Ordinal)) is { } suffix
            ? $"names under .{suffix} are not public" : null;
    }
}
