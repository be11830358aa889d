namespace Digest.Gather.Parse;

/// <summary>Which attached files are pictures: by media type, else by the ending of the address.</summary>
internal static class MediaTypes
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

    public static bool IsImage(string? type, string url)
    {
        if (type is { Length: > 0 } && type.Contains('/', StringComparison.Ordinal))
        {
            return type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && !type.Contains("svg", StringComparison.OrdinalIgnoreCase);
        }

        var path = url.AsSpan(0, url.AsSpan().IndexOfAny('?', '#') is >= 0 and var end ? end : url.Length);
        foreach (var ending in Endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
