using Digest.Gather.Pages;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Pages;

public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: Other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: digest\nAllow: /", "/a", true)]
    [InlineData("User-agent: other\nUser-agent: digest\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /private\nAllow: /private/press", "/private/press/1", true)]
    [InlineData("User-agent: *\nDisallow: /private # not here", "/private/1", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", true)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/a-b-c-d", false)]
    [InlineData("User-agent: *\nDisallow: /*?", "/a?page=1", false)]
    [InlineData("User-agent: *\r\nCrawl-delay: 10\r\nDisallow: /x\r\n", "/x", false)]
    [InlineData("<html>not a robots file</html>", "/a", true)]
    public void Decides(string text, string path, bool allowed) => RobotsRules.Parse(text, "Digest").Allows(new Uri("https://example.org" + path)).ShouldBe(allowed);

    [Fact]
    public void Is_not_slowed_down_by_a_hostile_pattern()
    {
        var rules = RobotsRules.Parse("User-agent: *\n" + string.Concat(Enumerable.Repeat($"Disallow: /{string.Concat(Enumerable.Repeat("*a", 200))}$\n", 200)), "Digest");
        rules.Allows(new Uri("https://example.org/" + new string('a', 2000) + "b")).ShouldBeTrue();
    }
}
