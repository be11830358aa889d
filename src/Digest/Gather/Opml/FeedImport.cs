using System.Security.Cryptography;

using Digest.Gather.Fetch;
using Digest.Model;
using Digest.Store;

namespace Digest.Gather.Opml;

/// <summary>What an import did.</summary>
public sealed record ImportReport
{
    public int Sources { get; init; }
    public int Feeds { get; init; }
    /// <summary>Feeds that were there already.</summary>
    public int Known { get; init; }
    /// <summary>Of these, changed because the file says more of them.</summary>
    public int Updated { get; init; }
    /// <summary>Outlines whose address cannot be a feed, and why.</summary>
    public IReadOnlyList<RefusedFeed> Refused { get; init; } = [];
}

public sealed record RefusedFeed(string Url, string Why);

/// <summary>OPML → sources and feeds. Importing the same file twice changes nothing; our own exports also bring corrections.</summary>
public sealed class FeedImport(Database database, AddressGuard guard, TimeProvider clock)
{
    /// <summary>The file that is read at start, where there is one.</summary>
    public const string StartFile = "feeds.opml";

    /// <summary>Imports the start file once for each content it has, so that a feed removed by hand stays removed.</summary>
    /// <returns>Null when there is no such file, or this content was imported before.</returns>
    /// <exception cref="FormatException">The file names no feed.</exception>
    public async Task<ImportReport?> AtStartAsync(string file, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(file, ct).ConfigureAwait(false);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var document = OpmlReader.Read(bytes);
        return await database.WriteAgainAsync(
            async s => await FeedStore.RememberImportAsync(s, hash, clock.GetUtcNow()).ConfigureAwait(false) ? await ImportAsync(s, document).ConfigureAwait(false) : null, ct).ConfigureAwait(false);
    }

    /// <exception cref="FormatException">The bytes name no feed.</exception>
    public Task<ImportReport> ImportAsync(byte[] bytes, CancellationToken ct)
    {
        var document = OpmlReader.Read(bytes);
        return database.WriteAsync(s => ImportAsync(s, document), ct);
    }

    public Task<ImportReport> ImportAsync(IReadOnlyList<OpmlFeed> feeds, CancellationToken ct) => database.WriteAsync(s => ImportAsync(s, new OpmlDocument(null, feeds)), ct);

    /// <summary>Every source and feed as OPML.</summary>
    public async Task<string> ExportAsync(string title, CancellationToken ct)
    {
        var (sources, feeds) = await database.ReadAsync(
            async s => (await SourceStore.AllAsync(s).ConfigureAwait(false), await FeedStore.AllAsync(s).ConfigureAwait(false)), ct).ConfigureAwait(false);
        return OpmlWriter.Write(title, sources, feeds);
    }

    private async Task<ImportReport> ImportAsync(Session s, OpmlDocument document)
    {
        var refused = new List<RefusedFeed>();
        var usable = new List<OpmlFeed>();
        foreach (var feed in document.Feeds.Select(f => f with { Url = Mend(f.Url) }))
        {
            if (guard.Refuse(feed.Url, out var address) is { } why)
            {
                refused.Add(new(feed.Url, why));
            }
            else
            {
                usable.Add(feed with { Url = address!.AbsoluteUri });
            }
        }

        var report = new ImportReport { Refused = refused };
        var known = new KnownFeeds(await SourceStore.AllAsync(s).ConfigureAwait(false), await FeedStore.AllAsync(s).ConfigureAwait(false));
        foreach (var source in SourceGuess.Of([.. usable.DistinctBy(f => f.Url)]))
        {
            report = await ImportAsync(s, source, known, report).ConfigureAwait(false);
        }

        return report;
    }

    private async Task<ImportReport> ImportAsync(Session s, GuessedSource guessed, KnownFeeds known, ImportReport report)
    {
        var news = guessed.Feeds.Where(f => !known.Feeds.ContainsKey(f.Url)).ToList();
        var olds = guessed.Feeds.Where(f => known.Feeds.ContainsKey(f.Url)).Select(f => (Said: f, Feed: known.Feeds[f.Url])).ToList();
        var updated = guessed.Said ? await CorrectAsync(s, guessed, olds, known).ConfigureAwait(false) : 0;
        if (news.Count == 0)
        {
            return report with { Known = report.Known + olds.Count, Updated = report.Updated + updated };
        }

        // Feeds that join others of the title known already join its row; a stranger of the same name gets one of its own.
        var existing = olds.Count > 0 ? known.Sources[olds[0].Feed.SourceId] : known.Named(guessed);
        var sourceId = existing?.Id ?? await SourceStore.AddAsync(s, Row(guessed, known.FreeName(guessed)), clock.GetUtcNow()).ConfigureAwait(false);
        foreach (var feed in news)
        {
            var state = feed.Paused ? FeedState.Paused : FeedState.Active;
            await FeedStore.AddAsync(s, new(sourceId, feed.Url, feed.Section, feed.Language, state), clock.GetUtcNow()).ConfigureAwait(false);
        }

        return report with
        {
            Sources = report.Sources + (existing is null ? 1 : 0),
            Feeds = report.Feeds + news.Count,
            Known = report.Known + olds.Count,
            Updated = report.Updated + updated,
        };
    }

    private static async Task<int> CorrectAsync(Session s, GuessedSource guessed, List<(GuessedFeed Said, Feed Feed)> olds, KnownFeeds known)
    {
        var changed = 0;
        foreach (var (said, feed) in olds)
        {
            if (feed.Section != said.Section || feed.Language != said.Language)
            {
                changed += await FeedStore.DescribeAsync(s, feed.Id, said.Section, said.Language).ConfigureAwait(false);
            }
        }

        foreach (var source in olds.Select(o => known.Sources[o.Feed.SourceId]).Distinct().Where(x => x.Name == guessed.Name))
        {
            var row = Row(guessed, source.Name) with { Id = source.Id };
            if (row != source)
            {
                changed += await SourceStore.UpdateAsync(s, row).ConfigureAwait(false);
            }
        }

        return changed;
    }

    private static Source Row(GuessedSource g, string name) => new()
    {
        Id = 0,
        Name = name,
        HomeUrl = g.HomeUrl,
        Country = g.Country,
        Language = g.Language,
        Weight = g.Weight is { } weight ? Math.Clamp(weight, 0, 10) : 1,
        Folder = g.Folder,
    };

    /// <summary>Mends what lists are seen to hold: blanks around, feed: instead of http:, no scheme at all.</summary>
    public static string Mend(string url)
    {
        var text = url.Trim();
        if (text.StartsWith("feed:", StringComparison.OrdinalIgnoreCase))
        {
            text = text[5..];
            text = text.StartsWith("//", StringComparison.Ordinal) ? "https:" + text : text;
        }

        var host = text.TrimStart('/').AsSpan();
        host = host[..(host.IndexOfAny('/', '?', '#') is >= 0 and var end ? end : host.Length)];
        var port = host.IndexOf(':') is > 0 and var colon ? host[(colon + 1)..] : default;
        var isBare = host.Contains('.') && (port.IsEmpty ? !text.Contains(':', StringComparison.Ordinal) : !port.ContainsAnyExceptInRange('0', '9'));
        // On a port of its own a server mostly speaks plain HTTP.
        return isBare ? (port.IsEmpty || port.EndsWith("443") ? "https://" : "http://") + text.TrimStart('/') : text;
    }

    /// <summary>What the database holds, and under which names.</summary>
    private sealed class KnownFeeds
    {
        private readonly HashSet<string> _names;

        public KnownFeeds(IReadOnlyList<Source> sources, IReadOnlyList<Feed> feeds)
        {
            Sources = sources.ToDictionary(x => x.Id);
            Feeds = feeds.ToDictionary(f => f.Url);
            foreach (var feed in feeds.Where(f => f.MovedFrom is not null))
            {
                Feeds.TryAdd(feed.MovedFrom!, feed);
            }

            _names = [.. sources.Select(x => x.Name)];
        }

        public Dictionary<long, Source> Sources { get; }

        public Dictionary<string, Feed> Feeds { get; }

        /// <summary>The title of this name, if it is the same one: said so, or of the same site.</summary>
        public Source? Named(GuessedSource guessed) => Sources.Values.FirstOrDefault(x => x.Name == guessed.Name && (guessed.Said || IsSame(x, guessed)));

        public string FreeName(GuessedSource guessed)
        {
            var name = guessed.Name;
            for (var n = 1; !_names.Add(name); n++)
            {
                var site = SourceGuess.Site(guessed.HomeUrl ?? guessed.Feeds[0].Url) ?? guessed.Folder;
                name = n == 1 && site is not null ? $"{guessed.Name} ({site})" : $"{guessed.Name} ({n + 1})";
            }

            return name;
        }

        private bool IsSame(Source source, GuessedSource guessed)
        {
            var site = SourceGuess.Site(guessed.HomeUrl) ?? SourceGuess.Site(guessed.Feeds[0].Url);
            var own = SourceGuess.Site(source.HomeUrl) ?? SourceGuess.Site(Feeds.Values.FirstOrDefault(f => f.SourceId == source.Id)?.Url);
            return site is not null && site == own;
        }
    }
}
