using Digest.Model;

namespace Digest.Gather.Pages;

/// <summary>A picture's address on a page, made absolute.</summary>
internal static class PagePicture
{
    private const int Longest = 2048;

    public static Picture? Of(string? url, Uri page) =>
        url is { Length: > 0 and <= Longest } && Uri.TryCreate(page, url.Trim(), out var uri) && uri.Scheme is "http" or "https" ? new(uri.AbsoluteUri) : null;
}
