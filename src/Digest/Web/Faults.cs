namespace Digest.Web;

/// <summary>
/// Whatever goes wrong becomes a page in the reader's words: a number to quote instead of a stack. Empty answers of the framework (404,
/// 405 …) get their page here too, so that every miss looks the same.
/// </summary>
public sealed class Faults(Pages pages, ILogger<Faults> log)
{
    private const string LastResort = "<!doctype html><html lang=\"en\"><title>Error</title><h1>Something went wrong</h1><p>Please try again in a minute.</p></html>";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusOf(error);
            Report(http, error);
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
        {
            await WriteAsync(http).ConfigureAwait(false);
        }
    }

    private static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // A form with too many fields, or one too long.
        InvalidDataException => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    // The route's pattern, never the path: a path may hold a token.
    private void Report(HttpContext http, Exception error)
    {
        if (http.Response.StatusCode >= 500)
        {
            log.LogError(error, "{Method} {Route} failed, correlation id {Id}", http.Request.Method, RouteOf(http), http.TraceIdentifier);
        }
    }

    private static string RouteOf(HttpContext http) => http.GetEndpoint() is RouteEndpoint route ? route.RoutePattern.RawText ?? "" : "unknown route";

    private async Task WriteAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        var kind = status switch { 400 or 403 or 404 or 405 or 413 or 429 => status, >= 500 => 500, _ => 400 };
        try
        {
            await pages.Show(new Page("error.html", new { Kind = kind, CorrelationId = kind == 500 ? http.TraceIdentifier : null }) { Status = status })
                .ExecuteAsync(http).ConfigureAwait(false);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            log.LogError(error, "The page for status {Status} cannot be shown either", status);
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync(LastResort).ConfigureAwait(false);
        }
    }
}
