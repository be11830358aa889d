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

    /// <summary>The base for an element that says xml:base; the outer one where it says nothing usable.</summary>
    public static Uri Base(string? xmlBase, Uri outer) =>
        xmlBase is not null && Uri.TryCreate(outer, xmlBase, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : outer;
}
