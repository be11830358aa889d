using System.CommandLine;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

using Digest.Gather.Fetch;

namespace Digest.Evaluation;

/// <summary>Asks the address guard about every address of a file; nothing outside is ever resolved or connected to.</summary>
internal static class Ssrf
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Row(string? Url, string Expect, string? Why);

    private sealed record Judged(string? Url, bool Refused, string? Reason, bool Ok, string? Why);

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON Lines of url, expect (block, allow, may) and why." };
        var json = new Option<bool>("--json") { Description = "A line of JSON for each address." };
        var command = new Command("ssrf", "Judges addresses as the fetcher would, before connecting.") { file, json };
        command.SetAction((result, ct) => RunAsync(result.GetRequiredValue(file), result.GetValue(json), ct));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, bool json, CancellationToken ct)
    {
        var judged = new List<Judged>();
        foreach (var line in File.ReadLines(file.FullName).Where(l => l.Length > 0))
        {
            var row = JsonSerializer.Deserialize<Row>(line, Readable)!;
            var (refused, reason) = row.Url is null ? await SsrfScenes.PlayAsync(row.Why ?? "", ct).ConfigureAwait(false) : await JudgeAsync(row.Url, ct).ConfigureAwait(false);
            var ok = row.Expect switch { "block" => refused, "allow" => !refused, _ => true };
            judged.Add(new(row.Url, refused, reason, ok, row.Url is null ? row.Why : null));
        }

        foreach (var j in judged.Where(j => json || !j.Ok))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(j, Readable));
        }

        Console.Error.WriteLine($"{judged.Count(j => j.Ok)} of {judged.Count} as expected");
        return judged.All(j => j.Ok) ? 0 : 1;
    }

    private static async Task<(bool Refused, string? Reason)> JudgeAsync(string url, CancellationToken ct)
    {
        var guard = new AddressGuard(new(), ScriptedDns.Resolve);
        if (guard.Refuse(url, out var address) is { } why)
        {
            return (true, why);
        }

        try
        {
            await guard.ResolveAsync(address!.IdnHost, address.Port, ct).ConfigureAwait(false);
            return (false, null);
        }
        catch (RefusedAddressException e)
        {
            return (true, e.Message);
        }
    }
}

/// <summary>Names to addresses without a network: the well-known names that point inside as they really do, all others to a public address.</summary>
internal static class ScriptedDns
{
    public static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    private static readonly string[] Inside = ["localtest.me", "lvh.me", "vcap.me", "lacolhost.com", "yoogle.com", "spoofed.burpcollaborator.net", "fbi.com", "loopback.example", "private.example"];

    public static Task<IPAddress[]> Resolve(string host, CancellationToken ct) => Task.FromResult<IPAddress[]>([Of(host.TrimEnd('.').ToLowerInvariant())]);

    private static IPAddress Of(string host)
    {
        if (Inside.Any(i => host == i || host.EndsWith("." + i, StringComparison.Ordinal)))
        {
            return IPAddress.Loopback;
        }

        // nip.io and its like answer with the address inside the name, dotted or dashed.
        if (host.EndsWith(".nip.io", StringComparison.Ordinal) || host.EndsWith(".sslip.io", StringComparison.Ordinal) || host.EndsWith(".xip.io", StringComparison.Ordinal))
        {
            var name = host[..host[..^3].LastIndexOf('.')].Replace('-', '.');
            return IPAddress.TryParse(string.Join('.', name.Split('.').TakeLast(4)), out var inside) ? inside : Public;
        }

        return Public;
    }
}
