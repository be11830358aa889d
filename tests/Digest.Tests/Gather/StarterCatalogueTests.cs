using Digest.Gather;
using Digest.Gather.Catalogue;
using Digest.Gather.Fetch;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather;

/// <summary>Checked for form only: the suite never leaves this machine.</summary>
public sealed class StarterCatalogueTests
{
    [Fact]
    public void Every_feed_has_a_title_country_language_and_a_public_address()
    {
        var guard = new AddressGuard(new GatherOptions(), (_, _) => Task.FromResult<System.Net.IPAddress[]>([]));
        foreach (var feed in StarterCatalogue.Find())
        {
            guard.Refuse(feed.Url, out _).ShouldBeNull(feed.Url);
            feed.Url.ShouldStartWith("https://");
            guard.Refuse(feed.HomeUrl!, out _).ShouldBeNull(feed.HomeUrl);
            feed.Source.ShouldNotBeNullOrWhiteSpace(feed.Url);
            feed.Country!.ShouldMatch("^[A-Z]{2}$", feed.Url);
            feed.Language!.ShouldMatch("^[a-z]{2}(-[a-z]{2})?$", feed.Url);
            feed.Folder.ShouldNotBeNullOrWhiteSpace(feed.Url);
        }
    }

    [Fact]
    public void Names_no_feed_twice() => StarterCatalogue.Find().Select(f => f.Url).ShouldBeUnique();

    [Fact]
    public void Is_found_by_country_language_and_section()
    {
        StarterCatalogue.Find(country: "gb").ShouldAllBe(f => f.Country == "GB");
        StarterCatalogue.Find(language: "pt").Select(f => f.Country).Distinct().ShouldBe(["PT", "BR"], ignoreOrder: true);
        StarterCatalogue.Find("GB", "en", "world").Select(f => f.Source).ShouldContain("BBC News");
    }
}
