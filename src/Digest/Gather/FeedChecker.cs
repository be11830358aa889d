using Digest.Gather.Fetch;
using Digest.Gather.Parse;

namespace Digest.Gather;

/// <summary>One step of a check and what it found.</summary>
public sealed record CheckStep(string Step, bool Ok, string Found);

/// <summary>A check of one address, step by step, and what its document says. Nothing is saved.</summary>
public sealed record FeedCheckReport
{
    public required string Url { get; init; }
    public required bool Ok { get; init; }
    public required IReadOnlyList<CheckStep> Steps { get; init; }
    /// <summary>Where the document was, after redirects.</summary>
    public string? FoundAt { get; init; }
    public string? Title { get; init; }
    public string? HomeUrl { get; init; }
    public string? Language { get; init; }
    public int Items { get; init; }
    /// <summary>The feeds that a page names, where the address is a page.</summary>
    public IReadOnlyList<DiscoveredFeed> Discovered { get; init; } = [];
}

/// <summary>Explains an address: whether it may be asked, what answers, and what can be read there.</summary>
public sealed class FeedChecker(FeedClient client, AddressGuard guard, GatherOptions options, TimeProvider clock)
{
    public async Task<FeedCheckReport> CheckAsync(string url, CancellationToken ct)
    {
        var steps = new List<CheckStep>();
        if (guard.Refuse(url, out var address) is { } why)
        {
            steps.Add(new("address", false, $"refused: {why}"));
            return new() { Url = url, Ok = false, Steps = steps };
        }

        steps.Add(new("address", true, guard.IsAllowed(address!) ? "allowed by Gather:AllowedHosts" : "public"));
        using var fetched = await client.GetAsync(new(address!), ct).ConfigureAwait(false);
        Answers(fetched, steps);
        if (fetched.Outcome != FetchOutcome.Read)
        {
            return new() { Url = url, Ok = false, Steps = steps };
        }

        var parsed = FeedParser.Parse(fetched.Body, fetched.ContentType, fetched.Address, options.Limits);
        Document(parsed, steps, fetched);
        return new()
        {
            Url = url,
            Ok = parsed.Failure is null,
            Steps = steps,
            FoundAt = (fetched.MovedTo ?? address!).AbsoluteUri,
            Title = parsed.Title,
            HomeUrl = parsed.HomeUrl,
            Language = parsed.Language,
            Items = parsed.Items.Count,
            Discovered = parsed.DiscoveredFeeds,
        };
    }

    /// <summary>The feeds of a site: the address itself, what its page names, else the usual paths; each one read.</summary>
    public async Task<IReadOnlyList<FeedCheckReport>> DiscoverAsync(string site, CancellationToken ct)
    {
        var first = await CheckAsync(site, ct).ConfigureAwait(false);
        if (first.Ok || first.Steps is [{ Ok: false }])
        {
            return [first];
        }

        var found = new List<FeedCheckReport>();
        foreach (var feed in first.Discovered.Select(d => d.Url).Distinct().Take(20))
        {
            found.Add(await CheckAsync(feed, ct).ConfigureAwait(false));
        }

        if (found.All(f => !f.Ok))
        {
            await GuessAsync(new Uri(site), found, ct).ConfigureAwait(false);
        }

        return found.Any(f => f.Ok) ? [.. found.Where(f => f.Ok)] : [first];
    }

    private async Task GuessAsync(Uri site, List<FeedCheckReport> found, CancellationToken ct)
    {
        foreach (var place in UsualPlaces.Of(site))
        {
            var report = await CheckAsync(place.AbsoluteUri, ct).ConfigureAwait(false);
            if (report.Ok)
            {
                // One is enough: the others are usually the same document under other names.
                found.Add(report);
                return;
            }
        }
    }

    private static void Answers(Fetched fetched, List<CheckStep> steps)
    {
        foreach (var hop in fetched.Hops)
        {
            steps.Add(new("answer", (int)hop.Status < 400, $"{(int)hop.Status} {hop.Status} after {hop.Took.TotalMilliseconds:0} ms from {hop.Address}"));
        }

        if (fetched.MovedTo is { } to)
        {
            steps.Add(new("moved", true, $"for good, to {to}"));
        }

        if (fetched.Error is { } error)
        {
            steps.Add(new("read", false, error));
            if (fetched.RetryAfter is { } rest)
            {
                steps.Add(new("rest", true, $"asks to be left alone for {FeedHealth.Ago(rest)} (Retry-After)"));
            }
        }
        else
        {
            steps.Add(new("read", true, $"{Size(fetched.Body.Length)}, {fetched.ContentType ?? "no Content-Type"}{(fetched.ContentEncoding is { } e ? ", packed as " + e : "")}"));
            var validators = string.Join(", ", new[] { fetched.ETag is null ? null : "ETag", fetched.LastModified is null ? null : "Last-Modified" }.Where(v => v is not null));
            steps.Add(new("validators", validators.Length > 0, validators.Length > 0 ? validators : "none: the whole document is sent at every check"));
        }
    }

    private static string Size(int bytes) => bytes < 1024 ? $"{bytes} bytes" : $"{bytes / 1024.0:0.#} KiB";

    private void Document(ParsedFeed parsed, List<CheckStep> steps, Fetched fetched)
    {
        if (parsed.Failure is { } failure)
        {
            steps.Add(new("document", false, failure));
            return;
        }

        steps.Add(new("document", true, $"{parsed.Format}, {parsed.Encoding}, \"{parsed.Title}\""));
        if (parsed.Recovered is { } recovered)
        {
            steps.Add(new("faults", false, $"could be read all the same: {recovered}"));
        }

        if (parsed.MovedTo is { } to && to != fetched.Address.AbsoluteUri)
        {
            steps.Add(new("moved", false, $"the document says that its new address is {to}"));
        }

        if ((parsed.HubUrls.Count > 0 ? parsed.HubUrls[0] : fetched.Hub) is { } hub)
        {
            steps.Add(new("hub", true, $"tells of changes (WebSub): {hub}"));
        }

        var now = clock.GetUtcNow();
        var dates = parsed.Items.Select(i => i.PublishedAt ?? i.UpdatedAt).Where(d => d is not null).Select(d => d!.Value).ToList();
        steps.Add(new("items", parsed.Items.Count > 0, $"{parsed.Items.Count}, {dates.Count} dated{(dates.Count > 0 ? $", newest {FeedHealth.Ago(now - dates.Max())} ago" : "")}"));
        var with = parsed.Items.Count(i => i.Pictures.Count > 0);
        steps.Add(new("fields", true, $"{parsed.Items.Count(i => i.Teaser.Length > 0)} with a teaser, {with} with a picture, {parsed.Items.Count(i => i.Bylines.Count > 0)} with a byline"));
        var rate = FeedRhythm.Guess(dates, now);
        var next = NextCheck.AfterSuccess(new() { Id = 0, SourceId = 0, Url = "", CreatedAt = now }, rate, Manners.Of(parsed), fetched.KeepsFor, options, now);
        steps.Add(new("rhythm", true, $"about {rate:0.#} a day; would be checked again in {FeedHealth.Ago(next - now)}"));
    }
}
