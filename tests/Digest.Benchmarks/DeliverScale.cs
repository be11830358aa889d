using System.CommandLine;
using System.Globalization;

namespace Digest.Benchmarks;

/// <summary>`digest deliver` itself, from start to end, over ledgers of growing size: what a mail costs, and the most memory it ever took.</summary>
internal static class DeliverScale
{
    /// <summary>While so many are sent the just-in-time compiler is at work: what it takes belongs to no mail. "Each further one" is without it.</summary>
    private const int Compiling = 5_000;

    public static Command Command()
    {
        var counts = new Option<int[]>("--readers") { DefaultValueFactory = _ => [10_000, 100_000, 1_000_000], AllowMultipleArgumentsPerToken = true };
        var command = new Command("deliver-scale", "Send one digest to each of so many readers into a sink that is no limit; print time, CPU and memory of the program.") { counts };
        command.SetAction((parse, ct) => RunAsync(parse.GetValue(counts)!, ct));
        return command;
    }

    private static async Task RunAsync(int[] counts, CancellationToken ct)
    {
        using var sink = await Sink.StartFastAsync().ConfigureAwait(false);
        var idle = await OneAsync(sink, 1, ct).ConfigureAwait(false);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"starting and stopping alone: {idle.Run.Seconds:0.0} s, {idle.Run.Cpu:0.0} s of CPU, {idle.Peak} MB"));
        Console.Out.WriteLine("  readers   seconds    mails/s   µs CPU a mail   without the start   each further one   MB at most");
        var last = idle.Run;
        foreach (var count in counts.Append(Compiling).Distinct().Order())
        {
            var (run, peak) = await OneAsync(sink, count, ct).ConfigureAwait(false);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{count,9} {run.Seconds,9:0.0} {run.Rate,10:0} {run.MicrosecondsEach,15:0} {(run.Cpu - idle.Run.Cpu) * 1e6 / count,19:0} {(run.Cpu - last.Cpu) * 1e6 / (count - last.Mails),18:0} {peak,12}"));
            last = run;
        }
    }

    private static async Task<(Measured Run, long Peak)> OneAsync(Sink sink, int readers, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("digest-scale-").FullName;
        await LedgerSeed.WriteAsync(folder, readers, ct).ConfigureAwait(false);
        var peak = Path.Combine(folder, "peak");
        // The shell that becomes the program knows its number; the kernel keeps the most memory it ever had.
        var watch = $"(while [ -d /proc/$$ ]; do grep VmHWM /proc/$$/status 2>/dev/null > {peak}.new && [ -s {peak}.new ] && mv {peak}.new {peak}; sleep 0.2; done) & exec \"$@\"";
        var program = Path.Combine(AppContext.BaseDirectory, "digest");
        var run = await Sink.RunAsync("/bin/bash", ["-c", watch, "bash", program, "deliver", "--data", folder, .. Settings(sink.Port)], readers).ConfigureAwait(false);
        var kilobytes = (await File.ReadAllTextAsync(peak, ct).ConfigureAwait(false)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, ct).ConfigureAwait(false);
        Directory.Delete(folder, recursive: true);
        return (run, long.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024);
    }

    private static string[] Settings(int port) => [.. new[]
    {
        "Site:From=news@digest.example", "Site:BaseUrl=https://digest.example", "Deliver:Host=127.0.0.1", $"Deliver:Port={port}", "Deliver:Connections=20",
    }.SelectMany(s => new[] { "--set", s })];
}
