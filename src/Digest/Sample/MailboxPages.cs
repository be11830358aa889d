using System.Text.RegularExpressions;

using Digest.Links;
using Digest.Templates;

namespace Digest.Sample;

/// <summary>
/// The mailbox in a browser, under /mailbox: a list, and of each mail its HTML in a sandboxed frame, its text, headers and source.
/// Mails are other people's words: nothing of them runs, and nothing is loaded but pictures.
/// </summary>
public sealed partial class MailboxPages(MailboxFolder folder, TemplateSet templates, SiteOptions site)
{
    private const int PerPage = 100;

    private const string PagePolicy = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Styles in the mail are its looks; sandbox without allow-scripts and allow-same-origin holds even when it is opened by itself.
    private const string MailPolicy = "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'; "
        + "sandbox allow-popups allow-popups-to-escape-sandbox";

    public async Task<IResult> ListAsync(HttpContext http, int page = 1)
    {
        var count = folder.List().Count;
        page = Math.Clamp(page, 1, Math.Max(1, ((count - 1) / PerPage) + 1));
        var rows = await MailboxMail.ListAsync(folder, (page - 1) * PerPage, PerPage, http.RequestAborted).ConfigureAwait(false);
        return Page(http, "web/mailbox.html", new
        {
            site.Name,
            Rows = rows,
            Count = count,
            Newer = page > 1 ? page - 1 : 0,
            Older = page * PerPage < count ? page + 1 : 0,
        });
    }

    public async Task<IResult> MailAsync(HttpContext http, string id, string view = "html")
    {
        if (await MailboxMail.ReadAsync(folder, id, http.RequestAborted).ConfigureAwait(false) is not { } mail)
        {
            return Results.NotFound();
        }

        view = view is "text" or "headers" or "source" ? view : mail.Html is null ? "text" : "html";
        return Page(http, "web/mailbox-mail.html", new { site.Name, Mail = mail, View = view });
    }

    public async Task<IResult> HtmlAsync(HttpContext http, string id)
    {
        if (await MailboxMail.ReadAsync(folder, id, http.RequestAborted).ConfigureAwait(false) is not { Html: { } html })
        {
            return Results.NotFound();
        }

        http.Response.Headers.ContentSecurityPolicy = MailPolicy;
        http.Response.Headers.XFrameOptions = "SAMEORIGIN";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Content(InNewTab(html), "text/html; charset=utf-8");
    }

    public async Task<IResult> SourceAsync(HttpContext http, string id) =>
        await folder.ReadAsync(id, http.RequestAborted).ConfigureAwait(false) is { } bytes
            ? Results.Bytes(bytes, "message/rfc822", id + ".eml")
            : Results.NotFound();

    public IResult StyleSheet(HttpContext http) => Results.Content(templates.Render("web/mailbox.css", new { }, TemplateSet.DefaultLocale), "text/css; charset=utf-8");

    private IResult Page(HttpContext http, string template, object model)
    {
        http.Response.Headers.ContentSecurityPolicy = PagePolicy;
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(templates.Render(template, model, TemplateSet.DefaultLocale), "text/html; charset=utf-8");
    }

    // A link of the mail opens beside the mailbox, as in a mail program; inside the frame it could show nothing.
    private static string InNewTab(string html)
    {
        const string blank = "<base target=\"_blank\">";
        return Head().IsMatch(html) ? Head().Replace(html, "$0" + blank, 1) : blank + html;
    }

    [GeneratedRegex("<head(\\s[^>]*)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Head();
}

/// <summary>The mailbox's routes.</summary>
public static class MailboxRoutes
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>Only for when the mailbox is on: a service with a relay has no such pages.</summary>
    public static void MapMailbox(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/mailbox", Reading, (HttpContext http, MailboxPages pages, int? page) => pages.ListAsync(http, page ?? 1));
        app.MapMethods("/mailbox/style.css", Reading, (HttpContext http, MailboxPages pages) => pages.StyleSheet(http));
        app.MapMethods("/mailbox/{id}", Reading, (HttpContext http, MailboxPages pages, string id, string? view) => pages.MailAsync(http, id, view ?? "html"));
        app.MapMethods("/mailbox/{id}/html", Reading, (HttpContext http, MailboxPages pages, string id) => pages.HtmlAsync(http, id));
        app.MapMethods("/mailbox/{id}/mail.eml", Reading, (HttpContext http, MailboxPages pages, string id) => pages.SourceAsync(http, id));
    }
}
