using Digest.Links;

using Shouldly;

using Xunit;

namespace Digest.Tests.Links;

public sealed class SiteLinksTests
{
    private readonly Tokens _tokens = new(new LinkKeys([new byte[32]]));

    [Theory]
    [InlineData("https://news.example")]
    [InlineData("https://news.example/")]
    public void Begins_with_the_configured_address(string baseUrl)
    {
        var links = new SiteLinks(new SiteOptions { BaseUrl = baseUrl, From = "paper@mail.news.example" }, _tokens);

        links.Front().ShouldBe("https://news.example/");
        links.Story(12).ShouldBe("https://news.example/story/12");
        links.EditionPage(3).ShouldBe("https://news.example/editions/3");
        _tokens.Open(TokenPurpose.Confirm, links.Confirm(5)["https://news.example/confirm/".Length..]).ShouldBe(5);
        links.Undo(5).ShouldBe(links.Unsubscribe(5) + "/undo");
        links.Pause(5).ShouldBe(links.Preferences(5) + "#pause");
        links.UnsubscribeMailto(5).ShouldBe("mailto:unsubscribe@mail.news.example?subject=" + links.Unsubscribe(5)["https://news.example/u/".Length..]);
    }

    [Fact]
    public void Keeps_a_path_of_the_configured_address() =>
        new SiteLinks(new SiteOptions { BaseUrl = "https://example.org/news/" }, _tokens).SubscribePage().ShouldBe("https://example.org/news/subscribe");
}
