using System.Globalization;
using System.Text;

using Digest.Gather.WebSub;

namespace Digest.Web;

/// <summary>
/// Where WebSub hubs reach the service. The one address whose GET changes something, as the protocol has it: no page and no mail
/// links here, and its token is known to the hub alone.
/// </summary>
public static class HubCallbackPage
{
    private const int MostBytes = 10 * 1024 * 1024;

    public static async Task<IResult> Verify(HttpContext http, string token, HubInbox inbox)
    {
        var query = http.Request.Query;
        _ = long.TryParse(query["hub.lease_seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var lease);
        return await inbox.VerifyAsync(token, query["hub.mode"], query["hub.topic"], lease, http.RequestAborted).ConfigureAwait(false)
            ? Results.Text(query["hub.challenge"].ToString(), "text/plain", Encoding.UTF8)
            : Results.NotFound();
    }

    public static async Task<IResult> Take(HttpContext http, string token, HubInbox inbox)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        return await inbox.TakeAsync(token, http.Request.Headers["X-Hub-Signature"], body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted).ConfigureAwait(false)
            ? Results.Accepted()
            : Results.StatusCode(StatusCodes.Status410Gone);
    }
}
