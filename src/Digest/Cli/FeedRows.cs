using Digest.Gather;
using Digest.Model;
using Digest.Store;

namespace Digest.Cli;

/// <summary>A feed as it is listed: with its title, and its health in words.</summary>
public sealed record FeedRow
{
    public required long Id { get; init; }
    public required string Source { get; init; }
    public required string Url { get; init; }
    public string? Section { get; init; }
    public string? Folder { get; init; }
    public string? HomeUrl { get; init; }
    public string? Country { get; init; }
    public string? Language { get; init; }
    public double Weight { get; init; }
    public required string State { get; init; }
    public required FeedHealthKind Health { get; init; }
    public required string Words { get; init; }
    public double ArticlesPerDay { get; init; }
    public DateTimeOffset? LastArticleAt { get; init; }
    public DateTimeOffset? CheckedAt { get; init; }
    public DateTimeOffset? SucceededAt { get; init; }
    public DateTimeOffset NextCheckAt { get; init; }
    public long? HttpStatus { get; init; }
    public long Failures { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset? FailedAt { get; init; }
    public string? Recovered { get; init; }
    public string? MovedFrom { get; init; }
    public string? MovedTo { get; init; }
    public string? Hub { get; init; }

    public bool IsTrouble => Health is not (FeedHealthKind.Well or FeedHealthKind.New or FeedHealthKind.Paused);
}

/// <summary>Feeds and titles joined for listing.</summary>
public static class FeedRows
{
    public static async Task<IReadOnlyList<FeedRow>> AllAsync(CommandContext context)
    {
        var (sources, feeds) = await context.Get<Database>().ReadAsync(
            async s => (await SourceStore.AllAsync(s).ConfigureAwait(false), await FeedStore.AllAsync(s).ConfigureAwait(false)), context.Cancel).ConfigureAwait(false);
        var byId = sources.ToDictionary(s => s.Id);
        return [.. feeds.Select(f => Row(byId[f.SourceId], f, context.Now)).OrderBy(r => r.Source, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Id)];
    }

    /// <summary>One feed, a line per fact, and its newest articles.</summary>
    public static void Print(CommandContext context, FeedRow row, IReadOnlyList<Article> articles)
    {
        if (context.Json)
        {
            Output.Json(new { feed = row, articles });
            return;
        }

        foreach (var property in typeof(FeedRow).GetProperties())
        {
            if (property.GetValue(row) is { } value and not false)
            {
                Console.Out.WriteLine($"{property.Name,-16}{(value is DateTimeOffset at ? at.ToString("u", System.Globalization.CultureInfo.InvariantCulture) : value)}");
            }
        }

        Console.Out.WriteLine();
        Output.Table(["published", "article"], articles.Select(a => new[] { a.PublishedAt.ToString("u", System.Globalization.CultureInfo.InvariantCulture), a.Title }));
    }

    private static FeedRow Row(Source source, Feed feed, DateTimeOffset now)
    {
        var health = FeedHealth.Of(feed, now);
        return new()
        {
            Id = feed.Id,
            Source = source.Name,
            Url = feed.Url,
            Section = feed.Section,
            Folder = source.Folder,
            HomeUrl = source.HomeUrl,
            Country = source.Country,
            Language = feed.Language ?? source.Language,
            Weight = source.Weight,
            State = feed.State.ToString(),
            Health = health.Kind,
            Words = health.Words,
            ArticlesPerDay = Math.Round(FeedRhythm.RateAt(feed, now), 2),
            LastArticleAt = feed.LastArticleAt,
            CheckedAt = feed.CheckedAt,
            SucceededAt = feed.SucceededAt,
            NextCheckAt = feed.NextCheckAt,
            HttpStatus = feed.HttpStatus,
            Failures = feed.Failures,
            LastError = feed.LastError,
            FailedAt = feed.FailedAt,
            Recovered = feed.Recovered,
            MovedFrom = feed.MovedFrom,
            MovedTo = feed.MovedTo,
            Hub = feed.Hub,
        };
    }
}
