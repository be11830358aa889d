using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Digest.Benchmarks;

/// <summary>Postfix's pair: smtp-sink, which takes mails, and smtp-source, the yardstick. Or our own sink, which is no limit.</summary>
internal sealed class Sink : IDisposable
{
    private readonly Process _process;

    private Sink(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<Sink> StartAsync(params string[] more)
    {
        var port = FreePort();
        var arguments = new List<string>();
        if (Environment.UserName == "root")
        {
            arguments.AddRange(["-u", "nobody"]);
        }

        var process = Process.Start(new ProcessStartInfo(Tool("smtp-sink"), [.. arguments, .. more, $"127.0.0.1:{port}", "1000"]))!;
        for (var i = 0; i < 200; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
                return new Sink(process, port);
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System).ConfigureAwait(false);
            }
        }

        throw new InvalidOperationException("smtp-sink does not answer.");
    }

    /// <summary><see cref="FastSink"/>, in a process of its own.</summary>
    public static Task<Sink> StartFastAsync() => StartOwnAsync("sink");

    /// <summary><see cref="FarRelay"/>, in a process of its own.</summary>
    public static Task<Sink> StartFarAsync(int to, int delay) => StartOwnAsync("far", "--to", Text(to), "--delay", Text(delay));

    private static async Task<Sink> StartOwnAsync(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var port = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        return new Sink(process, int.Parse(port!, CultureInfo.InvariantCulture));
    }

    /// <summary>smtp-source: so many mails of so many octets over so many sessions that stay connected.</summary>
    public Task<Measured> SourceAsync(int sessions, int mails, int octets, int port) => RunAsync(
        Tool("smtp-source"), ["-d", "-s", Text(sessions), "-m", Text(mails), "-l", Text(octets), "-f", "a@example.org", "-t", "b@example.org", $"127.0.0.1:{port}"], mails);

    /// <summary>Runs a program to its end; wall clock and CPU by the shell's clock, so that both sides are measured alike.</summary>
    public static async Task<Measured> RunAsync(string program, IReadOnlyList<string> arguments, int mails)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", "TIMEFORMAT='%R %U %S'; time \"$@\" >/dev/null", "bash", program, .. arguments]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        var last = said.Trim().Split('\n')[^1].Split(' ');
        if (process.ExitCode != 0 || last.Length != 3)
        {
            throw new InvalidOperationException($"{program} failed: {said}");
        }

        var times = last.Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return new Measured(mails, times[0], times[1] + times[2]);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Tool(string name) => new[] { "/usr/sbin/", "/usr/bin/", "/usr/lib/postfix/" }.Select(d => d + name).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is missing: install postfix.");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Mails, seconds on the clock, seconds of CPU.</summary>
internal sealed record Measured(int Mails, double Seconds, double Cpu)
{
    public double Rate => Mails / Seconds;

    public double MicrosecondsEach => Cpu * 1e6 / Mails;
}
