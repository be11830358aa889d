using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

using Digest.Deliver;

using Microsoft.Extensions.DependencyInjection;

namespace Digest.Benchmarks;

/// <summary>
/// The whole way of a digest against smtp-source, into the same smtp-sink, in turns: personal issues of 20 stories, HTML and text, headers, the ledger
/// at FULL. Only the ratio of one run means something on a shared machine.
/// </summary>
internal static class DeliverBenchmark
{
    public static Command Command()
    {
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 20 };
        var mails = new Option<int?>("--mails") { Description = "A round. [default: 20000, a wave, so that each round's start does not weigh; 3000 with --delay]" };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3 };
        var dkim = new Option<bool>("--dkim") { Description = "Sign with RSA-2048." };
        var client = new Option<RelayClient>("--client") { DefaultValueFactory = _ => RelayClient.Lean };
        var delay = new Option<int>("--delay") { Description = "Answers come so many milliseconds later, as from a relay far away." };
        var fast = new Option<bool>("--fast-sink") { Description = "Into a sink that takes mails as fast as they come, instead of smtp-sink." };
        var peer = new Option<bool>("--nodemailer") { Description = "Send them by nodemailer, too (node and npm; installed into a scratch folder)." };
        var command = new Command("deliver", "Send digests and smtp-source's constant mails in turn into one smtp-sink; print the ratio of the medians.")
        {
            connections, mails, rounds, dkim, client, delay, fast, peer,
        };
        command.SetAction((parse, ct) =>
        {
            // As `digest deliver` does.
            InlineSockets.Use();
            return RunAsync(
                new Plan(parse.GetValue(connections), parse.GetValue(mails) ?? (parse.GetValue(delay) > 0 ? 3000 : 20_000), parse.GetValue(rounds), parse.GetValue(dkim), parse.GetValue(client), parse.GetValue(delay), parse.GetValue(fast), parse.GetValue(peer)), ct);
        });
        return command;
    }

    private sealed record Plan(int Connections, int Mails, int Rounds, bool Dkim, RelayClient Client, int Delay, bool Fast, bool Peer);

    private static async Task RunAsync(Plan plan, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("digest-benchmark-").FullName;
        using var sink = plan.Fast ? await Sink.StartFastAsync().ConfigureAwait(false) : await Sink.StartAsync().ConfigureAwait(false);
        using var far = plan.Delay > 0 ? await Sink.StartFarAsync(sink.Port, plan.Delay).ConfigureAwait(false) : null;
        var port = far?.Port ?? sink.Port;
        var octets = await SizeAsync(folder, ct).ConfigureAwait(false);
        var peer = plan.Peer ? await Nodemailer.InstallAsync(Path.Combine(folder, "nodemailer"), ct).ConfigureAwait(false) : null;
        // The first round of each is for the just-in-time compiler and the caches.
        var ours = new List<Measured>();
        var theirs = new List<Measured>();
        var peers = new List<Measured>();
        for (var round = 0; round <= plan.Rounds; round++)
        {
            var source = await sink.SourceAsync(plan.Connections, plan.Mails, octets, port).ConfigureAwait(false);
            var digest = await OursAsync(Path.Combine(folder, $"{round}"), port, plan, ct).ConfigureAwait(false);
            Console.Error.WriteLine($"round {round}: smtp-source {source.Rate:0}/s {source.MicrosecondsEach:0} µs, digest {digest.Rate:0}/s {digest.MicrosecondsEach:0} µs");
            if (round > 0)
            {
                theirs.Add(source);
                ours.Add(digest);
            }

            if (round > 0 && peer is not null)
            {
                // Enough of them to measure, at the rate it has.
                var key = plan.Dkim ? Path.Combine(folder, $"{round}", "dkim.pem") : null;
                peers.Add(await peer.SendAsync(port, Math.Max(500, plan.Mails / 5), plan.Connections, key, ct).ConfigureAwait(false));
            }
        }

        Print(plan, octets, ours, theirs);
        if (peers.Count > 0)
        {
            Print(peer!, ours, peers);
        }

        Console.Out.WriteLine(await PartsAsync(Path.Combine(folder, "parts"), plan, ct).ConfigureAwait(false));
        Directory.Delete(folder, recursive: true);
    }

    private static void Print(Plan plan, int octets, List<Measured> ours, List<Measured> theirs)
    {
        var (rate, yardstick) = (Median(ours, m => m.Rate), Median(theirs, m => m.Rate));
        var (cpu, cpuYardstick) = (Median(ours, m => m.MicrosecondsEach), Median(theirs, m => m.MicrosecondsEach));
        using var self = Process.GetCurrentProcess();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            {plan.Connections} connections, {plan.Mails} mails of {octets} octets, {plan.Rounds} rounds, {plan.Client}{(plan.Dkim ? ", DKIM RSA-2048" : "")}{(plan.Fast ? ", into our own sink" : "")}{(plan.Delay > 0 ? $", answers {plan.Delay} ms away" : "")}
            smtp-source  {yardstick,8:0}/s  {cpuYardstick,5:0} µs CPU a mail
            digest       {rate,8:0}/s  {cpu,5:0} µs CPU a mail, {self.PeakWorkingSet64 / 1048576} MB at most
            ratio        {rate / yardstick:0.00}   CPU {cpu / cpuYardstick:0.00}
            """));
    }

    private static void Print(Nodemailer peer, List<Measured> ours, List<Measured> peers)
    {
        var (rate, cpu) = (Median(peers, m => m.Rate), Median(peers, m => m.MicrosecondsEach));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"nodemailer   {rate,8:0}/s  {cpu,5:0} µs CPU a mail of {peer.Octets} octets; digest is {Median(ours, m => m.Rate) / rate:0.0} times as fast"));
    }

    // In this process, warm, but the whole program as it is built to serve: its services, templates, ledger file and sockets.
    private static async Task<Measured> OursAsync(string folder, int port, Plan plan, CancellationToken ct)
    {
        await LedgerSeed.WriteAsync(folder, plan.Mails, ct).ConfigureAwait(false);
        await using var app = Program.Build(Settings(folder, port, plan), TimeProvider.System);
        var step = app.Services.GetRequiredService<DeliverStep>();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var report = await step.RunAsync(null, ct).ConfigureAwait(false);
        var seconds = clock.Elapsed.TotalSeconds;
        self.Refresh();
        var used = (self.TotalProcessorTime - cpu).TotalSeconds;
        return report.Submitted == plan.Mails
            ? new Measured(plan.Mails, seconds, used)
            : throw new InvalidOperationException($"{report.Submitted} of {plan.Mails} were submitted: {report}");
    }

    private static async Task<string> PartsAsync(string folder, Plan plan, CancellationToken ct)
    {
        await LedgerSeed.WriteAsync(folder, plan.Mails, ct).ConfigureAwait(false);
        await using var app = Program.Build(Settings(folder, 1, plan), TimeProvider.System);
        return await Parts.MeasureAsync(app.Services, plan.Mails, ct).ConfigureAwait(false);
    }

    private static Dictionary<string, string?> Settings(string folder, int port, Plan plan)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Store:Directory"] = folder,
            ["Site:From"] = "news@digest.example",
            ["Site:BaseUrl"] = "https://digest.example",
            ["Deliver:Host"] = "127.0.0.1",
            ["Deliver:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Deliver:Connections"] = plan.Connections.ToString(CultureInfo.InvariantCulture),
            ["Deliver:Client"] = plan.Client.ToString(),
            ["Logging:LogLevel:Default"] = "Warning",
        };
        if (plan.Dkim)
        {
            var key = Path.Combine(folder, "dkim.pem");
            using var rsa = RSA.Create(2048);
            File.WriteAllText(key, rsa.ExportPkcs8PrivateKeyPem());
            settings["Dkim:Domain"] = "digest.example";
            settings["Dkim:Keys:0:Selector"] = "s1";
            settings["Dkim:Keys:0:File"] = key;
        }

        return settings;
    }

    // What a digest weighs, so that both send the same octets.
    private static async Task<int> SizeAsync(string folder, CancellationToken ct)
    {
        var seed = Path.Combine(folder, "size");
        await LedgerSeed.WriteAsync(seed, 20, ct).ConfigureAwait(false);
        await using var app = Program.Build(Settings(seed, 1, new Plan(1, 1, 1, false, RelayClient.Lean, 0, false, false)), TimeProvider.System);
        var render = app.Services.GetRequiredService<Model.RenderMail>();
        var rows = await app.Services.GetRequiredService<Store.Database>().ReadAsync(s => Store.DeliveryStore.ListAsync(s, null, null, null, 20), ct).ConfigureAwait(false);
        var total = 0;
        foreach (var row in rows)
        {
            total += (await render(row, ct).ConfigureAwait(false))!.Message.Length;
        }

        return total / rows.Count;
    }

    private static double Median(List<Measured> all, Func<Measured, double> of) => all.Select(of).Order().ElementAt(all.Count / 2);
}
