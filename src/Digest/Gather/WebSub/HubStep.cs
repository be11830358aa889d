using System.Security.Cryptography;

using Digest.Gather.Fetch;
using Digest.Store;

namespace Digest.Gather.WebSub;

/// <summary>Where hubs reach this service; told by Program, which knows the public address.</summary>
/// <param name="BaseUrl">The service's public address.</param>
public sealed record HubCallback(string BaseUrl)
{
    public string Of(string token) => $"{BaseUrl.TrimEnd('/')}/hub/{token}";
}

/// <summary>
/// Asks hubs to tell of changes (W3C WebSub), where the service has a public https address. What a hub sends is only taken as a
/// hint to read the feed now, by the usual way: so it need not be trusted, and polling goes on as the fall-back.
/// </summary>
public sealed class HubStep(FeedClient client, AddressGuard guard, HubCallback callback, Database database, GatherOptions options, TimeProvider clock, ILogger<HubStep> log)
{
    private const int MostAtOnce = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromDays(10);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(1);

    /// <returns>How many hubs were asked.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (!options.WebSub || !callback.BaseUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || guard.Refuse(callback.BaseUrl, out _) is not null)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        var wanted = await database.ReadAsync(s => HubStore.ToAskAsync(s, now, now + RenewBefore, MostAtOnce), ct).ConfigureAwait(false);
        foreach (var ask in wanted)
        {
            await AskAsync(ask, ct).ConfigureAwait(false);
        }

        return wanted.Count;
    }

    private async Task AskAsync(HubToAsk ask, CancellationToken ct)
    {
        var (token, secret) = (Random(), Random());
        // Written before the request: the hub verifies while it still answers.
        await database.WriteAsync(s => HubStore.AskedAsync(s, ask, token, secret, "Asked", clock.GetUtcNow()), ct).ConfigureAwait(false);
        var error = guard.Refuse(ask.Hub, out var hub) ?? await client.PostAsync(hub!, new()
        {
            ["hub.mode"] = "subscribe",
            ["hub.topic"] = ask.Topic,
            ["hub.callback"] = callback.Of(token),
            ["hub.secret"] = secret,
            ["hub.lease_seconds"] = ((long)Lease.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
        }, ct).ConfigureAwait(false);
        if (error is not null)
        {
            log.LogInformation("Hub {Hub} of {Topic}: {Error}", ask.Hub, ask.Topic, error);
            await database.WriteAsync(s => HubStore.RefusedAsync(s, ask.FeedId), ct).ConfigureAwait(false);
        }
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}
