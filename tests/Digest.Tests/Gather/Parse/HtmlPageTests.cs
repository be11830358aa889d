using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class HtmlPageTests
{
    [Fact]
    public void Names_the_feeds_of_a_page_served_as_one()
    {
        var feed = FeedFixture.Text(
            """
            <!DOCTYPE html><html><head><title>Press</title>
            <!-- <link rel="alternate" type="application/rss+xml" href="/old.rss"> -->
            <script>document.write('<link rel="alternate" type="application/rss+xml" href="/fake.rss">')</script>
            <link rel="stylesheet" href="/a.css">
            <LINK REL='alternate' TYPE='application/rss+xml' TITLE='World &amp; wide' HREF='/world.rss?a=1&amp;b=2'>
            <link rel="alternate" type="application/atom+xml" href=atom.xml>
            <link rel="alternate" hreflang="de" href="/de/">
            <link rel="alternate" type="application/rss+xml" href="/world.rss?a=1&b=2">
            </head><body><p>rss <b>feed</b></body></html>
            """);

        feed.DiscoveredFeeds.Select(f => f.Url).ShouldBe(["https://press.example/world.rss?a=1&b=2", "https://press.example/feeds/atom.xml"]);
        feed.DiscoveredFeeds[0].Title.ShouldBe("World & wide");
        feed.Failure.ShouldBe("this is an HTML page; it names these feeds: https://press.example/world.rss?a=1&b=2, https://press.example/feeds/atom.xml");
    }

    [Fact]
    public void Says_when_a_page_names_none() =>
        FeedFixture.Text("<html><body>404</body></html>").Failure.ShouldBe("this is an HTML page, and it names no feed");

    [Fact]
    public void Heeds_the_pages_own_base() =>
        FeedFixture.Text("<html><head><base href='https://cdn.example/x/'><link rel=alternate type=application/rss+xml href=f></head></html>").DiscoveredFeeds.Single().Url.ShouldBe("https://cdn.example/x/f");
}
