using Digest.Gather;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

using static Digest.Tests.Support.FeedServer;

namespace Digest.Tests.Gather;

public sealed class FeedCheckerTests
{
    private static readonly string Feed = Rss(Item("One", "http://gazette.example/1", "g1"));
    private const string Page = """<!doctype html><html><head><link rel="alternate" type="application/rss+xml" title="All" href="/all.rss"></head><body>Hello</body></html>""";

    [Fact]
    public async Task Explains_a_feed_step_by_step()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Redirect("/old", 301, "/feed");
        it.Server.On("/feed", Feed, etag: "\"1\"");

        var report = await it.Checker.CheckAsync(it.Server.Url("/old"), CancellationToken.None);

        report.Ok.ShouldBeTrue();
        report.FoundAt.ShouldBe(it.Server.Url("/feed"));
        report.Steps.Select(s => s.Step).ShouldBe(["address", "answer", "answer", "moved", "read", "validators", "document", "items", "fields", "rhythm"]);
        report.Steps.Single(s => s.Step == "items").Found.ShouldBe("1, 1 dated, newest 60 min ago");
    }

    [Fact]
    public async Task Says_how_long_a_server_wants_to_be_left_alone()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Status("/feed", 503, "600");
        var report = await it.Checker.CheckAsync(it.Server.Url("/feed"), CancellationToken.None);
        report.Steps[^1].ShouldBe(new CheckStep("rest", true, "asks to be left alone for 10 min (Retry-After)"));
    }

    [Fact]
    public async Task Explains_a_refusal_without_asking()
    {
        await using var it = await GatherHarness.CreateAsync();
        var report = await it.Checker.CheckAsync("http://192.168.0.1/feed", CancellationToken.None);
        report.Steps.ShouldHaveSingleItem().Found.ShouldBe("refused: 192.168.0.1 is private");
    }

    [Fact]
    public async Task Finds_the_feeds_a_page_names()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/", Page, "text/html");
        it.Server.On("/all.rss", Feed);

        var found = await it.Checker.DiscoverAsync(it.Server.Url("/"), CancellationToken.None);

        found.ShouldHaveSingleItem().FoundAt.ShouldBe(it.Server.Url("/all.rss"));
    }

    [Fact]
    public async Task Tries_the_usual_places_where_a_page_names_none()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/", "<!doctype html><html><body>Hello</body></html>", "text/html");
        it.Server.On("/rss.xml", Feed);

        var found = await it.Checker.DiscoverAsync(it.Server.Url("/"), CancellationToken.None);

        found.ShouldHaveSingleItem().FoundAt.ShouldBe(it.Server.Url("/rss.xml"));
    }

    [Fact]
    public async Task Gathering_takes_the_feed_of_a_page_that_was_added_in_its_place()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/home", Page, "text/html");
        it.Server.On("/all.rss", Feed);
        var id = await it.AddAsync("/home");

        (await it.GatherAsync()).NewArticles.ShouldBe(1);

        var feed = await it.FeedAsync(id);
        (feed.Url, feed.MovedFrom).ShouldBe((it.Server.Url("/all.rss"), it.Server.Url("/home")));
    }

    [Fact]
    public async Task Gathering_tries_the_usual_places_once_where_a_page_names_no_feed()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/paper", "<!doctype html><html><body>Hello</body></html>", "text/html");
        it.Server.On("/none", "<!doctype html><html><body>Hello</body></html>", "text/html");
        it.Server.On("/paper/feed", Feed);
        var (paper, none) = (await it.AddAsync("/paper"), await it.AddAsync("/none"));

        (await it.GatherAsync()).NewArticles.ShouldBe(1);
        await it.GatherAsync();

        (await it.FeedAsync(paper)).Url.ShouldBe(it.Server.Url("/paper/feed"));
        (await it.FeedAsync(none)).LastError!.ShouldContain("names no feed");
        it.Server.Count("/none/feed").ShouldBe(1);
    }

    [Fact]
    public async Task Gathering_does_not_follow_a_page_that_took_the_place_of_a_feed()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Feed);
        var id = await it.AddAsync("/feed");
        await it.GatherAsync();
        it.Server.On("/feed", Page, "text/html");
        it.Server.On("/all.rss", Feed);

        (await it.GatherAsync()).Failed.ShouldBe(1);

        (await it.FeedAsync(id)).LastError!.ShouldContain("/all.rss");
    }
}
