using Digest.Gather.Parse;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class MediaRssTests
{
    [Fact]
    public void Takes_credit_and_caption_that_stand_beside_the_picture()
    {
        var picture = FeedFixture.Item("""<media:content height="151" medium="image" url="https://img.example/a.jpg" width="151"/><media:credit>Jo Kay</media:credit><media:description>At the gate</media:description>""").Pictures.Single();

        picture.Credit.ShouldBe("Jo Kay");
        picture.Caption.ShouldBe("At the gate");
    }

    [Fact]
    public void Reads_groups_and_leaves_films_to_the_enclosures()
    {
        var item = FeedFixture.Item(
            """
            <media:group><media:content url="https://img.example/film.mp4" type="video/mp4" fileSize="99"/><media:content url="https://img.example/640.jpg" type="image/jpeg" width="640"/>
            <media:thumbnail url="https://img.example/90.jpg" width="90" height="60"/></media:group>
            """);

        item.Pictures.Select(p => p.Url).ShouldBe(["https://img.example/640.jpg", "https://img.example/90.jpg"]);
        item.Enclosures.Single().Length.ShouldBe(99);
    }

    [Theory]
    [InlineData("""<media:thumbnail url="https://img.example/a.jpg" width="1" height="1"/>""")]
    [InlineData("""<media:content url="https://secure.gravatar.com/avatar/1?s=96" medium="image"/>""")]
    [InlineData("""<description>&lt;img src="https://feeds.feedburner.com/~r/x/~4/y" height="1" width="1"/&gt;</description>""")]
    [InlineData("""<description>&lt;img src="data:image/gif;base64,R0lGOD"/&gt;</description>""")]
    public void Icons_trackers_and_avatars_are_no_pictures(string fields) => FeedFixture.Item(fields).Pictures.ShouldBeEmpty();

    [Fact]
    public void Takes_a_picture_from_the_text_with_alt_and_caption()
    {
        var picture = FeedFixture.Item("""<content:encoded><![CDATA[<figure><img data-src="/p/a_750x422.jpg" src="data:," alt="A mole &amp; a ship"><figcaption>Off <b>the</b> mole</figcaption></figure><p>Text.</p>]]></content:encoded>""").Pictures.Single();

        picture.Url.ShouldBe("https://press.example/p/a_750x422.jpg");
        picture.Alt.ShouldBe("A mole & a ship");
        picture.Caption.ShouldBe("Off the mole");
        picture.Width.ShouldBe(750);
    }

    [Theory]
    [InlineData("<![CDATA[<p>One <img src='/1.jpg' alt='A'> two</p><figure><IMG src='/2.jpg'><figcaption>Cap</figcaption></figure>]]>")]
    [InlineData("&lt;p&gt;One &lt;img src='/1.jpg' alt='A'&gt; two&lt;/p&gt;&lt;figure&gt;&lt;IMG src='/2.jpg'&gt;&lt;figcaption&gt;Cap&lt;/figcaption&gt;&lt;/figure&gt;")]
    public void Finds_pictures_in_content_that_is_not_read(string content)
    {
        var item = FeedFixture.Rss($"<description>{new string('d', 100)}</description><content:encoded>{content}</content:encoded>", ParseLimits.Default).Items.Single();

        item.ContentHtml.ShouldBeNull();
        item.Pictures.ShouldBe([new("https://press.example/1.jpg", "A"), new("https://press.example/2.jpg", null, "Cap")]);
    }

    [Fact]
    public void Reads_pictures_of_podcasts() =>
        FeedFixture.Item("""<title>E</title><itunes:image href="https://img.example/e.jpg"/><itunes:author>Lu Emm</itunes:author>""").Pictures.Single().Url.ShouldBe("https://img.example/e.jpg");
}
