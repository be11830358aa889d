using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

/// <summary>Broken documents that are read all the same, each with its fault and its place.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public void A_bare_ampersand_is_an_ampersand()
    {
        var feed = FeedFixture.Text("<rss><channel><item>\n<title>Salt & pepper</title><link>https://press.example/?a=1&b=2</link></item></channel></rss>");

        feed.Items[0].Title.ShouldBe("Salt & pepper");
        feed.Items[0].Link.ShouldBe("https://press.example/?a=1&b=2");
        feed.Recovered.ShouldBe("line 2, column 13: an ampersand that begins no reference (and 1 more)");
    }

    [Fact]
    public void A_bare_ampersand_in_xhtml_is_noted_too() =>
        FeedFixture.Text("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title type=\"xhtml\"><div>Salt & <b>pepper</b></div></title></entry></feed>")
            .Recovered!.ShouldContain("an ampersand that begins no reference");

    [Fact]
    public void Html_entities_are_read()
    {
        var feed = FeedFixture.Rss("<title>Caf&eacute;&nbsp;d&rsquo;hiver &mdash; &bogus;</title>");

        feed.Items[0].Title.ShouldBe("Café d’hiver — &bogus;");
        feed.Recovered!.ShouldContain("&eacute; is HTML's");
    }

    [Fact]
    public void Undeclared_prefixes_mean_what_they_usually_mean()
    {
        var feed = FeedFixture.Text("<rss><channel><item><title>T</title><dc:creator>Ann Bee</dc:creator><content:encoded>&lt;p&gt;Words.&lt;/p&gt;</content:encoded></item></channel></rss>");

        feed.Items[0].Bylines.ShouldBe(["Ann Bee"]);
        feed.Items[0].ContentHtml.ShouldBe("<p>Words.</p>");
        feed.Recovered!.ShouldContain("the prefix of <dc:creator> is not declared");
    }

    [Theory]
    [InlineData("\n\n  ")]
    [InlineData("junk ")]
    [InlineData("<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/db.php</b> on line <b>12</b><br />\n")]
    [InlineData("<p>Oops")]
    public void Junk_before_the_prolog_is_passed_over(string junk)
    {
        var feed = FeedFixture.Text(junk + "<?xml version='1.0'?><rss><channel><title>T</title><item><title>A</title></item></channel></rss>");

        feed.Title.ShouldBe("T");
        feed.Items.Count.ShouldBe(1);
        feed.Recovered.ShouldNotBeNull();
    }

    [Fact]
    public void Junk_after_the_end_is_passed_over()
    {
        var feed = FeedFixture.Text("<rss><channel><item><title>A</title></item></channel></rss>\n<script src='x'></script> hello");

        feed.Items.Count.ShouldBe(1);
        feed.Recovered!.ShouldContain("line 2, column 1: an element after the end of the document");
    }

    [Theory]
    [InlineData("<rss><channel><title>T</title><item><title>A</title></item><item><title>Bee", "Bee")]
    [InlineData("<rss><channel><title>T</title><item><title>A</title></item><item><title>Bee</title></item></channel></rss", "Bee")]
    [InlineData("<rss><channel><title>T</title><item><title>A</title></item><item><title>Bee</title><description><![CDATA[It was", "Bee")]
    [InlineData("<rss><channel><title>T</title><item><title>A</title></item><item><title>Bee</title><link>https://press.ex", "Bee")]
    public void A_document_cut_off_keeps_what_came(string document, string last)
    {
        var feed = FeedFixture.Text(document);

        feed.Items.Select(i => i.Title).ShouldBe(["A", last]);
        feed.Recovered.ShouldNotBeNull();
    }

    [Fact]
    public void Unescaped_html_in_a_description_is_markup()
    {
        var feed = FeedFixture.Rss("<title>T</title><description><p>One<br>two <img src=x.png> &nbsp;three<p>four</description><guid>g</guid>");

        feed.Items[0].Teaser.ShouldBe("One two three\nfour");
        feed.Items[0].Id.ShouldBe("g");
        feed.Recovered.ShouldNotBeNull();
    }

    [Fact]
    public void A_missing_end_of_item_begins_the_next_one()
    {
        var feed = FeedFixture.Text("<rss><channel><item><title>A</title><item><title>B</title></item></channel></rss>");

        feed.Items.Select(i => i.Title).ShouldBe(["A", "B"]);
        feed.Recovered!.ShouldContain("<item> inside <item>");
    }

    [Fact]
    public void A_missing_end_of_title_does_not_swallow_the_link()
    {
        var feed = FeedFixture.Rss("<title>A<link>https://press.example/a</link><description>D</description>");

        feed.Items[0].Title.ShouldBe("A");
        feed.Items[0].Link.ShouldBe("https://press.example/a");
    }

    [Fact]
    public void A_missing_end_of_cdata_does_not_swallow_the_next_item()
    {
        var feed = FeedFixture.Text("<rss><channel><item><title>A</title><description><![CDATA[one</description></item><item><title>B</title><description><![CDATA[two]]></description></item></channel></rss>");

        feed.Items.Select(i => i.Teaser).ShouldBe(["one", "two"]);
        feed.Recovered!.ShouldContain("a CDATA section that never ends");
    }

    [Fact]
    public void Attributes_without_quotes_are_read() =>
        FeedFixture.Rss("<title>T</title><enclosure url=https://press.example/a.jpg type=image/jpeg length=5 />").Items[0].Enclosures.Single().Length.ShouldBe(5);

    [Fact]
    public void Names_in_another_case_are_the_same_names()
    {
        var item = FeedFixture.Text("<RSS><Channel><Item><Title>A</title><PUBDATE>2026-11-24</PUBDATE></ITEM></channel></RSS>").Items.Single();

        item.Title.ShouldBe("A");
        item.PublishedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_stray_bracket_is_text() => FeedFixture.Rss("<title>3 < 4 <3</title>").Items[0].Title.ShouldBe("3 < 4 <3");

    [Fact]
    public void Control_characters_are_the_quotes_they_were_meant_to_be()
    {
        var feed = FeedFixture.Rss("<title>It\u0092s \u0093so\u0094, &#150; yes</title>");

        feed.Items[0].Title.ShouldBe("It’s “so”, – yes");
        feed.Recovered!.ShouldContain("Windows-1252");
    }

    [Fact]
    public void A_well_formed_document_is_not_marked()
    {
        foreach (var file in new[] { "rss20.xml", "rss091.xml", "rss090.rdf", "rss10.rdf", "atom10.xml", "atom03.xml", "cdf.xml", "json11.json", "json1.json" })
        {
            FeedFixture.File(file).Recovered.ShouldBeNull(file);
        }
    }
}
