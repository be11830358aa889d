using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class JsonFeedTests
{
    [Fact]
    public void Reads_the_feed_and_its_first_item()
    {
        var feed = FeedFixture.File("json11.json", "application/feed+json");

        feed.Format.ShouldBe("json11");
        feed.Title.ShouldBe("Slate & Quill");
        feed.SelfUrl.ShouldBe("https://quill.example/feed.json");
        feed.HubUrls.ShouldBe(["https://hub.example/"]);
        feed.Language.ShouldBe("en-us");
        var item = feed.Items[0];
        item.Id.ShouldBe("42");
        item.Link.ShouldBe("https://press.example/42");
        item.OtherLinks.ShouldBe(["https://elsewhere.example/42"]);
        item.Title.ShouldBe("Forty-two < forty-three");
        item.Bylines.ShouldBe(["Pat Queue"]);
        item.Categories.ShouldBe(["numbers", "news"]);
        item.PublishedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero));
        item.Pictures.Single().Url.ShouldBe("https://quill.example/42.jpg");
        item.Enclosures.Single().Length.ShouldBe(1234);
    }

    [Fact]
    public void Plain_content_is_escaped_and_the_feeds_author_inherited()
    {
        var item = FeedFixture.File("json11.json").Items[1];

        item.ContentHtml.ShouldBe("Plain &amp; simple &lt;text&gt;.");
        item.Teaser.ShouldBe("Plain & simple <text>.");
        item.Bylines.ShouldBe(["The Quill"]);
    }

    [Fact]
    public void Reads_the_first_version()
    {
        var feed = FeedFixture.File("json1.json");

        feed.Format.ShouldBe("json1");
        feed.Items.Single().Bylines.ShouldBe(["Sam Tee"]);
    }

    [Fact]
    public void Reads_a_cut_document_up_to_its_last_whole_item()
    {
        var feed = FeedFixture.Text("""{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"A"},{"id":"2","title":"B"},{"id":"3","ti""");

        feed.Items.Select(i => i.Id).ShouldBe(["1", "2"]);
        feed.Recovered!.ShouldContain("line 1, column");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("{\"items\":null}")]
    [InlineData("{\"a\":")]
    public void Other_json_is_no_feed_and_says_so(string document) => FeedFixture.Text(document).Failure!.ShouldContain("JSON");

    [Fact]
    public void Wrong_types_are_passed_over() =>
        FeedFixture.Text("""{"version":"https://jsonfeed.org/version/1.1","title":[],"items":[null,7,{"id":{},"title":5,"tags":"x","authors":[null,"Ann Bee"],"attachments":[3]}]}""")
            .Items.Single().Bylines.ShouldBe(["Ann Bee"]);

    [Fact]
    public void Deep_json_is_refused() => FeedFixture.Text(new string('[', 100_000)).Failure.ShouldNotBeNull();
}
