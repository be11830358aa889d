using System.Collections.Concurrent;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Tests.Support;

/// <summary>A real HTTP server on a free port of 127.0.0.1, whose every path is scripted by the test, and which remembers what it was asked.</summary>
public sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _paths = new();

    private FeedServer(WebApplication app) => _app = app;

    public ConcurrentQueue<AskedFor> Asked { get; } = new();

    public string Authority { get; private set; } = "";

    public static async Task<FeedServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = new FeedServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        server.Authority = new Uri(server._app.Urls.Single()).Authority;
        return server;
    }

    public string Url(string path) => $"http://{Authority}{path}";

    public void On(string path, RequestDelegate answer) => _paths[path] = answer;

    /// <summary>A document with its type and, where given, its validator: a matching If-None-Match gets 304.</summary>
    public void On(string path, string body, string contentType = "application/rss+xml", string? etag = null) => On(path, async http =>
    {
        http.Response.ContentType = contentType;
        if (etag is not null)
        {
            http.Response.Headers.ETag = etag;
            if (http.Request.Headers.IfNoneMatch == etag)
            {
                http.Response.StatusCode = 304;
                return;
            }
        }

        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    });

    public void Redirect(string path, int status, string location) => On(path, http =>
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = location;
        return Task.CompletedTask;
    });

    public void Status(string path, int status, string? retryAfter = null) => On(path, http =>
    {
        http.Response.StatusCode = status;
        http.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    public int Count(string path) => Asked.Count(a => a.Path == path);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        Asked.Enqueue(new(http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
        if (_paths.TryGetValue(http.Request.Path, out var answer))
        {
            await answer(http);
        }
        else
        {
            http.Response.StatusCode = 404;
        }
    }

    public static string Rss(params string[] items) =>
        $"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Gazette</title><link>http://gazette.example/</link><language>en</language>{string.Concat(items)}</channel></rss>""";

    public static string Item(string title, string? link = null, string? id = null, string? date = "Tue, 24 Nov 2026 08:00:00 GMT", string more = "") =>
        $"<item><title>{title}</title>{(link is null ? "" : $"<link>{link}</link>")}{(id is null ? "" : $"<guid isPermaLink=\"false\">{id}</guid>")}{(date is null ? "" : $"<pubDate>{date}</pubDate>")}{more}</item>";
}

public sealed record AskedFor(string Path, IReadOnlyDictionary<string, string> Headers);
