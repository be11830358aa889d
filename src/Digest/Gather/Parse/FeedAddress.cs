namespace Digest.Gather.Parse;

/// <summary>Addresses as feeds write them, made absolute.</summary>
internal static class FeedAddress
{
    /// <summary>Absolute http(s) address, or null where there is none to be had. Blanks and line breaks inside are dropped or encoded.</summary>
    public static string? Resolve(string? written, Uri baseUri)
    {
        if (written is null)
        {
            return null;
        }

        // Escaped once too often; no address has this in it by intent.
        written = written.Contains("&amp;", StringComparison.Ordinal) ? written.Replace("&amp;", "&", StringComparison.Ordinal) : written;
        var value = written.AsSpan().Trim();
        if (value.IsEmpty || value.Length > 8192)
        {
            return null;
        }

        var isAbsolute = value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || value.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (isAbsolute && !value.ContainsAnyInRange('\0', ' ') && !value.Contains('\\'))
        {
            return value.Length == written.Length ? written : value.ToString();
        }

        var joined = value.ContainsAny('\n', '\r', '\t') ? string.Concat(written.Trim().Split('\n', '\r', '\t').Select(p => p.Trim())) : value.ToString();
        return Uri.TryCreate(baseUri, joined, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri.AbsoluteUri : null;
    }

    /// <summary>True for addresses of services that count clicks on feeds and pass them on.</summary>
    public static bool IsProxy(string url) =>
        url.Contains("//feedproxy.", StringComparison.OrdinalIgnoreCase) || url.Contains("//feeds.feedburner.com/~r/", StringComparison.OrdinalIgnoreCase)
        || url.Contains("/~r/", StringComparison.Ordinal) || url.Contains(".feedsportal.com/", StringComparison.OrdinalIgnoreCase) || url.Contains("//feeds.reuters.com/~r/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The base for an element that says xml:base; the outer one where it says nothing usable.</summary>
    public static Uri Base(string? xmlBase, Uri outer) =>
        xmlBase is not null && Uri.TryCreate(outer, xmlBase, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : outer;
}
