using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

using Digest.Gather;
using Digest.Gather.Fetch;
using Digest.Gather.Pages;
using Digest.Gather.WebSub;
using Digest.Model;
using Digest.Store;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Benchmarks;

/// <summary>
/// One run over thousands of feeds of a local server in a process of its own, half of them answering 304: feeds per second, and
/// whether memory stays flat from the first tenth to the last.
/// </summary>
internal static class GatherScale
{
    private const int ItemsPerFeed = 20;
    // Hosts of 127.0.0.0/8: the per-host limits stay as they are in life.
    private const int Hosts = 200;

    public static Command Create()
    {
        var feeds = new Option<int>("--feeds") { Description = "How many feeds.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("gather-scale", "Gathers many feeds from a local server, half of them unchanged.") { feeds };
        command.SetAction((result, ct) => RunAsync(result.GetValue(feeds), ct));
        return command;
    }

    public static Command CreateServer()
    {
        var command = new Command("gather-server", "The server of gather-scale.") { Hidden = true };
        command.SetAction(ServeAsync);
        return command;
    }

    private static async Task<int> RunAsync(int feeds, CancellationToken ct)
    {
        using var server = Start();
        try
        {
            var port = int.Parse((await server.StandardOutput.ReadLineAsync(ct).ConfigureAwait(false))!, CultureInfo.InvariantCulture);
            var folder = Directory.CreateTempSubdirectory("digest-scale-");
            await GatherAsync(Path.Combine(folder.FullName, "digest.db"), port, feeds, ct).ConfigureAwait(false);
            folder.Delete(recursive: true);
            return 0;
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task GatherAsync(string path, int port, int feeds, CancellationToken ct)
    {
        await using var database = Database.Sqlite(path);
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(ct).ConfigureAwait(false);
        await database.WriteAsync(s => FillAsync(s, port, feeds), ct).ConfigureAwait(false);
        var options = new GatherOptions { Concurrency = 32, AllowedHosts = string.Join(',', Enumerable.Range(0, Hosts).Select(h => $"{Host(h)}:{port}")) };
        var guard = new AddressGuard(options, Dns.GetHostAddressesAsync);
        using var client = new FeedClient(options, guard, UserAgent.Of("Benchmark", "https://digest.example"), TimeProvider.System);
        var reader = new FeedReader(client, database, options, TimeProvider.System, NullLogger<FeedReader>.Instance);
        var pages = new PageReader(client, new Robots(client, TimeProvider.System), guard, database, options, TimeProvider.System, NullLogger<PageReader>.Instance);
        var hubs = new HubStep(client, guard, new(""), database, options, TimeProvider.System, NullLogger<HubStep>.Instance);
        var step = new GatherStep(database, reader, pages, hubs, guard, options, TimeProvider.System, NullLogger<GatherStep>.Instance);
        var memory = new Memory(feeds);
        var cpu = Environment.CpuUsage.TotalTime;
        var report = await step.RunAsync(false, memory, ct).ConfigureAwait(false);
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{report.Feeds} feeds in {report.Took.TotalSeconds:0.0} s ({report.Feeds / report.Took.TotalSeconds:0} a second, {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / report.Feeds:0} µs CPU each): {report.Read} read, {report.Unchanged} unchanged, {report.Failed} failed; {report.NewArticles} new articles"));
        Console.Out.WriteLine($"resident MB at each tenth: {string.Join(' ', memory.Tenths)}; the last is {memory.Tenths[^1] / (double)memory.Tenths[2]:0.00} × the third");
    }

    private static async Task FillAsync(Session s, int port, int feeds)
    {
        for (var i = 0; i < feeds; i++)
        {
            var source = await SourceStore.AddAsync(s, new Source { Id = 0, Name = $"Title {i}" }, DateTimeOffset.UnixEpoch).ConfigureAwait(false);
            await FeedStore.AddAsync(s, new(source, $"http://{Host(i % Hosts)}:{port}/{i}"), DateTimeOffset.UnixEpoch).ConfigureAwait(false);
        }

        // Every second feed was read before, and its server will say so.
        await s.ExecuteAsync("UPDATE feeds SET etag = '\"1\"', body_hash = 'read before', succeeded_at = 1, changed_at = 1 WHERE id % 2 = 0").ConfigureAwait(false);
    }

    private static string Host(int n) => $"127.0.{1 + (n / 100)}.{1 + (n % 100)}";

    private static Process Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        // Run as `dotnet x.dll`, the process is dotnet.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(GatherScale).Assembly.Location);
        }

        start.ArgumentList.Add("gather-server");
        return Process.Start(start)!;
    }

    private static async Task<int> ServeAsync(ParseResult parse, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://0.0.0.0:0");
        builder.Services.AddRoutingCore();
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(ct).ConfigureAwait(false);
        Console.Out.WriteLine(new Uri(app.Urls.Single()).Port);
        // Until it is killed, or the one who started it is gone.
        await Console.In.ReadToEndAsync(ct).ConfigureAwait(false);
        return 0;
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers.ETag = "\"1\"";
        if (http.Request.Headers.IfNoneMatch == "\"1\"")
        {
            http.Response.StatusCode = 304;
            return Task.CompletedTask;
        }

        var body = Encoding.UTF8.GetBytes(Document(http.Request.Path.Value!.TrimStart('/')));
        http.Response.ContentType = "application/rss+xml";
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }

    private static string Document(string feed)
    {
        var items = new StringBuilder();
        for (var i = 0; i < ItemsPerFeed; i++)
        {
            var words = string.Concat(Enumerable.Range(0, 60).Select(w => $"word{(w * 7) + i} "));
            items.Append(CultureInfo.InvariantCulture, $"<item><title>Story {i} of title {feed}</title><link>https://t{feed}.example/{i}</link><guid isPermaLink=\"false\">{feed}-{i}</guid>")
                .Append(CultureInfo.InvariantCulture, $"<pubDate>Tue, 24 Nov 2026 08:{i:00}:00 GMT</pubDate><description>&lt;p&gt;{words}&lt;/p&gt;&lt;p&gt;{words}&lt;/p&gt;</description></item>");
        }

        return $"<rss version=\"2.0\"><channel><title>Title {feed}</title><link>https://t{feed}.example/</link>{items}</channel></rss>";
    }

    private sealed class Memory(int feeds) : IProgress<StepProgress>
    {
        public List<long> Tenths { get; } = [];

        public void Report(StepProgress value)
        {
            lock (Tenths)
            {
                if (value.Done >= (Tenths.Count + 1L) * feeds / 10)
                {
                    Tenths.Add(Environment.WorkingSet >> 20);
                }
            }
        }
    }
}
