using System.Text;

using CsCheck;

using Digest.Gather.Parse;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

/// <summary>Documents made to harm: nothing external is read, nothing grows without bound, nothing throws.</summary>
public sealed class HostileTests
{
    [Fact]
    public void Declared_entities_are_neither_expanded_nor_fetched()
    {
        var feed = FeedFixture.Text(
            """<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&b; &x;</title><item><title>&a;</title></item></channel></rss>""");

        feed.Title.ShouldBe("&b; &x;");
        feed.Items[0].Title.ShouldBe("&a;");
        feed.Recovered.ShouldNotBeNull();
    }

    [Fact]
    public void Depth_is_bounded()
    {
        var feed = FeedFixture.Text("<rss><channel><item><title>A</title></item>" + string.Concat(Enumerable.Repeat("<x>", 200_000)) + "</channel></rss>");

        feed.Items[0].Title.ShouldBe("A");
        feed.Recovered!.ShouldContain("nested deeper than 128");
    }

    [Fact]
    public void Elements_are_bounded()
    {
        var feed = FeedFixture.Text("<rss><channel><item><title>A</title></item>" + string.Concat(Enumerable.Repeat("<x/>", 5_000)), new ParseLimits { Nodes = 2_000 });

        feed.Items.Count.ShouldBe(1);
        feed.Recovered!.ShouldContain("more than 2000 elements");
    }

    [Fact]
    public void Items_are_bounded()
    {
        var feed = FeedFixture.Text("<rss><channel>" + string.Concat(Enumerable.Repeat("<item><title>A</title></item>", 50)) + "</channel></rss>", new ParseLimits { Items = 10 });

        feed.Items.Count.ShouldBe(10);
        feed.Recovered!.ShouldContain("more than 10 items");
    }

    [Fact]
    public void Fields_are_bounded()
    {
        var limits = new ParseLimits { Title = 40, Content = 1000, Field = 40 };
        var item = FeedFixture.Rss($"<title>{new string('t', 500)}</title><description>{string.Concat(Enumerable.Repeat("&lt;b&gt;word&lt;/b&gt; ", 5000))}</description><category>{new string('c', 500)}</category>", limits).Items[0];

        item.Title.Length.ShouldBeLessThanOrEqualTo(40);
        item.SummaryHtml!.Length.ShouldBeLessThanOrEqualTo(1000);
        item.Categories[0].Length.ShouldBeLessThanOrEqualTo(40);
    }

    [Fact]
    public void Entries_of_one_kind_are_bounded() =>
        FeedFixture.Rss(string.Concat(Enumerable.Range(0, 500).Select(i => $"<category>c{i}</category>"))).Items[0].Categories.Count.ShouldBe(32);

    [Fact]
    public void Too_long_a_document_is_refused() => FeedFixture.Bytes(new byte[5000], null, new ParseLimits { Bytes = 4096 }).Failure!.ShouldContain("longer than 4096 bytes");

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("hello there")]
    [InlineData("<")]
    [InlineData("<!DOCTYPE")]
    [InlineData("<!--")]
    [InlineData("<![CDATA[")]
    [InlineData("<opml version='2.0'><body/></opml>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><title>x</title></svg>")]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    public void What_is_no_feed_is_refused_in_words(string document)
    {
        var feed = FeedFixture.Text(document);

        feed.Failure.ShouldNotBeNullOrWhiteSpace();
        feed.Items.ShouldBeEmpty();
    }

    [Fact]
    public void Any_mangled_document_is_read_or_refused_but_never_throws()
    {
        var bodies = new[] { "rss20.xml", "rss10.rdf", "atom10.xml", "cdf.xml", "json11.json" }.Select(f => File.ReadAllBytes(FeedFixture.Path(f))).ToArray();
        var with = Gen.OneOf(Gen.Byte, Gen.Char["<>&\"'=[]!/\\{}:"].Select(c => (byte)c));
        var mangle = from body in Gen.Int[0, bodies.Length - 1].Select(i => bodies[i])
                     from cut in Gen.Int[0, body.Length]
                     from edits in Gen.Select(Gen.Int[0, body.Length - 1], with).Array[0, 8]
                     select (body, cut, edits);

        mangle.Sample(m =>
        {
            var body = m.body.ToArray();
            foreach (var (at, value) in m.edits)
            {
                body[at] = value;
            }

            FeedParser.Parse(body.AsMemory(0, m.cut), "text/xml; charset=utf-8", FeedFixture.From, ParseLimits.Default).ShouldNotBeNull();
        }, iter: 2000);
    }

    [Theory]
    [InlineData("<description>", "<p ")]
    [InlineData("<title>", "&")]
    [InlineData("<title>", "<![CDATA[")]
    [InlineData("", "<!-- ")]
    [InlineData("", "<a b='")]
    [InlineData("<description>", "&lt;img src=")]
    [InlineData("<description>", "&lt;script&gt;")]
    [InlineData("<description>", "&lt;div hidden&gt;")]
    public async Task Endless_openings_take_linear_time(string field, string opening)
    {
        var document = new StringBuilder("<rss><channel><item>").Append(field).Append(string.Concat(Enumerable.Repeat(opening, 60_000))).ToString();

        // Quadratic work on this would take minutes; the bound only has to tell the two apart.
        var feed = await Task.Run(() => FeedFixture.Text(document)).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        feed.ShouldNotBeNull();
    }
}
