using Digest.Links;

namespace Digest.Web;

/// <summary>
/// The headers of every answer: nothing runs, nothing frames, and what the page itself does not need is refused (CSP level 3). A
/// handler that sets a policy of its own keeps it.
/// </summary>
public sealed class SecurityHeaders(WebOptions options, SiteOptions site)
{
    private readonly string _page = Policy(string.Join(' ', options.PictureOrigins.Prepend("https:")));
    private readonly string _token = Policy("'none'");
    private readonly bool _https = site.BaseUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            Set(http.Response.Headers, http.GetEndpoint()?.Metadata.GetMetadata<TokenPage>() is not null);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private void Set(IHeaderDictionary headers, bool isToken)
    {
        headers.TryAdd("Content-Security-Policy", isToken ? _token : _page);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", isToken ? "no-referrer" : "strict-origin-when-cross-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("X-Frame-Options", "DENY");
        if (_https)
        {
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
        }

        if (isToken)
        {
            headers.CacheControl = "no-store";
            headers["X-Robots-Tag"] = "noindex, nofollow";
        }
    }

    private static string Policy(string pictures) =>
        $"default-src 'none'; img-src {pictures}; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
}
