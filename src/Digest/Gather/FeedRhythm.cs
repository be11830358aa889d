using Digest.Model;

namespace Digest.Gather;

/// <summary>How often a feed brings something, learnt from what it brought; and how long its silence lasts against that. Pure.</summary>
public static class FeedRhythm
{
    private const double MemoryDays = 7;
    // A newspaper's one feed does not bring more: a document whose dates say so was published in one go.
    private const double MostPerDay = 2000;

    /// <summary>Articles per day as they stand now: the average fades while nothing comes.</summary>
    public static double RateAt(Feed feed, DateTimeOffset now) =>
        feed.ChangedAt is { } changed ? feed.ArticlesPerDay * Math.Exp(-Days(now - changed) / MemoryDays) : feed.ArticlesPerDay;

    /// <summary>The average after a check that brought <paramref name="brought"/> new articles.</summary>
    public static double After(Feed feed, int brought, DateTimeOffset now)
    {
        if (feed.ChangedAt is not { } changed)
        {
            return 0;
        }

        // Two checks in a minute say little: below an hour the new ones are weighed as an hour's.
        var days = Math.Max(Days(now - changed), 1 / 24d);
        var keep = Math.Exp(-days / MemoryDays);
        return Math.Min(MostPerDay, (feed.ArticlesPerDay * keep) + ((1 - keep) * brought / days));
    }

    /// <summary>A first guess from the dates in a document: its newest items over the time they span.</summary>
    public static double Guess(IEnumerable<DateTimeOffset> published, DateTimeOffset now)
    {
        var recent = published.Where(p => p > now - TimeSpan.FromDays(14) && p <= now).ToList();
        return recent.Count == 0 ? 0 : Math.Min(MostPerDay, recent.Count / Math.Max(Days(now - recent.Min()), 0.25));
    }

    /// <summary>How long it has been silent, where that is unusual for it: over a day, and ten times its usual gap.</summary>
    public static TimeSpan? UnusualSilence(Feed feed, DateTimeOffset now)
    {
        if (feed.LastArticleAt is not { } last || feed.ArticlesPerDay <= 0)
        {
            return null;
        }

        var silent = now - last;
        return silent > TimeSpan.FromDays(1) && silent > TimeSpan.FromDays(Math.Min(10 / feed.ArticlesPerDay, 60)) ? silent : null;
    }

    private static double Days(TimeSpan time) => Math.Max(0, time.TotalDays);
}
