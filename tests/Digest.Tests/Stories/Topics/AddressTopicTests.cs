using Digest.Stories.Topics;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Topics;

public sealed class AddressTopicTests
{
    [Theory]
    [InlineData("https://www.example.org/sport/football/cup-final", "sport", "football")]
    [InlineData("https://money.example.com/2026/markets/bank-raises-rates?from=rss#top", "money", "markets")]
    [InlineData("http://example.org//a1//b2/./c3/../d4/e5/f6/g7/", "a1", "b2", "d4", "e5")]
    [InlineData("https://example.org/a1/b2/c3/d4/e5/slug", "a1", "b2", "c3", "d4")]
    [InlineData("https://www.example.org/polityka,12/slug/", "polityka,12")]
    [InlineData("https://SPORT.Example.org/News/slug", "sport", "News")]
    [InlineData("https://example.org/kult%C3%BCr/slug", "kultür")]
    [InlineData("https://example.org/кіно/slug", "кіно")]
    [InlineData("https://example.org:8080/world/slug", "world")]
    [InlineData("https://example.org/")]
    [InlineData("https://example.org")]
    [InlineData("https://example.org?section=/sport/slug")]
    [InlineData("no address")]
    public void Takes_an_address_apart_whether_it_is_plain_or_needs_reading(string url, params string[] parts) =>
        AddressTopic.Parts(url).ShouldBe(parts);
}
