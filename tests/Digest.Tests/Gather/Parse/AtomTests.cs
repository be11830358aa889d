using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class AtomTests
{
    [Fact]
    public void Reads_the_feed()
    {
        var feed = FeedFixture.File("atom10.xml");

        feed.Format.ShouldBe("atom10");
        feed.Recovered.ShouldBeNull();
        feed.Id.ShouldBe("tag:north.example,2026:feed");
        feed.Title.ShouldBe("North & Company");
        feed.HomeUrl.ShouldBe("https://north.example/");
        feed.SelfUrl.ShouldBe("https://north.example/blog/feed.atom");
        feed.HubUrls.ShouldBe(["https://hub.example/"]);
        feed.Byline.ShouldBe("The North Desk");
        feed.Generator.ShouldBe("Typewriter");
    }

    [Fact]
    public void Plain_text_stays_plain_and_markup_stays_markup()
    {
        var entry = FeedFixture.File("atom10.xml").Items[0];

        entry.Title.ShouldBe("On a <b> tag, and what it costs");
        entry.SummaryHtml.ShouldBe("A tag is four characters: &lt;b&gt;.");
        entry.ContentHtml.ShouldBe("<p>A tag is <em>four</em> characters: &lt;b&gt;. <a href=\"x/y\">More</a></p>");
        entry.BaseUrl.ShouldBe("https://cdn.north.example/");
        entry.Teaser.ShouldBe("A tag is four characters: <b>. More");
    }

    [Fact]
    public void Reads_links_times_and_the_feeds_author()
    {
        var entry = FeedFixture.File("atom10.xml").Items[0];

        entry.Link.ShouldBe("https://north.example/blog/2026/on-a-tag");
        entry.CommentsUrl.ShouldBe("https://north.example/blog/2026/on-a-tag/comments");
        entry.PublishedAt.ShouldBe(new DateTimeOffset(2026, 11, 23, 21, 15, 30, 250, TimeSpan.Zero));
        entry.UpdatedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 5, 59, 59, TimeSpan.Zero));
        entry.Bylines.ShouldBe(["The North Desk"]);
        entry.Categories.ShouldBe(["Essays"]);
        entry.Pictures.Single().Url.ShouldBe("https://north.example/pictures/tag.png");
    }

    [Fact]
    public void Reads_an_entry_of_its_own_language_authors_and_origin()
    {
        var entry = FeedFixture.File("atom10.xml").Items[1];

        entry.Title.ShouldBe("Zwei Wege");
        entry.Language.ShouldBe("de");
        entry.Link.ShouldBe("https://north.example/zwei");
        entry.Bylines.ShouldBe(["Jo Kay", "Lu Emm"]);
        entry.SourceName.ShouldBe("South Letters");
        entry.SourceUrl.ShouldBe("https://south.example/feed");
        entry.Teaser.ShouldBe("Der eine führt bergauf.");
    }

    [Fact]
    public void Reads_the_draft_before_the_standard()
    {
        var feed = FeedFixture.File("atom03.xml");

        feed.Format.ShouldBe("atom03");
        feed.Title.ShouldBe("Early & late");
        feed.Subtitle.ShouldBe("Before the standard");
        var entry = feed.Items.Single();
        entry.Link.ShouldBe("https://early.example/3");
        entry.PublishedAt.ShouldBe(new DateTimeOffset(2003, 12, 13, 12, 29, 29, TimeSpan.Zero));
        entry.ContentHtml.ShouldBe("<p>Words.</p>");
        entry.Bylines.ShouldBe(["Max Enn"]);
    }

    [Fact]
    public void Reads_a_document_that_is_one_entry() =>
        FeedFixture.Text("<entry xmlns='http://www.w3.org/2005/Atom'><title>Alone</title></entry>").Items.Single().Title.ShouldBe("Alone");

    [Fact]
    public void Reads_prefixed_atom_and_prefixed_xhtml()
    {
        var entry = FeedFixture.Text(
            """<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml"><a:entry><a:title>T</a:title><a:content type="xhtml"><h:div><h:p>One <h:b>two</h:b></h:p></h:div></a:content></a:entry></a:feed>""").Items.Single();

        entry.Title.ShouldBe("T");
        entry.ContentHtml.ShouldBe("<p>One <b>two</b></p>");
    }

    [Fact]
    public void Decodes_base64() =>
        FeedFixture.Text("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><content type='text/html' mode='base64'>PHA+SGVsbG88L3A+</content></entry></feed>").Items[0].ContentHtml.ShouldBe("<p>Hello</p>");

    [Fact]
    public void An_invented_namespace_is_the_formats_own() =>
        FeedFixture.Text("<feed xmlns='http://nobody.example/ns'><title>T</title><entry><title>E</title></entry></feed>").Items.Single().Title.ShouldBe("E");
}
