using System.Text;

using Digest.Gather.Opml;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Opml;

public sealed class OpmlReaderTests
{
    [Fact]
    public void Reads_groups_feeds_and_title()
    {
        var opml = OpmlReader.Read("""
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0"><head><title>My &amp; yours</title></head><body>
              <outline text="News"><outline text="Europe">
                <outline type="rss" text="Le Monde" title="Le Monde" xmlUrl="https://lemonde.example/rss" htmlUrl="https://lemonde.example/" language="fr"/>
              </outline></outline>
              <outline type="rss" text="Alone" xmlUrl="https://alone.example/rss"/>
            </body></opml>
            """);
        opml.Title.ShouldBe("My & yours");
        opml.Feeds.Select(f => (f.Folder, f.Title, f.Url, f.HomeUrl, f.Language)).ShouldBe([
            ("News/Europe", "Le Monde", "https://lemonde.example/rss", "https://lemonde.example/", "fr"),
            (null, "Alone", "https://alone.example/rss", null, null)]);
    }

    [Theory]
    [InlineData("""<outline text="Business & Economy" xmlUrl="https://a.example/?a=1&b=2"/>""", "Business & Economy", "https://a.example/?a=1&b=2")]
    [InlineData("""<outline text="The "Best" of" xmlUrl="https://a.example/"/>""", "The \"Best\" of", "https://a.example/")]
    [InlineData("""<outline text="a < b" xmlUrl="https://a.example/"/>""", "a < b", "https://a.example/")]
    [InlineData("""<outline text="At <a href="https://x.example/" target="_blank">X</a>." xmlUrl="https://a.example/"/>""", "At <a href=\"https://x.example/\" target=\"_blank\">X</a>.", "https://a.example/")]
    [InlineData("""<OUTLINE TEXT='Shouted' XMLURL='https://a.example/'>""", "Shouted", "https://a.example/")]
    [InlineData("""<outline text="Line&#10;end &nbsp; &eacute;" xmlUrl=https://a.example/ />""", "Line\nend \u00a0 é", "https://a.example/")]
    [InlineData("""<outline text="Cut" xmlUrl="https://a.example/""", "Cut", "https://a.example/")]
    public void Reads_what_is_not_well_formed(string outline, string title, string url) =>
        OpmlReader.Read($"<opml><body>{outline}").Feeds.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Title.ShouldBe(title), f => f.Url.ShouldBe(url));

    [Fact]
    public void Reads_the_declared_encoding()
    {
        var bytes = Encoding.Latin1.GetBytes("""<?xml version="1.0" encoding="iso-8859-1"?><opml><body><outline text="Süddeutsche" xmlUrl="https://sz.example/"/></body></opml>""");
        OpmlReader.Read(bytes).Feeds[0].Title.ShouldBe("Süddeutsche");
    }

    [Fact]
    public void Does_not_read_what_is_commented_out() =>
        OpmlReader.Read("""<opml><!-- <outline xmlUrl="https://no.example/"/> --><outline xmlUrl="https://yes.example/"/>""").Feeds.ShouldHaveSingleItem().Url.ShouldBe("https://yes.example/");

    [Theory]
    [InlineData("", "holds no outline")]
    [InlineData("<html><body>Not found</body></html>", "holds no outline")]
    [InlineData("""<opml><body><outline text="Empty"/></body></opml>""", "names a feed")]
    public void Says_what_is_missing(string text, string words) => Should.Throw<FormatException>(() => OpmlReader.Read(text)).Message.ShouldContain(words);

    [Fact]
    public void Survives_any_depth()
    {
        var deep = string.Concat(Enumerable.Repeat("<outline text='x'>", 100_000)) + "<outline xmlUrl='https://a.example/'/>";
        OpmlReader.Read(deep).Feeds.ShouldHaveSingleItem().Folder!.Split('/').Length.ShouldBe(32);
    }
}
