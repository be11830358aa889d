using System.Collections.Concurrent;
using System.Text;

using Digest.Gather.Fetch;

namespace Digest.Gather.Pages;

/// <summary>Reads and remembers each site's robots.txt for a day.</summary>
public sealed class Robots(FeedClient client, TimeProvider clock)
{
    private const int MostSites = 10_000;
    private const int MostBytes = 500 * 1024; // RFC 9309, 2.5
    private static readonly TimeSpan Keeps = TimeSpan.FromHours(24);
    private readonly ConcurrentDictionary<string, (RobotsRules Rules, DateTimeOffset Until)> _sites = new();

    public async Task<bool> AllowsAsync(Uri page, CancellationToken ct)
    {
        var site = page.GetLeftPart(UriPartial.Authority);
        if (!_sites.TryGetValue(site, out var known) || known.Until < clock.GetUtcNow())
        {
            if (_sites.Count >= MostSites)
            {
                _sites.Clear();
            }

            known = (await ReadAsync(new Uri(site + "/robots.txt"), ct).ConfigureAwait(false), clock.GetUtcNow() + Keeps);
            _sites[site] = known;
        }

        return known.Rules.Allows(page);
    }

    private async Task<RobotsRules> ReadAsync(Uri robots, CancellationToken ct)
    {
        using var fetched = await client.GetAsync(new(robots, Accept: "text/plain, */*;q=0.1"), ct).ConfigureAwait(false);
        if (fetched.Outcome == FetchOutcome.Read)
        {
            return RobotsRules.Parse(Encoding.UTF8.GetString(fetched.Body.Span[..Math.Min(fetched.Body.Length, MostBytes)]), UserAgent.Token);
        }

        // No such file: all is allowed. A site that cannot say is left alone (RFC 9309, 2.3.1.3 and 2.3.1.4).
        return fetched.Status is { } status && (int)status is >= 400 and < 500 and not 429 ? RobotsRules.AllowAll : RobotsRules.DenyAll;
    }
}
