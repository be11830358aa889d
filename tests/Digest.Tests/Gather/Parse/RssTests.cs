using Digest.Gather.Parse;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class RssTests
{
    [Fact]
    public void Reads_the_channel()
    {
        var feed = FeedFixture.File("rss20.xml");

        feed.Failure.ShouldBeNull();
        feed.Recovered.ShouldBeNull();
        feed.Format.ShouldBe("rss20");
        feed.Title.ShouldBe("Harbour Gazette – World");
        feed.Subtitle.ShouldBe("News of the harbour & beyond");
        feed.HomeUrl.ShouldBe("https://gazette.example/world");
        feed.SelfUrl.ShouldBe("https://gazette.example/world/rss");
        feed.HubUrls.ShouldBe(["https://hub.example/"]);
        feed.Language.ShouldBe("en-gb");
        feed.Ttl.ShouldBe(TimeSpan.FromMinutes(15));
        feed.SkipHours.ShouldBe([0, 1]);
        feed.SkipDays.ShouldBe([DayOfWeek.Saturday, DayOfWeek.Sunday]);
        feed.Picture!.Url.ShouldBe("https://gazette.example/logo.png");
        feed.UpdatedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Reads_an_item_with_modules()
    {
        var item = FeedFixture.File("rss20.xml").Items[0];

        item.Title.ShouldBe("Pilots strike as Meridian drifts & waits");
        item.Id.ShouldBe("gazette-4711");
        item.IdIsPermalink.ShouldBeFalse();
        item.Link.ShouldBe("https://gazette.example/world/pilots?utm_source=rss");
        item.OtherLinks.ShouldBe(["https://gazette.example/world/pilots"]);
        item.PublishedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 5, 30, 0, TimeSpan.Zero));
        item.Bylines.ShouldBe(["Ann Bee and Carl Dee"]);
        item.Categories.ShouldBe(["World", "Shipping"]);
        item.SummaryHtml.ShouldBe("<p>The harbour&#8217;s pilots walked out at dawn.</p><p>Nobody knows when they return.</p>");
        item.Teaser.ShouldBe("The harbour’s pilots walked out at dawn.\nNobody knows when they return.");
        item.ContentHtml!.ShouldStartWith("<p>The harbour’s");
        item.Language.ShouldBe("en-gb");
        item.CommentsUrl.ShouldBe("https://gazette.example/world/pilots#comments");
    }

    [Fact]
    public void Puts_the_card_sized_picture_first_with_its_words()
    {
        var pictures = FeedFixture.File("rss20.xml").Items[0].Pictures;

        pictures.Count.ShouldBe(2);
        pictures[0].Url.ShouldBe("https://img.gazette.example/pilots-700.jpg");
        pictures[0].Width.ShouldBe(700);
        pictures[0].Caption.ShouldBe("The Meridian off the mole");
        pictures[0].Credit.ShouldBe("E. Eff/Harbour Pictures");
    }

    [Fact]
    public void Takes_a_permalink_guid_for_the_link_and_an_enclosure_for_the_picture()
    {
        var item = FeedFixture.File("rss20.xml").Items[1];

        item.Title.ShouldBe("Five < six, says institute");
        item.Link.ShouldBe("https://gazette.example/world/five");
        item.IdIsPermalink.ShouldBeTrue();
        item.PublishedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        item.Bylines.ShouldBe(["Gina Aitch"]);
        item.Enclosures.Select(e => e.Length).ShouldBe([48211, 9000000]);
        item.Pictures.Single().Url.ShouldBe("https://press.example/files/five.jpg");
        item.SourceName.ShouldBe("The Wire");
        item.SourceUrl.ShouldBe("https://wire.example/rss");
    }

    [Fact]
    public void Reads_the_first_version_without_fetching_its_doctype()
    {
        var feed = FeedFixture.File("rss091.xml");

        feed.Format.ShouldBe("rss091");
        feed.Recovered.ShouldBeNull();
        feed.Items.Select(i => i.Title).ShouldBe(["Mühle öffnet wieder", "Fest am Samstag"]);
        feed.Items[0].Language.ShouldBe("de");
    }

    [Fact]
    public void Own_fields_win_over_a_modules_whatever_the_order()
    {
        var item = FeedFixture.Item("<media:title>Clip</media:title><itunes:summary>Pod</itunes:summary><title>Own</title><description>Said by the feed itself.</description>");

        item.Title.ShouldBe("Own");
        item.SummaryHtml.ShouldBe("Said by the feed itself.");
    }

    [Fact]
    public void Resolves_addresses_against_xml_base_and_where_the_feed_was_read()
    {
        FeedFixture.Item("<link>story/1</link>").Link.ShouldBe("https://press.example/feeds/story/1");
        FeedFixture.Text("<rss xml:base='https://else.example/x/'><channel><item><link>story/1</link></item></channel></rss>").Items[0].Link.ShouldBe("https://else.example/x/story/1");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://press.example/a")]
    [InlineData("mailto:desk@press.example")]
    public void Takes_no_address_but_of_a_page(string link) => FeedFixture.Item($"<title>T</title><link>{link}</link>").Link.ShouldBeNull();

    [Fact]
    public void Mends_an_address_that_was_escaped_twice_or_broken_over_lines()
    {
        FeedFixture.Item("<link>https://press.example/a?b=1&amp;amp;c=2</link>").Link.ShouldBe("https://press.example/a?b=1&c=2");
        FeedFixture.Item("<link>\n  https://press.example/a\n  /b\n</link>").Link.ShouldBe("https://press.example/a/b");
    }

    [Fact]
    public void Prefers_the_publishers_page_to_a_feed_proxy()
    {
        var item = FeedFixture.Text(
            """<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item><link>http://feedproxy.google.com/~r/Press/~3/x/</link><feedburner:origLink>https://press.example/x</feedburner:origLink></item></channel></rss>""").Items[0];

        item.Link.ShouldBe("http://feedproxy.google.com/~r/Press/~3/x/");
        item.PageUrl.ShouldBe("https://press.example/x");
    }

    [Fact]
    public void Leaves_content_unread_unless_asked_but_knows_its_faults()
    {
        var fields = $"<title>T</title><description>{new string('d', 90)}.</description><media:content url='https://img.example/a.jpg' medium='image'/><content:encoded>&lt;p&gt;Salt & pepper&lt;/p&gt;</content:encoded>";

        var lean = FeedFixture.Rss(fields, ParseLimits.Default);
        lean.Items[0].ContentHtml.ShouldBeNull();
        lean.Recovered!.ShouldContain("an ampersand that begins no reference");
        FeedFixture.Rss(fields, ParseLimits.Default with { Markup = true }).Items[0].ContentHtml.ShouldBe("<p>Salt & pepper</p>");
    }

    [Fact]
    public void Keeps_an_item_that_says_nothing_for_the_caller_to_judge() => FeedFixture.Rss("").Items.Count.ShouldBe(1);

    [Theory]
    [InlineData("60", 60)]
    [InlineData("100000", 60 * 24 * 30)]
    [InlineData("-5", null)]
    [InlineData("often", null)]
    public void Takes_a_ttl_beyond_a_month_for_a_month(string written, int? minutes) =>
        FeedFixture.Text($"<rss version=\"2.0\"><channel><title>T</title><ttl>{written}</ttl></channel></rss>").Ttl.ShouldBe(minutes is { } m ? TimeSpan.FromMinutes(m) : null);

    [Fact]
    public void Finds_items_beside_a_channel_that_was_closed_too_early() =>
        FeedFixture.Text("<rss><channel><title>T</title></channel><item><title>A</title></item><item><title>B</title></item></rss>").Items.Count.ShouldBe(2);

    [Fact]
    public void Writes_names_that_shout_as_names()
    {
        FeedFixture.Item("<dc:creator>JANE DOE AND JOHN ROE</dc:creator>").Bylines.ShouldBe(["Jane Doe and John Roe"]);
        FeedFixture.Item("<dc:creator>NBC NEWS</dc:creator>").Bylines.ShouldBe(["NBC News"]);
    }

    [Theory]
    [InlineData("desk@press.example", null)]
    [InlineData("Ann Bee <ann@press.example>", "Ann Bee")]
    [InlineData("ann@press.example (Ann Bee)", "Ann Bee")]
    [InlineData("von Ann Bee", "Ann Bee")]
    [InlineData("admin", null)]
    [InlineData("https://press.example/ann", null)]
    public void Shows_names_not_addresses(string author, string? byline) =>
        FeedFixture.Item($"<author>{author.Replace("<", "&lt;", StringComparison.Ordinal)}</author>").Bylines.SingleOrDefault().ShouldBe(byline);
}
