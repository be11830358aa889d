using Digest.Model;
using Digest.Tests.Support;

using Microsoft.AspNetCore.Http;

using Shouldly;

using Xunit;

using static Digest.Tests.Support.FeedServer;

namespace Digest.Tests.Gather;

public sealed class GatherStepTests
{
    private static readonly string Two = Rss(
        Item("One", "http://gazette.example/1", "g1", more: "<description>The first.</description>"), Item("Two", "http://gazette.example/2", "g2"));

    [Fact]
    public async Task Saves_every_item_as_an_article()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Two);
        var feed = await it.AddAsync("/feed", section: "World");

        var report = await it.GatherAsync();

        report.NewArticles.ShouldBe(2);
        var article = (await it.ArticlesAsync())[0];
        (article.FeedId, article.Title, article.Url, article.Teaser, article.Section, article.Language).ShouldBe((feed, "One", "http://gazette.example/1", "The first.", "World", "en"));
        article.PublishedAt.ShouldBe(GatherHarness.Start.AddHours(-1));
        article.FirstSeenAt.ShouldBe(GatherHarness.Start);
    }

    [Fact]
    public async Task Asks_with_its_validators_and_takes_304_for_unchanged()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Two, etag: "\"v1\"");
        var id = await it.AddAsync("/feed");
        await it.GatherAsync();
        it.Clock.Advance(TimeSpan.FromHours(2));

        (await it.GatherAsync()).Unchanged.ShouldBe(1);

        it.Server.Asked.Last().Headers["If-None-Match"].ShouldBe("\"v1\"");
        var feed = await it.FeedAsync(id);
        (feed.HttpStatus, feed.CheckedAt, feed.ChangedAt).ShouldBe((304, it.Clock.GetUtcNow(), GatherHarness.Start));
    }

    [Fact]
    public async Task Writes_nothing_but_the_check_when_the_same_bytes_come_again()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Two);
        var id = await it.AddAsync("/feed");
        await it.GatherAsync();
        var before = await it.FeedAsync(id);
        it.Clock.Advance(TimeSpan.FromHours(2));

        (await it.GatherAsync()).Unchanged.ShouldBe(1);

        var after = await it.FeedAsync(id);
        after.ShouldBe(before with { CheckedAt = after.CheckedAt, SucceededAt = after.SucceededAt, NextCheckAt = after.NextCheckAt });
    }

    [Fact]
    public async Task What_was_read_by_a_clock_that_ran_ahead_is_read_again_when_it_is_right()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Rss(Item("One", "http://gazette.example/1", "a")));
        var id = await it.AddAsync("/feed");
        it.Clock.Advance(TimeSpan.FromDays(90));
        (await it.GatherAsync(all: false)).Feeds.ShouldBe(1);
        (await it.GatherAsync(all: false)).Feeds.ShouldBe(0);

        it.Clock.AdjustTime(GatherHarness.Start);

        (await it.GatherAsync(all: false)).Feeds.ShouldBe(1);
        (await it.FeedAsync(id)).CheckedAt.ShouldBe(GatherHarness.Start);
    }

    [Fact]
    public async Task Corrects_a_changed_article_and_keeps_when_it_was_published()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Rss(Item("Mayor resigns", "http://gazette.example/1", "g1")));
        await it.AddAsync("/feed");
        await it.GatherAsync();
        it.Server.On("/feed", Rss(Item("Mayor resigns after vote", "http://gazette.example/1", "g1", "Tue, 24 Nov 2026 08:55:00 GMT")));
        it.Clock.Advance(TimeSpan.FromHours(1));

        (await it.GatherAsync()).ChangedArticles.ShouldBe(1);

        var article = (await it.ArticlesAsync()).ShouldHaveSingleItem();
        article.Title.ShouldBe("Mayor resigns after vote");
        article.PublishedAt.ShouldBe(GatherHarness.Start.AddHours(-1));
        article.UpdatedAt.ShouldBe(it.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Stores_an_article_of_two_section_feeds_once()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/top", Rss(Item("One", "http://gazette.example/1?utm_source=top", "top-1")));
        it.Server.On("/world", Rss(Item("One", "https://www.gazette.example/1", "world-1")));
        await it.AddAsync("/top");
        await it.AddAsync("/world", section: "World");

        await it.GatherAsync();

        (await it.ArticlesAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Learns_the_section_from_another_feed_of_the_title()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/top", Rss(Item("One", "http://gazette.example/1", "a")));
        await it.AddAsync("/top");
        await it.GatherAsync();
        it.Server.On("/world", Rss(Item("One", "http://gazette.example/1", "b")));
        await it.AddAsync("/world", section: "World");

        await it.GatherAsync();

        (await it.ArticlesAsync()).ShouldHaveSingleItem().Section.ShouldBe("World");
    }

    [Fact]
    public async Task Marks_what_was_old_at_the_first_sight_as_backlog()
    {
        await using var it = await GatherHarness.CreateAsync();
        var old = Item("Old", "http://gazette.example/old", "old", "Sun, 22 Nov 2026 08:00:00 GMT");
        it.Server.On("/feed", Rss(Item("Fresh", "http://gazette.example/f", "f"), old, Item("Undated", "http://gazette.example/u", "u", date: null)));
        await it.AddAsync("/feed");
        await it.GatherAsync();
        it.Server.On("/feed", Rss(Item("Undated later", "http://gazette.example/l", "l", date: null), old));
        await it.GatherAsync();

        (await it.ArticlesAsync()).ToDictionary(a => a.Title, a => a.Backlog).ShouldBe(new Dictionary<string, bool>
        {
            ["Fresh"] = false,
            ["Old"] = true,
            ["Undated"] = true,
            ["Undated later"] = false,
        });
    }

    [Fact]
    public async Task Records_a_failure_in_words_and_backs_off_without_harm_to_others()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Status("/bad", 500);
        it.Server.On("/good", Two);
        var bad = await it.AddAsync("/bad");
        await it.AddAsync("/good");

        var report = await it.GatherAsync();

        (report.Failed, report.NewArticles).ShouldBe((1, 2));
        var feed = await it.FeedAsync(bad);
        (feed.HttpStatus, feed.Failures, feed.LastError).ShouldBe((500, 1, "The server has a fault (500)."));
        feed.NextCheckAt.ShouldBeInRange(GatherHarness.Start.AddMinutes(13), GatherHarness.Start.AddMinutes(17));
    }

    [Fact]
    public async Task Forgets_failures_after_a_success_but_keeps_the_last_words()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Status("/feed", 500);
        var id = await it.AddAsync("/feed");
        await it.GatherAsync();
        it.Server.On("/feed", Two);
        await it.GatherAsync();

        var feed = await it.FeedAsync(id);
        (feed.Failures, feed.LastError).ShouldBe((0, "The server has a fault (500)."));
    }

    [Fact]
    public async Task Ends_a_feed_that_is_gone()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Status("/feed", 410);
        var id = await it.AddAsync("/feed");
        await it.GatherAsync();

        (await it.FeedAsync(id)).State.ShouldBe(FeedState.Gone);
        (await it.GatherAsync()).Feeds.ShouldBe(0);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Leaves_a_host_alone_as_long_as_it_asks(int status)
    {
        await using var it = await GatherHarness.CreateAsync(o => o with { Concurrency = 1, PerHost = 1 });
        it.Server.Status("/a", status, retryAfter: "7200");
        it.Server.On("/b", Two);
        var a = await it.AddAsync("/a");
        var b = await it.AddAsync("/b", "Another");

        (await it.GatherAsync()).PutOff.ShouldBe(1);

        (await it.FeedAsync(a)).NextCheckAt.ShouldBe(GatherHarness.Start.AddHours(2));
        (await it.FeedAsync(b)).NextCheckAt.ShouldBe(GatherHarness.Start.AddHours(2));
        it.Server.Count("/b").ShouldBe(0);
    }

    [Theory]
    [InlineData(301, true)]
    [InlineData(308, true)]
    [InlineData(302, false)]
    [InlineData(307, false)]
    public async Task Moves_a_feed_on_permanent_redirects_only(int status, bool moves)
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Redirect("/old", status, "/new");
        it.Server.On("/new", Two);
        var id = await it.AddAsync("/old");

        (await it.GatherAsync()).NewArticles.ShouldBe(2);

        var feed = await it.FeedAsync(id);
        (feed.Url, feed.MovedFrom).ShouldBe(moves ? (it.Server.Url("/new"), it.Server.Url("/old")) : (it.Server.Url("/old"), null));
    }

    [Fact]
    public async Task Does_not_move_a_feed_onto_another()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Redirect("/old", 301, "/new");
        it.Server.On("/new", Two);
        var old = await it.AddAsync("/old");
        await it.AddAsync("/new");

        (await it.GatherAsync()).NewArticles.ShouldBe(2);

        (await it.FeedAsync(old)).MovedTo.ShouldBe(it.Server.Url("/new"));
    }

    [Fact]
    public async Task Does_not_move_a_feed_to_a_page_that_is_no_feed()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Redirect("/old", 301, "/login");
        it.Server.On("/login", "<!doctype html><html><body>Log in</body></html>", "text/html");
        var id = await it.AddAsync("/old");

        (await it.GatherAsync()).Failed.ShouldBe(1);

        (await it.FeedAsync(id)).Url.ShouldBe(it.Server.Url("/old"));
    }

    [Fact]
    public async Task Reads_only_what_is_due()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Two);
        await it.AddAsync("/feed");
        (await it.GatherAsync(all: false)).Feeds.ShouldBe(1);
        (await it.GatherAsync(all: false)).Feeds.ShouldBe(0);
        it.Clock.Advance(TimeSpan.FromDays(1));
        (await it.GatherAsync(all: false)).Feeds.ShouldBe(1);
    }

    [Fact]
    public async Task Asks_one_host_at_most_twice_at_once()
    {
        await using var it = await GatherHarness.CreateAsync();
        var (now, most) = (0, 0);
        var gate = new Lock();
        for (var i = 0; i < 12; i++)
        {
            it.Server.On($"/{i}", async http =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++now);
                }

                await Task.Yield();
                await http.Response.WriteAsync(Two);
                lock (gate)
                {
                    now--;
                }
            });
            await it.AddAsync($"/{i}", $"Title {i}");
        }

        (await it.GatherAsync()).Read.ShouldBe(12);
        most.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Gives_back_what_it_claimed_when_stopped()
    {
        await using var it = await GatherHarness.CreateAsync(o => o with { Concurrency = 1 });
        using var stop = new CancellationTokenSource();
        it.Server.On("/0", async http =>
        {
            await stop.CancelAsync();
            await http.Response.WriteAsync(Two);
        });
        await it.AddAsync("/0");
        it.Server.On("/1", Two);
        await it.AddAsync("/1", "Another");

        await Should.ThrowAsync<OperationCanceledException>(() => it.Step.RunAsync(true, null, stop.Token));

        (await it.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM feeds WHERE claimed_until > 0"))).ShouldBe(0);
    }

    [Fact]
    public async Task Two_readers_share_the_feeds_and_read_none_twice()
    {
        await using var it = await GatherHarness.CreateAsync();
        for (var i = 0; i < 20; i++)
        {
            it.Server.On($"/{i}", Two);
            await it.AddAsync($"/{i}", $"Title {i}");
        }

        var reports = await Task.WhenAll(it.GatherAsync(all: false), it.GatherAsync(all: false));

        reports.Sum(r => r.Feeds).ShouldBe(20);
        it.Server.Asked.Count.ShouldBe(20);
    }

    [Fact]
    public async Task Reports_progress_in_feeds()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Two);
        await it.AddAsync("/feed");
        var seen = new Seen();

        await it.Step.RunAsync(true, seen, TestContext.Current.CancellationToken);

        seen.Last.ShouldBe(new StepProgress("feeds", 1, 1));
    }

    private sealed class Seen : IProgress<StepProgress>
    {
        public StepProgress Last { get; private set; }

        public void Report(StepProgress value) => Last = value;
    }
}
