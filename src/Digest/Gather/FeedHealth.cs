using Digest.Model;

namespace Digest.Gather;

public enum FeedHealthKind { New, Well, Recovered, Silent, Moved, Failing, Gone, Paused }

/// <summary>How a feed fares, in a word for sorting and in words an operator can act on.</summary>
public sealed record FeedHealth(FeedHealthKind Kind, string Words)
{
    public static FeedHealth Of(Feed feed, DateTimeOffset now)
    {
        if (feed.State == FeedState.Paused)
        {
            return new(FeedHealthKind.Paused, "paused by the operator");
        }

        if (feed.State == FeedState.Gone)
        {
            return new(FeedHealthKind.Gone, $"{feed.LastError} Remove it, or resume it to try again.");
        }

        if (feed.Failures > 0)
        {
            var since = feed.SucceededAt is { } ok ? $"last read {Ago(now - ok)} ago" : "never read";
            return new(FeedHealthKind.Failing, $"{feed.LastError} {feed.Failures} in a row, {since}; next try {In(feed.NextCheckAt - now)}.");
        }

        return feed.SucceededAt is null ? new(FeedHealthKind.New, "not read yet") : Read(feed, now);
    }

    private static FeedHealth Read(Feed feed, DateTimeOffset now)
    {
        if (feed.MovedTo is { } to)
        {
            return new(FeedHealthKind.Moved, $"moved to {to}, which is a feed of its own here: remove one of the two");
        }

        if (FeedRhythm.UnusualSilence(feed, now) is { } silent)
        {
            return new(FeedHealthKind.Silent, $"nothing new for {Ago(silent)}, where {feed.ArticlesPerDay:0.#} a day are usual");
        }

        return feed.Recovered is { } recovered
            ? new(FeedHealthKind.Recovered, $"broken but read: {recovered}")
            : new(FeedHealthKind.Well, feed.MovedFrom is null ? "well" : $"well, moved from {feed.MovedFrom}");
    }

    /// <summary>A duration as people say it: 40 min, 5 h, 3 days.</summary>
    public static string Ago(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? "a moment"
        : time < TimeSpan.FromHours(2) ? $"{time.TotalMinutes:0} min"
        : time < TimeSpan.FromDays(2) ? $"{time.TotalHours:0} h"
        : $"{time.TotalDays:0} days";

    private static string In(TimeSpan time) => time <= TimeSpan.Zero ? "now" : "in " + Ago(time);
}
