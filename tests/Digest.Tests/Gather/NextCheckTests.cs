using Digest.Gather;
using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather;

public sealed class NextCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly GatherOptions Options = new();
    private readonly Feed _feed = new() { Id = 1, SourceId = 1, Url = "https://example.org/feed", CreatedAt = Now.AddDays(-90), LastArticleAt = Now.AddHours(-1) };

    [Theory]
    [InlineData(200, 10)]
    [InlineData(24, 15)]
    [InlineData(1, 360)]
    [InlineData(0.1, 1440)]
    [InlineData(0, 60)]
    public void Follows_the_feeds_habit_within_bounds(double perDay, double minutes) => Minutes(perDay).ShouldBeInRange(Math.Max(10, minutes * 0.9), minutes * 1.1);

    [Fact]
    public void Looks_less_often_at_a_feed_silent_for_a_month() =>
        NextCheck.AfterSuccess(_feed with { LastArticleAt = Now.AddDays(-31) }, 100, Manners.None, null, Options, Now).ShouldBe(Now.AddDays(1));

    [Fact]
    public void Waits_as_long_as_the_publisher_asks() => Minutes(200, new() { Ttl = 60 }).ShouldBeInRange(60, 66);

    [Fact]
    public void Waits_as_long_as_the_answer_keeps() => Minutes(200, keepsFor: TimeSpan.FromMinutes(30)).ShouldBeInRange(30, 33);

    [Fact]
    public void Does_not_let_a_publisher_put_it_off_for_a_day() =>
        Minutes(200, new() { Ttl = 1e9 }, TimeSpan.FromDays(365)).ShouldBeInRange(180, 198);

    [Fact]
    public void Skips_the_hours_the_publisher_asks_to_skip() =>
        NextCheck.AfterSuccess(_feed, 200, new() { SkipHours = [9, 10, 11] }, null, Options, Now).ShouldBe(Now.AddHours(3));

    [Fact]
    public void Skips_the_days_the_publisher_asks_to_skip() =>
        NextCheck.AfterSuccess(_feed, 200, new() { SkipDays = [DayOfWeek.Tuesday] }, null, Options, Now).ShouldBe(Now.Date.AddDays(1));

    [Fact]
    public void Does_not_skip_every_hour_there_is() => Minutes(200, new() { SkipHours = [.. Enumerable.Range(0, 24)] }).ShouldBeInRange(0, 60);

    [Theory]
    [InlineData(0, 15)]
    [InlineData(1, 30)]
    [InlineData(3, 120)]
    [InlineData(50, 1440)]
    public void Waits_twice_as_long_after_every_failure(long before, double minutes) =>
        (NextCheck.AfterFailure(_feed with { Failures = before }, null, Options, Now) - Now).TotalMinutes.ShouldBeInRange(minutes * 0.9, Math.Min(1440, minutes * 1.1));

    [Fact]
    public void Honours_retry_after_within_bounds()
    {
        (NextCheck.AfterFailure(_feed, TimeSpan.FromHours(5), Options, Now) - Now).ShouldBe(TimeSpan.FromHours(5));
        (NextCheck.AfterFailure(_feed, TimeSpan.FromDays(500), Options, Now) - Now).ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public void Spreads_feeds_over_time_the_same_way_every_time()
    {
        var all = Enumerable.Range(1, 100).Select(id => NextCheck.AfterSuccess(_feed with { Id = id }, 1, Manners.None, null, Options, Now)).ToList();
        all.Distinct().Count().ShouldBe(100);
        all[41].ShouldBe(NextCheck.AfterSuccess(_feed with { Id = 42 }, 1, Manners.None, null, Options, Now));
    }

    private double Minutes(double perDay, Manners? manners = null, TimeSpan? keepsFor = null) =>
        (NextCheck.AfterSuccess(_feed, perDay, manners ?? Manners.None, keepsFor, Options, Now) - Now).TotalMinutes;
}
