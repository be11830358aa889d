using Digest.Gather.Articles;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Articles;

public sealed class CanonicalUrlTests
{
    [Theory]
    [InlineData("http://example.org/a?utm_source=rss&utm_medium=feed", "http://example.org/a")]
    [InlineData("https://example.org/a?id=7&fbclid=x&gclid=y", "https://example.org/a?id=7")]
    [InlineData("https://example.org/a#utm_source=rss", "https://example.org/a")]
    [InlineData("https://example.org/a?at_medium=RSS&at_campaign=KARANGA", "https://example.org/a")]
    [InlineData("https://example.org/a?ref=rss", "https://example.org/a")]
    [InlineData("https://example.org/a?ref=123", "https://example.org/a?ref=123")]
    [InlineData("https://example.org/a?rss=1", "https://example.org/a")]
    [InlineData("https://example.org/a#comments", "https://example.org/a#comments")]
    [InlineData("https://www.google.com/amp/s/example.org/a", "https://example.org/a")]
    [InlineData("https://example-org.cdn.ampproject.org/c/s/example.org/a", "https://example.org/a")]
    [InlineData(" https://example.org/ü ", "https://example.org/%C3%BC")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("mailto:a@example.org", null)]
    [InlineData("/a", null)]
    [InlineData(null, null)]
    public void Cleans(string? url, string? clean) => CanonicalUrl.Clean(url).ShouldBe(clean);

    [Theory]
    [InlineData("https://example.org/a")]
    [InlineData("http://example.org/a/")]
    [InlineData("http://www.example.org:80/a")]
    [InlineData("https://m.example.org/a")]
    [InlineData("https://amp.example.org/a")]
    [InlineData("https://example.org/a/amp")]
    [InlineData("https://example.org/a/amp/")]
    [InlineData("https://example.org/amp/a")]
    [InlineData("https://example.org/a?amp=1")]
    [InlineData("https://example.org/a?outputType=amp")]
    [InlineData("https://EXAMPLE.org/a?utm_source=x#top")]
    [InlineData("https://www.google.com/amp/s/example.org/a")]
    public void Knows_one_article_by_all_its_addresses(string url) => CanonicalUrl.Key(url).ShouldBe("//example.org/a");

    [Theory]
    [InlineData("https://example.org/b")]
    [InlineData("https://example.org/A")]
    [InlineData("https://example.org/a?id=1")]
    [InlineData("https://news.example.org/a")]
    [InlineData("https://example.org:8443/a")]
    public void Tells_others_apart(string url) => CanonicalUrl.Key(url).ShouldNotBe("//example.org/a");

    [Fact]
    public void Takes_no_account_of_the_order_of_parameters() =>
        CanonicalUrl.Key("https://example.org/?b=2&a=1").ShouldBe(CanonicalUrl.Key("http://example.org/?a=1&b=2"));
}
