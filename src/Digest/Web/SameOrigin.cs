using Digest.Links;

namespace Digest.Web;

/// <summary>
/// Refuses forms sent from other sites. One-click unsubscription is exempt (RFC 8058: it comes from anywhere, and its token is the
/// right). Browsers send "Origin: null" from pages without a referrer, so null says nothing; Sec-Fetch-Site does.
/// </summary>
public sealed class SameOrigin(SiteOptions site)
{
    private readonly string _origin = new Uri(site.BaseUrl).GetLeftPart(UriPartial.Authority);

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<FromAnywhere>() is null && IsForeign(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return true;
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && origin != "null"
            && !origin.Equals(_origin, StringComparison.OrdinalIgnoreCase)
            && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Marks the routes that answer a POST from anywhere: their token is the right.</summary>
public sealed class FromAnywhere
{
    public static readonly FromAnywhere Mark = new();
}
