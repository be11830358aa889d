using Digest.Links;
using Digest.Model;
using Digest.Templates;

namespace Digest.Web;

/// <summary>What the layout needs around every page. Home is the path the site lies under, with a slash at its end ("/" at the root).</summary>
/// <param name="ZoneName">Whose time the page's times are: a city, or UTC.</param>
public sealed record Frame(string SiteName, string Home, string? Canonical, bool NoIndex, IReadOnlyList<Topic> Topics, bool IsToken, string StyleVersion, string ZoneName);

/// <summary>A page to be written: a template of templates/web, what it shows, and for whom.</summary>
public sealed record Page(string Template, object Model)
{
    public int Status { get; init; } = 200;

    /// <summary>The reader's language, where there is a reader; else the browser's.</summary>
    public string? Locale { get; init; }

    /// <summary>Where times are told; null is UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>The one public address of this page; null keeps it out of search engines.</summary>
    public string? Canonical { get; init; }

    /// <summary>How long others may keep it; null: nobody, not even the browser.</summary>
    public TimeSpan? MaxAge { get; init; }
}

/// <summary>Writes pages.</summary>
public sealed class Pages(TemplateSet templates, SiteOptions site)
{
    /// <summary>The path of Site:BaseUrl, which every link in a page begins with.</summary>
    public string Home { get; } = new Uri(site.BaseUrl).AbsolutePath.TrimEnd('/');

    public string SiteName => site.Name;

    public string PostalAddress => site.PostalAddress;

    public string LocaleOf(HttpContext http) => Language.Of(http.Request.Headers.AcceptLanguage, templates.Locales);

    public Locale Words(HttpContext http) => templates.Locale(LocaleOf(http));

    /// <summary>The style sheet, as its file stands now.</summary>
    public string StyleSheet() => templates.Render("web/style.css", new { }, TemplateSet.DefaultLocale);

    public IResult Show(Page page) => new Shown(this, page);

    /// <summary>To a path of this site.</summary>
    public IResult Redirect(string path) => Results.Redirect(Home + path, permanent: false, preserveMethod: false);

    /// <summary>The whole page as text.</summary>
    public string Render(HttpContext http, Page page)
    {
        var isToken = http.GetEndpoint()?.Metadata.GetMetadata<TokenPage>() is not null;
        var frame = new Frame(site.Name, Home + "/", page.Canonical, page.Canonical is null, Topic.All, isToken, StyleVersion(), Zones.City(Zones.Find(page.Zone)?.Id ?? "UTC"));
        var locale = page.Locale ?? LocaleOf(http);
        return templates.Render("web/" + page.Template, new { Frame = frame, page.Model }, locale, Zones.Find(page.Zone));
    }

    private string StyleVersion() => templates.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Shown(Pages pages, Page page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var text = pages.Render(httpContext, page);
            var response = httpContext.Response;
            response.StatusCode = page.Status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.CacheControl = page.MaxAge is { } age ? $"public, max-age={age.TotalSeconds:0}" : "no-store";
            response.Headers.Vary = "Accept-Language";
            if (page.Canonical is null)
            {
                response.Headers["X-Robots-Tag"] = "noindex, nofollow";
            }

            return response.WriteAsync(text, httpContext.RequestAborted);
        }
    }
}
