using Digest.Subscribers;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Subscribers;

public sealed class TidyStepTests
{
    [Fact]
    public async Task Forgets_who_never_confirmed()
    {
        await using var site = await TestSite.StartAsync();
        await site.SignUpAsync("stranger@example.org");
        site.Clock.Advance(TimeSpan.FromDays(20));
        (await site.Get<TidyStep>().RunAsync()).Forgotten.ShouldBe(0);
        site.Clock.Advance(TimeSpan.FromDays(20));
        (await site.Get<TidyStep>().RunAsync()).Forgotten.ShouldBe(1);
        (await Unchanged.DumpAsync(site.Database)).ShouldNotContain("stranger");
        (await site.Get<TidyStep>().RunAsync()).Forgotten.ShouldBe(0);
    }
}
