using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class HeadlineTests
{
    [Theory]
    [InlineData("Bridge closed - CNET", "CNET", "Bridge closed")]
    [InlineData("Bridge closed | World | The Guardian", "The Guardian", "Bridge closed")]
    [InlineData("Bridge closed – Daily Herald", "dailyherald.com", "Bridge closed")]
    [InlineData("BREAKING: Bridge closed", "Herald", "Bridge closed")]
    [InlineData("Pilne: most zamknięty", "Gazeta", "most zamknięty")]
    [InlineData("Rovers 2 - 1 United", "Herald", "Rovers 2 - 1 United")]
    [InlineData("Bridge closed - what we know", "Herald", "Bridge closed - what we know")]
    [InlineData("Watch:", "Herald", "Watch:")]
    [InlineData("Herald", "Herald", "Herald")]
    public void Drops_what_is_not_the_headline(string title, string source, string shown) => Headline.Clean(title, source).ShouldBe(shown);
}
