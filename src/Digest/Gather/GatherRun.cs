using Digest.Gather.Fetch;
using Digest.Model;
using Digest.Store;

namespace Digest.Gather;

/// <summary>What a run works with.</summary>
internal sealed record GatherTools(Database Database, FeedReader Reader, AddressGuard Guard, GatherOptions Options, TimeProvider Clock, ILogger Log);

/// <summary>The state of one run.</summary>
internal sealed class GatherRun(GatherTools tools, Dictionary<long, Source> sources, bool all, int total, IProgress<StepProgress>? progress)
{
    private const int ClaimAtOnce = 100;
    // Longer than a chunk can take with every feed of one slow host; after a crash its feeds wait this long.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    private readonly long _start = tools.Clock.GetTimestamp();
    private readonly CheckBatch _checks = new(tools.Database);
    private readonly Lock _lock = new();
    private readonly List<FeedFailure> _failures = [];
    private readonly HashSet<long> _claimed = [];
    private readonly HostLanes<Feed> _lanes = new(tools.Options.PerHost, host => HostPause.Of(host, tools.Guard, tools.Options), tools.Clock);
    private GatherReport _report = new();

    public async Task<GatherReport> GoAsync(List<long> ids, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var work = _lanes.RunAsync(tools.Options.Concurrency, OneAsync, stop.Token);
            var claims = ClaimAsync(ids, stop.Token);
            // Whichever fails first (the database is gone) ends the other as well.
            await (await Task.WhenAny(work, claims).ConfigureAwait(false)).ConfigureAwait(false);
            await Task.WhenAll(work, claims).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await _checks.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await ReleaseAsync().ConfigureAwait(false);
        }

        return _report with { Took = tools.Clock.GetElapsedTime(_start), Failures = _failures };
    }

    private async Task ClaimAsync(List<long> ids, CancellationToken ct)
    {
        try
        {
            foreach (var chunk in ids.Chunk(ClaimAtOnce))
            {
                await RoomAsync(ct).ConfigureAwait(false);
                var now = tools.Clock.GetUtcNow();
                foreach (var feed in await tools.Database.WriteAsync(s => FeedStore.ClaimAsync(s, chunk, now, now + Lease, all), ct).ConfigureAwait(false))
                {
                    lock (_lock)
                    {
                        _claimed.Add(feed.Id);
                    }

                    _lanes.Add(Host(feed.Url), feed);
                }
            }
        }
        finally
        {
            _lanes.Close();
        }
    }

    // Claims only what will soon be read: with many readers each takes its share.
    private async Task RoomAsync(CancellationToken ct)
    {
        while (_lanes.Left >= Math.Max(ClaimAtOnce, tools.Options.Concurrency * 4))
        {
            await _lanes.NextDoneAsync(ct).ConfigureAwait(false);
        }
    }

    private async Task OneAsync(Feed feed, CancellationToken ct)
    {
        var result = await tools.Reader.ReadAsync(feed, sources[feed.SourceId], _checks, ct).ConfigureAwait(false);
        lock (_lock)
        {
            _claimed.Remove(feed.Id);
            Count(feed, result);
        }

        if (result.HostWaitsUntil is { } until)
        {
            await PutOffAsync(Host(feed.Url), until, ct).ConfigureAwait(false);
        }

        progress?.Report(new("feeds", _report.Feeds + _report.PutOff, total));
    }

    private void Count(Feed feed, FeedResult result)
    {
        _report = _report with
        {
            Feeds = _report.Feeds + 1,
            Read = _report.Read + (result.Kind == FeedResultKind.Read ? 1 : 0),
            Unchanged = _report.Unchanged + (result.Kind == FeedResultKind.Unchanged ? 1 : 0),
            Failed = _report.Failed + (result.Kind == FeedResultKind.Failed ? 1 : 0),
            NewArticles = _report.NewArticles + result.New,
            ChangedArticles = _report.ChangedArticles + result.Changed,
            Recovered = _report.Recovered + (result.Recovered is null ? 0 : 1),
        };
        if (result.Error is { } error)
        {
            _failures.Add(new(feed.Id, feed.Url, error));
            tools.Log.LogWarning("Feed {Id} {Url}: {Error}", feed.Id, feed.Url, error);
        }
    }

    private async Task PutOffAsync(string host, DateTimeOffset until, CancellationToken ct)
    {
        var waiting = _lanes.TakeAll(host).Select(f => f.Id).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        await tools.Database.WriteAsync(s => FeedStore.PutOffAsync(s, waiting, until), ct).ConfigureAwait(false);
        lock (_lock)
        {
            _claimed.ExceptWith(waiting);
            _report = _report with { PutOff = _report.PutOff + waiting.Count };
        }
    }

    private async Task ReleaseAsync()
    {
        if (_claimed.Count > 0)
        {
            await tools.Database.WriteAsync(s => FeedStore.ReleaseAsync(s, _claimed), CancellationToken.None).ConfigureAwait(false);
        }
    }

    internal static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : "";
}
