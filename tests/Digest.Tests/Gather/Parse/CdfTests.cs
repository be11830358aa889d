using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class CdfTests
{
    [Fact]
    public void Reads_addresses_and_dates_from_attributes()
    {
        var feed = FeedFixture.File("cdf.xml");

        feed.Format.ShouldBe("cdf");
        feed.Title.ShouldBe("Channel of old");
        feed.HomeUrl.ShouldBe("https://channel.example/");
        var item = feed.Items.Single();
        item.Link.ShouldBe("https://channel.example/story.html");
        item.Title.ShouldBe("A story");
        item.Teaser.ShouldBe("It was pushed.");
        item.UpdatedAt.ShouldBe(new DateTimeOffset(1998, 11, 5, 21, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Rss_whose_root_was_forgotten_is_still_rss() =>
        FeedFixture.Text("<channel><title>T</title><link>https://press.example/</link><item><title>A</title></item></channel>").Format.ShouldBe("rss20");
}
