using Digest.Gather.Fetch;
using Digest.Gather.Pages;
using Digest.Gather.WebSub;
using Digest.Model;
using Digest.Store;

namespace Digest.Gather;

/// <summary>
/// Feeds → articles: claims the due feeds in the database a few at a time, reads them at once over many hosts, and saves them
/// feed by feed, so that a stop at any moment loses at most what was being read.
/// </summary>
public sealed class GatherStep(Database database, FeedReader reader, PageReader pages, HubStep hubs, AddressGuard guard, GatherOptions options, TimeProvider clock, ILogger<GatherStep> log)
{
    /// <param name="all">Every active feed, due or not.</param>
    /// <param name="progress">Feeds done, of feeds due.</param>
    public Task<GatherReport> RunAsync(bool all, IProgress<StepProgress>? progress, CancellationToken ct) => RunAsync(all, null, progress, ct);

    /// <param name="only">These feeds alone, due or not; null means all that are due.</param>
    public async Task<GatherReport> RunAsync(bool all, IReadOnlySet<long>? only, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var due = await database.ReadAsync(s => FeedStore.DueAsync(s, clock.GetUtcNow(), all || only is not null), ct).ConfigureAwait(false);
        var wanted = only is null ? due : [.. due.Where(d => only.Contains(d.Id))];
        var sources = (await database.ReadAsync(SourceStore.AllAsync, ct).ConfigureAwait(false)).ToDictionary(s => s.Id);
        var tools = new GatherTools(database, reader, guard, options, clock, log);
        var run = new GatherRun(tools, sources, all || only is not null, wanted.Count, progress);
        var report = await run.GoAsync(Spread(wanted), ct).ConfigureAwait(false);
        await hubs.RunAsync(ct).ConfigureAwait(false);
        return report with { Pages = await pages.RunAsync(progress, ct).ConfigureAwait(false) };
    }

    // One feed of every host in turn, so that the first hundred claimed already keep all workers busy.
    private static List<long> Spread(IReadOnlyList<DueFeed> due) =>
        [.. due.GroupBy(d => GatherRun.Host(d.Url)).SelectMany(g => g.Select((d, turn) => (d.Id, turn))).OrderBy(x => x.turn).Select(x => x.Id)];
}
