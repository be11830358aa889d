using Digest.Model;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

using static Digest.Tests.Support.FeedServer;

namespace Digest.Tests.Gather.Pages;

public sealed class PageReaderTests
{
    private const string Page = """
        <!doctype html><html><head><meta property="og:type" content="article"><meta property="og:description" content="What the page itself says of the story, in a sentence that is long enough.">
        <meta property="og:image" content="/p.jpg"><meta name="author" content="Ada Park"></head></html>
        """;

    [Fact]
    public async Task Completes_what_the_feed_left_out_and_asks_only_once()
    {
        await using var it = await CreateAsync();
        await it.GatherAsync();
        it.Clock.Advance(TimeSpan.FromHours(1));
        it.Server.On("/feed", Rss(Item("One, corrected", it.Server.Url("/one"), "g1")));
        await it.GatherAsync();

        var article = (await it.ArticlesAsync()).ShouldHaveSingleItem();
        (article.Title, article.Teaser, article.Byline, article.Picture).ShouldBe(
            ("One, corrected", "What the page itself says of the story, in a sentence that is long enough.", "Ada Park", new Picture(it.Server.Url("/p.jpg"))));
        (it.Server.Count("/one"), it.Server.Count("/robots.txt")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Is_off_unless_the_operator_allows_it()
    {
        await using var it = await CreateAsync(readPages: false);
        await it.GatherAsync();
        it.Server.Count("/one").ShouldBe(0);
    }

    [Fact]
    public async Task Obeys_robots_txt()
    {
        await using var it = await CreateAsync();
        it.Server.On("/robots.txt", "User-agent: *\nDisallow: /one", "text/plain");
        await it.GatherAsync();
        it.Server.Count("/one").ShouldBe(0);
    }

    [Fact]
    public async Task Obeys_the_robots_txt_of_a_site_that_a_page_redirects_to()
    {
        await using var other = await FeedServer.StartAsync();
        await using var it = await CreateAsync(alsoAllow: other.Authority);
        other.On("/elsewhere", Page, "text/html");
        other.On("/robots.txt", "User-agent: *\nDisallow: /elsewhere", "text/plain");
        it.Server.Redirect("/one", 302, other.Url("/elsewhere"));
        await it.GatherAsync();
        (it.Server.Count("/one"), other.Count("/robots.txt"), other.Count("/elsewhere")).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Follows_a_redirect_to_a_site_whose_robots_txt_allows_it()
    {
        await using var other = await FeedServer.StartAsync();
        await using var it = await CreateAsync(alsoAllow: other.Authority);
        other.On("/elsewhere", Page, "text/html");
        it.Server.Redirect("/one", 302, other.Url("/elsewhere"));
        await it.GatherAsync();
        (await it.ArticlesAsync()).ShouldHaveSingleItem().Byline.ShouldBe("Ada Park");
    }

    [Fact]
    public async Task Leaves_a_site_alone_that_cannot_say_what_it_allows()
    {
        await using var it = await CreateAsync();
        it.Server.Status("/robots.txt", 500);
        await it.GatherAsync();
        it.Server.Count("/one").ShouldBe(0);
    }

    [Fact]
    public async Task Reads_no_page_of_the_backlog()
    {
        await using var it = await CreateAsync();
        it.Server.On("/feed", Rss(Item("One", it.Server.Url("/one"), "g1", "Sun, 22 Nov 2026 08:00:00 GMT")));
        await it.GatherAsync();
        it.Server.Count("/one").ShouldBe(0);
    }

    private static async Task<GatherHarness> CreateAsync(bool readPages = true, string alsoAllow = "")
    {
        var it = await GatherHarness.CreateAsync(o => o with { ReadPages = readPages, AllowedHosts = $"{o.AllowedHosts},{alsoAllow}" });
        it.Server.On("/feed", Rss(Item("One", it.Server.Url("/one"), "g1")));
        it.Server.On("/one", Page, "text/html");
        await it.AddAsync("/feed");
        return it;
    }
}
