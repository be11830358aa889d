using System.Security.Cryptography;
using System.Text;

using Digest.Links;
using Digest.Model;
using Digest.Store;

namespace Digest.Web;

/// <summary>The privacy page, the style sheet, and what machines ask for.</summary>
public static class PlainPages
{
    private const string Robots = "User-agent: *\nDisallow: /confirm/\nDisallow: /preferences/\nDisallow: /u/\nDisallow: /subscribe/check\nDisallow: /editions/\nDisallow: /healthz\n";

    public static IResult Privacy(Pages pages, SiteLinks links, SiteOptions site) => pages.Show(
        new Page("privacy.html", new { site.PostalAddress, Contact = string.IsNullOrWhiteSpace(site.ReplyTo) ? site.From : site.ReplyTo })
        { Canonical = links.Privacy(), MaxAge = TimeSpan.FromHours(1) });

    public static IResult StyleSheet(HttpContext http, Pages pages)
    {
        var text = pages.StyleSheet();
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}\"";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Text(text, "text/css; charset=utf-8");
    }

    /// <summary>Browsers ask for it whether a page names one or not.</summary>
    public static IResult NoIcon(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=604800";
        return Results.NoContent();
    }

    public static IResult RobotsFile() => Results.Text(Robots, "text/plain; charset=utf-8");

    /// <summary>
    /// 200 when the database answers and no step's newest run failed; 503 names the steps, and the log says why. A database that does not answer
    /// comes out as an exception, and so as 500.
    /// </summary>
    public static async Task<IResult> Health(Database database, StepHealth steps, CancellationToken ct)
    {
        await database.ReadAsync(s => s.ScalarAsync<long>("SELECT 1"), ct).ConfigureAwait(false);
        var failing = steps.Entries.Where(e => e.Failing).Select(e => e.Step).ToList();
        if (failing.Count > 0)
        {
            return Results.Text($"failing: {string.Join(", ", failing)}\n", "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return Results.Text("ok\n", "text/plain; charset=utf-8");
    }
}
