using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Web;

public sealed class PagesTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/?lang=de")]
    [InlineData("/editions")]
    [InlineData("/editions/1")]
    [InlineData("/topics/science")]
    [InlineData("/story/101")]
    [InlineData("/subscribe")]
    [InlineData("/subscribe/check")]
    [InlineData("/privacy")]
    [InlineData("/style.css")]
    [InlineData("/robots.txt")]
    [InlineData("/healthz")]
    public async Task Shows(string path)
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));

        var text = await site.Client.GetStringAsync(path);
        text.ShouldNotBeEmpty();
    }
}
