using System.IO.Compression;
using System.Net;
using System.Net.Mime;
using System.Security.Cryptography;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace Digest.Sample;

/// <summary>
/// The sample press: a web server of its own on 127.0.0.1 that serves the fictional titles' feeds (conditional GET, gzip), home
/// pages, articles and pictures.
/// </summary>
public sealed class SamplePress : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SamplePress(WebApplication app, string baseUrl)
    {
        _app = app;
        BaseUrl = baseUrl;
    }

    /// <summary>http://127.0.0.1:PORT, without a slash at the end.</summary>
    public string BaseUrl { get; }

    /// <param name="port">0 takes a free one.</param>
    /// <param name="opened">The moment article times are counted from; see <see cref="PressIssue"/>.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SamplePress> StartAsync(int port, DateTimeOffset opened, TimeProvider clock, CancellationToken ct = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "digest" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        builder.Services.AddResponseCompression(o =>
        {
            o.Providers.Add<GzipCompressionProvider>();
            o.MimeTypes = [MediaTypeNames.Text.Html, MediaTypeNames.Text.Xml, "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"];
        });
        builder.Services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        var app = builder.Build();
        var (titles, articles) = PressReader.ReadEmbedded();
        var issue = new Lazy<PressIssue>(() => new PressIssue(titles, articles, opened, Address(app)));
        app.UseResponseCompression();
        app.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext http) => Answer(issue.Value, http.Request.Path, clock.GetUtcNow()));
        await app.StartAsync(ct).ConfigureAwait(false);
        return new SamplePress(app, Address(app));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IResult Answer(PressIssue issue, string path, DateTimeOffset now)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return Html(PressPages.Door(issue));
        }

        if (parts is ["pictures", var file] && PressReader.ReadPicture(Path.GetFileNameWithoutExtension(file)) is { } picture)
        {
            return Results.Bytes(picture, MediaTypeNames.Image.Jpeg, entityTag: Tag(picture));
        }

        return issue.Titles.FirstOrDefault(t => t.Slug == parts[0]) is { } title ? OfTitle(issue, title, path, parts, now) : Results.NotFound();
    }

    private static IResult OfTitle(PressIssue issue, PressTitle title, string path, string[] parts, DateTimeOffset now)
    {
        if (parts.Length == 1)
        {
            return Html(PressPages.Home(issue, title, now));
        }

        if (title.Feeds.FirstOrDefault(f => PressIssue.FeedPath(title, f) == path) is { } feed)
        {
            return Document(issue.Page(title, feed, now));
        }

        return issue.Find(path, now) is { } article
            ? Html(PressPages.Article(issue, article, now))
            : Results.NotFound();
    }

    private static IResult Document(PressPage page)
    {
        var document = PressDocuments.Write(page);
        return Results.Bytes(document.Body, document.ContentType, entityTag: Tag(document.Body), lastModified: page.UpdatedAt);
    }

    private static IResult Html(string html) => Results.Content(html, "text/html; charset=utf-8");

    // Weak: the same document, whether compressed on its way or not.
    private static EntityTagHeaderValue Tag(byte[] body) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"", isWeak: true);

    private static string Address(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
