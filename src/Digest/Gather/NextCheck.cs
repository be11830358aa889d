using Digest.Model;

namespace Digest.Gather;

/// <summary>When a feed is looked at again: from its own habit, within what its publisher asks and the operator allows. Pure.</summary>
public static class NextCheck
{
    private static readonly TimeSpan Unknown = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromDays(30);

    /// <param name="perDay">New articles per day, as <see cref="FeedRhythm"/> has it now.</param>
    /// <param name="keepsFor">How long the server says its answer keeps (Cache-Control, Expires).</param>
    public static DateTimeOffset AfterSuccess(Feed feed, double perDay, Manners manners, TimeSpan? keepsFor, GatherOptions options, DateTimeOffset now)
    {
        var habit = Habit(feed, perDay, options, now);
        var asked = new[] { TimeSpan.FromMinutes(Math.Clamp(manners.Ttl ?? 0, 0, 1e6)), keepsFor ?? TimeSpan.Zero }.Max();
        var polite = Min(asked, options.MaxPublisherDelay);
        // Spread to either side of its habit, but never sooner than is asked.
        var interval = Clamp(habit > polite ? Max(Jitter(feed.Id, habit), polite) : polite * (1 + Spread(feed.Id)), options);
        return Skip(now + interval, manners);
    }

    /// <summary>Twice as long after every failure in a row, or as the server asked.</summary>
    public static DateTimeOffset AfterFailure(Feed feed, TimeSpan? retryAfter, GatherOptions options, DateTimeOffset now)
    {
        var doublings = Math.Min(feed.Failures, 12);
        var backOff = Jitter(feed.Id, FirstRetry * Math.Pow(2, doublings));
        return now + Clamp(Max(backOff, retryAfter ?? TimeSpan.Zero), options);
    }

    // A quarter of the usual gap: an article then waits an eighth of it on average.
    private static TimeSpan Habit(Feed feed, double perDay, GatherOptions options, DateTimeOffset now)
    {
        if ((feed.LastArticleAt ?? feed.CreatedAt) < now - SilentAfter)
        {
            return options.MaxInterval;
        }

        return perDay > 0 ? TimeSpan.FromDays(Math.Min(0.25 / perDay, 30)) : Unknown;
    }

    // Ten per cent to either side, by the feed's own number: a thousand feeds added at once drift apart, and tests can foretell.
    private static TimeSpan Jitter(long id, TimeSpan interval) => interval * (0.9 + (2 * Spread(id)));

    // From 0 to a tenth.
    private static double Spread(long id) => (((ulong)id * 0x9E3779B97F4A7C15UL) >> 40) / (double)(1 << 24) / 10;

    private static DateTimeOffset Skip(DateTimeOffset at, Manners manners)
    {
        // A week of hours: beyond it the feed asks never to be read, which is not honoured.
        for (var i = 0; i < 24 * 7; i++)
        {
            var utc = at.UtcDateTime;
            if (!manners.SkipHours.Contains(utc.Hour) && !manners.SkipDays.Contains(utc.DayOfWeek))
            {
                return at;
            }

            at = new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
        }

        return at.AddHours(-24 * 7);
    }

    private static TimeSpan Clamp(TimeSpan time, GatherOptions options) => Min(Max(time, options.MinInterval), options.MaxInterval);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
