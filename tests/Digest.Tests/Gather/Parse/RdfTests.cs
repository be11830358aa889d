using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class RdfTests
{
    [Fact]
    public void Reads_items_beside_the_channel_with_dublin_core()
    {
        var feed = FeedFixture.File("rss10.rdf");

        feed.Format.ShouldBe("rss10");
        feed.Recovered.ShouldBeNull();
        feed.Title.ShouldBe("Hill Observer");
        feed.Language.ShouldBe("fr");
        feed.Ttl.ShouldBe(TimeSpan.FromHours(6));
        var item = feed.Items.Single();
        item.Id.ShouldBe("https://hill.example/a");
        item.Link.ShouldBe("https://hill.example/a?from=rss");
        item.Title.ShouldBe("Le sommet reporté");
        item.Bylines.ShouldBe(["Hélène Ji"]);
        item.Categories.ShouldBe(["Politique"]);
        item.PublishedAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 5, 30, 0, TimeSpan.Zero));
        item.Language.ShouldBe("fr");
    }

    [Fact]
    public void Reads_the_oldest_version()
    {
        var feed = FeedFixture.File("rss090.rdf");

        feed.Format.ShouldBe("rss090");
        feed.HomeUrl.ShouldBe("https://oldwire.example/");
        feed.Items.Single().Title.ShouldBe("First light");
    }

    [Fact]
    public void Takes_what_an_item_is_about_for_its_link_where_it_has_none() =>
        FeedFixture.Text("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://hill.example/b"><title>B</title></item></rdf:RDF>""")
            .Items.Single().Link.ShouldBe("https://hill.example/b");
}
