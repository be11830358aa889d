using System.Net;
using System.Text.RegularExpressions;

using Digest.Gather;
using Digest.Gather.Fetch;
using Digest.Gather.Parse;

namespace Digest.Evaluation;

/// <summary>Plays the cases that need a name server or a web server, with the real client: the trap and what it guards are on loopback.</summary>
internal static partial class SsrfScenes
{
    private const string Feed = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title>{0}<item><title>One</title><link>http://example.org/1</link></item></channel></rss>""";

    /// <returns>Whether what must not be reached was not, and the words of the refusal.</returns>
    public static async Task<(bool Refused, string Reason)> PlayAsync(string scene, CancellationToken ct)
    {
        using var trap = new CannedServer();
        if (Redirect().Match(scene) is { Success: true } redirect)
        {
            return await RedirectAsync(redirect.Groups[1].Value, Inside(redirect.Groups[2].Value.Trim(), trap), trap, ct).ConfigureAwait(false);
        }

        return scene switch
        {
            _ when Has(scene, "two A records") => await NameAsync(trap, ct, [ScriptedDns.Public, IPAddress.Loopback]).ConfigureAwait(false),
            _ when Has(scene, "rebinding") || Has(scene, "second") => await NameAsync(trap, ct, [ScriptedDns.Public], [IPAddress.Loopback]).ConfigureAwait(false),
            _ when Has(scene, "CNAME") || Has(scene, "record") || Has(scene, "resolves") => await NameAsync(trap, ct, [IPAddress.Loopback]).ConfigureAwait(false),
            _ when Has(scene, "permanent redirect") => await RedirectAsync("301", trap.Url("/canary"), trap, ct).ConfigureAwait(false),
            _ when Has(scene, "more than N") => await ChainAsync(n => $"/{n + 1}", ct).ConfigureAwait(false),
            _ when Has(scene, "loop") => await ChainAsync(n => n == 0 ? "/1" : "/0", ct).ConfigureAwait(false),
            _ when Has(scene, "self") => await InsideDocumentAsync($"""<atom:link rel="self" href="{trap.Url("/canary")}"/>""", trap, ct).ConfigureAwait(false),
            _ when Has(scene, "hub") => await InsideDocumentAsync($"""<atom:link rel="hub" href="{trap.Url("/canary")}"/>""", trap, ct).ConfigureAwait(false),
            _ => (false, "no such scene is known here"),
        };
    }

    // The name's answers, one list for each time it is asked; it must never lead to the trap.
    private static async Task<(bool, string)> NameAsync(CannedServer trap, CancellationToken ct, params IPAddress[][] answers)
    {
        trap.Document("/canary", "CANARY");
        var asked = 0;
        var options = new GatherOptions { Ports = $"80,443,{trap.Port}", ConnectTimeout = TimeSpan.FromSeconds(2) };
        var guard = new AddressGuard(options, (_, _) => Task.FromResult(answers[Math.Min(asked++, answers.Length - 1)]));
        // A first look, as a checker that trusts its own answer would do; then the connection, for which the name is asked again.
        if (answers.Length > 1)
        {
            await guard.ResolveAsync("rebind.example", trap.Port, ct).ConfigureAwait(false);
        }

        return await FetchAsync(options, guard, $"http://rebind.example:{trap.Port}/canary", trap, ct).ConfigureAwait(false);
    }

    private static async Task<(bool, string)> RedirectAsync(string status, string target, CannedServer trap, CancellationToken ct)
    {
        using var door = new CannedServer();
        trap.Document("/canary", "CANARY");
        door.Redirect("/feed", status, target);
        var options = new GatherOptions { AllowedHosts = $"127.0.0.1:{door.Port}" };
        return await FetchAsync(options, new(options, ScriptedDns.Resolve), door.Url("/feed"), trap, ct).ConfigureAwait(false);
    }

    private static async Task<(bool, string)> ChainAsync(Func<int, string> next, CancellationToken ct)
    {
        using var door = new CannedServer();
        for (var i = 0; i < 60; i++)
        {
            door.Redirect($"/{i}", "302", next(i));
        }

        door.Document("/60", Feed.Replace("{0}", "", StringComparison.Ordinal));
        var options = new GatherOptions { AllowedHosts = $"127.0.0.1:{door.Port}" };
        return await FetchAsync(options, new(options, ScriptedDns.Resolve), door.Url("/0"), door, ct).ConfigureAwait(false);
    }

    private static async Task<(bool, string)> InsideDocumentAsync(string link, CannedServer trap, CancellationToken ct)
    {
        using var door = new CannedServer();
        trap.Document("/canary", "CANARY");
        door.Document("/feed", Feed.Replace("{0}", link, StringComparison.Ordinal));
        var options = new GatherOptions { AllowedHosts = $"127.0.0.1:{door.Port}" };
        var guard = new AddressGuard(options, ScriptedDns.Resolve);
        using var client = new FeedClient(options, guard, UserAgent.Of("Evaluation", "https://digest.example"), TimeProvider.System);
        using var fetched = await client.GetAsync(new(new Uri(door.Url("/feed"))), ct).ConfigureAwait(false);
        var parsed = FeedParser.Parse(fetched.Body, fetched.ContentType, fetched.Address, ParseLimits.Default);
        var said = parsed.HubUrls.Append(parsed.SelfUrl).FirstOrDefault(u => u is not null);
        var why = said is null ? "not taken over from the document" : guard.Refuse(said, out _);
        return (parsed.Items.Count == 1 && trap.Hits("/canary") == 0 && why is not null, $"the document was read, {said ?? "its link"} was not asked: {why}");
    }

    private static async Task<(bool, string)> FetchAsync(GatherOptions options, AddressGuard guard, string url, CannedServer trap, CancellationToken ct)
    {
        using var client = new FeedClient(options, guard, UserAgent.Of("Evaluation", "https://digest.example"), TimeProvider.System);
        using var fetched = await client.GetAsync(new(new Uri(url)), ct).ConfigureAwait(false);
        return (fetched.Outcome == FetchOutcome.Failed && fetched.MovedTo is null && trap.Hits("/canary") == 0, fetched.Error ?? "it was read");
    }

    // The place a case points at, as the trap that listens: so that a hit is seen, whatever way the address is written.
    private static string Inside(string target, CannedServer trap) =>
        Plain().Match(target) is { Success: true } plain ? $"http://{plain.Groups[1].Value}:{trap.Port}/canary" : target;

    private static bool Has(string scene, string words) => scene.Contains(words, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(30[12378])\s*->\s*(.+)")]
    private static partial Regex Redirect();

    // An address without a port: http://host/ or http://[::1]/.
    [GeneratedRegex(@"^http://([^/\[\]:]+|\[[^\]]+\])(/\S*)?$")]
    private static partial Regex Plain();
}
