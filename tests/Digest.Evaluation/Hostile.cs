using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Digest.Gather;
using Digest.Gather.Fetch;
using Digest.Gather.Pages;
using Digest.Gather.WebSub;
using Digest.Store;

using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Evaluation;

/// <summary>Gathers from a hostile feed server that runs already, case by case, beside its control feed, and judges what came of each.</summary>
internal static class Hostile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record Case(string Path, string Group, string Expect, double MaxS, double MaxMb);

    private sealed record Judged(string Path, string Expect, bool Ok, string Came, double Seconds, double Mb, string? Error, bool ControlFailed);

    public static Command Create()
    {
        var cases = new Argument<FileInfo>("cases") { Description = "JSON Lines of path, expect, max_s, max_mb." };
        var port = new Option<int>("--port") { Description = "Where the server listens on 127.0.0.1.", Required = true };
        var only = new Option<string?>("--only") { Description = "Only the cases whose path holds this." };
        var command = new Command("hostile", "Judges what gathering makes of a hostile server.") { cases, port, only };
        command.SetAction((result, ct) => RunAsync(result.GetRequiredValue(cases), result.GetRequiredValue(port), result.GetValue(only), ct));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, int port, string? only, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("digest-hostile-");
        await using var database = Database.Sqlite(Path.Combine(folder.FullName, "digest.db"));
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(ct).ConfigureAwait(false);
        var options = new GatherOptions { AllowedHosts = $"127.0.0.1:{port}" };
        var guard = new AddressGuard(options, System.Net.Dns.GetHostAddressesAsync);
        using var client = new FeedClient(options, guard, UserAgent.Of("Evaluation", "https://digest.example"), TimeProvider.System);
        var reader = new FeedReader(client, database, options, TimeProvider.System, NullLogger<FeedReader>.Instance);
        var pages = new PageReader(client, new(client, TimeProvider.System), guard, database, options, TimeProvider.System, NullLogger<PageReader>.Instance);
        var hubs = new HubStep(client, guard, new(""), database, options, TimeProvider.System, NullLogger<HubStep>.Instance);
        var step = new GatherStep(database, reader, pages, hubs, guard, options, TimeProvider.System, NullLogger<GatherStep>.Instance);
        var bench = new Bench(database, step, $"http://127.0.0.1:{port}");
        await bench.WarmAsync(ct).ConfigureAwait(false);
        var judged = new List<Judged>();
        foreach (var c in File.ReadLines(file.FullName).Select(l => JsonSerializer.Deserialize<Case>(l, Json)!).Where(c => only is null || c.Path.Contains(only, StringComparison.Ordinal)))
        {
            var came = await bench.PlayAsync(c, ct).ConfigureAwait(false);
            // The server makes its bombs when they are first asked for, on its only thread, which on a busy machine takes longer than any reader waits: a
            // round in which it or its control feed was not served says how slow the server was. The bomb lies ready the second time.
            judged.Add(came.ControlFailed || came.Error?.StartsWith("No answer", StringComparison.Ordinal) == true ? await bench.PlayAsync(c, ct).ConfigureAwait(false) : came);
            Console.Out.WriteLine(JsonSerializer.Serialize(judged[^1], Json));
        }

        Console.Error.WriteLine($"{judged.Count(j => j.Ok)} of {judged.Count} as expected");
        folder.Delete(recursive: true);
        return judged.All(j => j.Ok) ? 0 : 1;
    }

    private sealed class Bench(Database database, GatherStep step, string server)
    {
        private long _good;
        private double _baseline;

        public async Task WarmAsync(CancellationToken ct)
        {
            _good = await AddAsync("/good").ConfigureAwait(false);
            for (var i = 0; i < 5; i++)
            {
                ResetPeak();
                await step.RunAsync(false, new HashSet<long> { _good }, null, ct).ConfigureAwait(false);
            }

            _baseline = PeakMb();
        }

        public async Task<Judged> PlayAsync(Case c, CancellationToken ct)
        {
            var id = c.Path == "/good" ? _good : await FindAsync(c.Path).ConfigureAwait(false) ?? await AddAsync(c.Path).ConfigureAwait(false);
            ResetPeak();
            var start = Stopwatch.GetTimestamp();
            var first = await step.RunAsync(false, new HashSet<long> { id, _good }, null, ct).ConfigureAwait(false);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var mb = Math.Max(0, PeakMb() - _baseline);
            var count = await CountAsync(id).ConfigureAwait(false);
            var again = c.Expect == "error" ? null : await step.RunAsync(false, new HashSet<long> { id, _good }, null, ct).ConfigureAwait(false);
            var feed = (await database.ReadAsync(s => FeedStore.FindAsync(s, id), ct).ConfigureAwait(false))!;
            var good = (await database.ReadAsync(s => FeedStore.FindAsync(s, _good), ct).ConfigureAwait(false))!;
            var came = feed.Failures > 0 ? "error" : $"entries:{count}";
            var ok = As(c.Expect, feed.Failures > 0, count, again?.NewArticles ?? 0) && seconds <= c.MaxS && mb <= c.MaxMb && good.Failures == 0
                && feed.CheckedAt is not null && (feed.Failures == 0 || feed.NextCheckAt > feed.CheckedAt);
            return new(c.Path, c.Expect, ok, came + (again?.NewArticles > 0 ? $" +{again.NewArticles}" : ""), Math.Round(seconds, 2), Math.Round(mb, 1),
                feed.LastError ?? feed.Recovered ?? (first.Failures.Count > 0 ? first.Failures[0].Error : null), good.Failures > 0);
        }

        private static bool As(string expect, bool failed, long count, int again) => expect switch
        {
            "error" => failed,
            "ok-or-error" => true,
            "no-dup" => !failed && count > 0 && again == 0,
            _ when expect.StartsWith("entries>=", StringComparison.Ordinal) => !failed && count >= long.Parse(expect[9..], CultureInfo.InvariantCulture),
            _ when expect.StartsWith("entries:", StringComparison.Ordinal) => !failed && count == long.Parse(expect[8..], CultureInfo.InvariantCulture),
            _ => false,
        };

        private Task<long?> FindAsync(string path) => database.ReadAsync(s => s.ScalarAsync<long?>("SELECT id FROM feeds WHERE url = @url", new { url = server + path }));

        private Task<long> AddAsync(string path) => database.WriteAsync(async s =>
        {
            var source = await SourceStore.AddAsync(s, new() { Id = 0, Name = path }, DateTimeOffset.UnixEpoch).ConfigureAwait(false);
            return (await FeedStore.AddAsync(s, new(source, server + path), DateTimeOffset.UnixEpoch).ConfigureAwait(false))!.Value;
        });

        private Task<long> CountAsync(long feed) => database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM articles WHERE feed_id = @feed", new { feed }));

        // Linux keeps the peak of resident memory, and forgets it when asked (proc(5), clear_refs).
        private static void ResetPeak()
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            File.WriteAllText("/proc/self/clear_refs", "5");
        }

        private static double PeakMb() => double.Parse(
            File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
