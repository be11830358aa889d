using System.Security.Cryptography;
using System.Text;

using Digest.Tests.Support;

using Microsoft.AspNetCore.Http;

using Shouldly;

using Xunit;

using static Digest.Tests.Support.FeedServer;

namespace Digest.Tests.Gather.WebSub;

public sealed class WebSubTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("<rss/>");

    [Fact]
    public async Task Asks_the_hub_a_feed_announces_once()
    {
        await using var it = await GatherHarness.CreateAsync();
        var asked = await SubscribedAsync(it);

        asked["hub.mode"].ShouldBe("subscribe");
        asked["hub.topic"].ShouldBe("https://gazette.example/feed");
        asked["hub.callback"].ShouldStartWith("https://digest.example/hub/");
        await it.GatherAsync();
        it.Server.Count("/hub").ShouldBe(1);
    }

    [Fact]
    public async Task Knows_a_hub_that_only_the_header_names()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", async http =>
        {
            http.Response.Headers.Link = "</next>; rel=next, <https://hub.example/a,b>; title=\"x, y\"; rel=\"self hub\"";
            await http.Response.WriteAsync(Rss(Item("One", "http://gazette.example/1", "g1")));
        });
        var id = await it.AddAsync("/feed");

        await it.GatherAsync();

        (await it.FeedAsync(id)).Hub.ShouldBe("https://hub.example/a,b");
    }

    [Fact]
    public async Task Asks_again_before_the_lease_ends()
    {
        await using var it = await GatherHarness.CreateAsync();
        var asked = await SubscribedAsync(it);
        (await it.Inbox.VerifyAsync(Token(asked), "subscribe", asked["hub.topic"], 864000, CancellationToken.None)).ShouldBeTrue();
        it.Clock.Advance(TimeSpan.FromDays(8));
        (await it.Hubs.RunAsync(CancellationToken.None)).ShouldBe(0);
        it.Clock.Advance(TimeSpan.FromDays(1.5));
        (await it.Hubs.RunAsync(CancellationToken.None)).ShouldBe(1);
    }

    [Theory]
    [InlineData("subscribe", "https://other.example/feed", false)]
    [InlineData("unsubscribe", "https://gazette.example/feed", false)]
    [InlineData("denied", "https://gazette.example/feed", false)]
    [InlineData("subscribe", "https://gazette.example/feed", true)]
    public async Task Confirms_only_what_was_asked(string mode, string topic, bool confirmed)
    {
        await using var it = await GatherHarness.CreateAsync();
        var asked = await SubscribedAsync(it);
        (await it.Inbox.VerifyAsync(Token(asked), mode, topic, 3600, CancellationToken.None)).ShouldBe(confirmed);
        (await it.Inbox.VerifyAsync("guessed", mode, topic, 3600, CancellationToken.None)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("sha1", true)]
    [InlineData("sha256", true)]
    [InlineData("forged", false)]
    public async Task Reads_a_feed_at_once_when_its_hub_tells(string method, bool due)
    {
        await using var it = await GatherHarness.CreateAsync();
        var asked = await SubscribedAsync(it);
        it.Clock.Advance(TimeSpan.FromMinutes(5));

        (await it.Inbox.TakeAsync(Token(asked), Sign(method, asked["hub.secret"]), Body, CancellationToken.None)).ShouldBeTrue();

        (await it.GatherAsync(all: false)).Feeds.ShouldBe(due ? 1 : 0);
    }

    [Fact]
    public async Task Keeps_in_mind_what_a_hub_tells_a_moment_after_a_check()
    {
        await using var it = await GatherHarness.CreateAsync();
        var asked = await SubscribedAsync(it);
        it.Clock.Advance(TimeSpan.FromSeconds(20));
        await it.Inbox.TakeAsync(Token(asked), Sign("sha256", asked["hub.secret"]), Body, CancellationToken.None);

        (await it.GatherAsync(all: false)).Feeds.ShouldBe(0);
        it.Clock.Advance(TimeSpan.FromSeconds(41));
        (await it.GatherAsync(all: false)).Feeds.ShouldBe(1);
    }

    [Fact]
    public async Task Knows_no_stranger()
    {
        await using var it = await GatherHarness.CreateAsync();
        (await it.Inbox.TakeAsync("guessed", "sha1=00", Body, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Asks_no_hub_inside_the_house()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Feed("http://192.168.0.1/hub"));
        await it.AddAsync("/feed");
        await it.GatherAsync();

        (await it.Database.ReadAsync(s => s.ScalarAsync<string>("SELECT state FROM hub_subscriptions"))).ShouldBe("Refused");
    }

    [Fact]
    public async Task Is_off_where_the_operator_says_so()
    {
        await using var it = await GatherHarness.CreateAsync(o => o with { WebSub = false });
        it.Server.On("/feed", Feed(it.Server.Url("/hub")));
        await it.AddAsync("/feed");
        await it.GatherAsync();
        it.Server.Count("/hub").ShouldBe(0);
    }

    private static async Task<Dictionary<string, string>> SubscribedAsync(GatherHarness it)
    {
        var form = new Dictionary<string, string>();
        it.Server.On("/hub", async http =>
        {
            foreach (var field in await http.Request.ReadFormAsync())
            {
                form[field.Key] = field.Value.ToString();
            }

            http.Response.StatusCode = 202;
        });
        it.Server.On("/feed", Feed(it.Server.Url("/hub")));
        await it.AddAsync("/feed");
        await it.GatherAsync();
        return form;
    }

    private static string Feed(string hub) =>
        Rss($"""<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{hub}"/><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://gazette.example/feed"/>""",
            Item("One", "http://gazette.example/1", "g1", "Mon, 23 Nov 2026 08:00:00 GMT"));

    private static string Token(Dictionary<string, string> asked) => asked["hub.callback"].Split('/')[^1];

#pragma warning disable CA5350 // WebSub (W3C, 7.1) lets a hub sign with SHA-1, and some do.
    private static string Sign(string method, string secret) => method switch
    {
        "sha1" => "sha1=" + Convert.ToHexString(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Body)),
        "sha256" => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body)),
        _ => "sha256=" + new string('0', 64),
    };
#pragma warning restore CA5350
}
