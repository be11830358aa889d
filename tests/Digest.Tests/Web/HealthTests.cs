using System.Net;

using Digest.Model;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Web;

public sealed class HealthTests
{
    [Fact]
    public async Task Names_a_step_whose_newest_run_failed_and_not_why()
    {
        await using var site = await TestSite.StartAsync();
        (await site.Client.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var health = site.Get<StepHealth>();
        health.Succeeded("gather");
        health.Failed("deliver", "/var/lib/digest/digest.db: the disk is full");
        var red = await site.Client.GetAsync("/healthz", TestContext.Current.CancellationToken);
        red.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await red.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("failing: deliver\n");

        site.Clock.Advance(TimeSpan.FromSeconds(2));
        health.Succeeded("deliver");
        (await site.Client.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
