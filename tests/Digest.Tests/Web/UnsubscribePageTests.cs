using System.Net;

using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Web;

public sealed class UnsubscribePageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unsubscribes_by_one_click_from_anywhere(bool multipart)
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        await AddDigestAsync(site, id);
        var path = TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(id));

        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = multipart
                    ? new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } }
                    : new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }),
            };
            request.Headers.Add("Origin", "https://mail.other.example");
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            using var answer = await site.Client.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var reader = (await site.ReaderAsync(id))!;
        reader.State.ShouldBe(SubscriberState.Unsubscribed);
        reader.NextDueAt.ShouldBeNull();
        (await site.MailsAsync(MailKind.Digest)).ShouldHaveSingleItem().State.ShouldBe("Cancelled");
        (await site.MailsAsync(MailKind.Farewell)).ShouldHaveSingleItem().State.ShouldBe("Pending");
        (await site.Database.ReadAsync(s => SubscriberStore.EventsAsync(s, id))).Count(e => e.Kind == "unsubscribed").ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("List-Unsubscribe=Two-Clicks")]
    [InlineData("{\"List-Unsubscribe\":\"One-Click\"}")]
    public async Task Changes_nothing_without_the_one_click_words(string? body)
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var path = TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(id));
        var before = await Unchanged.DumpAsync(site.Database);
        using var content = body is null ? null : new StringContent(body, null, body[0] == '{' ? "application/json" : "application/x-www-form-urlencoded");
        (await site.Client.PostAsync(path, content)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Unchanged.DumpAsync(site.Database)).ShouldBe(before);
    }

    [Fact]
    public async Task One_click_by_a_reader_who_was_erased_is_no_error_and_a_strangers_token_is()
    {
        await using var site = await TestSite.StartAsync();
        var path = TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(0));

        (await site.PostAsync(path, ("List-Unsubscribe", "One-Click"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.PostAsync(path, ("by", "page"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.PostAsync("/u/" + new string('A', 48), ("List-Unsubscribe", "One-Click"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Can_be_undone_and_asks_why_only_afterwards()
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var path = TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(id));
        var page = await (await site.PostAsync(path, ("List-Unsubscribe", "One-Click"))).Content.ReadAsStringAsync();
        page.ShouldContain("Undo: subscribe me again");
        page.ShouldContain("May we ask why?");

        await site.PostAsync(path + "/reason", ("reason", "too_many"), ("words", "<b>enough</b>"));
        (await site.ReaderAsync(id))!.UnsubscribeReason.ShouldBe("too_many: <b>enough</b>");

        (await (await site.PostAsync(path + "/undo")).Content.ReadAsStringAsync()).ShouldContain("You are subscribed again");
        var reader = (await site.ReaderAsync(id))!;
        reader.State.ShouldBe(SubscriberState.Active);
        reader.NextDueAt.ShouldNotBeNull();
        reader.UnsubscribeReason.ShouldBeNull();
    }

    [Fact]
    public async Task Cannot_be_undone_for_ever()
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var path = TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(id));
        await site.PostAsync(path, ("List-Unsubscribe", "One-Click"));
        site.Clock.Advance(TimeSpan.FromDays(31));
        (await (await site.PostAsync(path + "/undo")).Content.ReadAsStringAsync()).ShouldContain("too old");
        (await site.ReaderAsync(id))!.State.ShouldBe(SubscriberState.Unsubscribed);
    }

    [Fact]
    public async Task Offers_less_instead_of_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var path = TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(id));
        await site.PostAsync(path + "/weekly");
        (await site.ReaderAsync(id))!.Frequency.ShouldBe(Frequency.Weekly);
        await site.PostAsync(path + "/pause");
        var reader = (await site.ReaderAsync(id))!;
        reader.State.ShouldBe(SubscriberState.Paused);
        reader.NextDueAt!.Value.ShouldBeGreaterThanOrEqualTo(reader.PausedUntil!.Value);
    }

    [Fact]
    public async Task Does_not_become_a_way_to_send_mails_to_a_reader()
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var path = TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(id));
        for (var i = 0; i < 5; i++)
        {
            await site.PostAsync(path, ("List-Unsubscribe", "One-Click"));
            await site.PostAsync(path + "/undo");
        }

        (await site.MailsAsync(MailKind.Farewell)).ShouldHaveSingleItem();
    }

    private static Task<bool> AddDigestAsync(TestSite site, long id) => site.Database.WriteAsync(s => DeliveryStore.AddAsync(s, new NewDelivery
    {
        Kind = MailKind.Digest,
        IssueId = 7,
        SubscriberId = id,
        Address = "reader@example.org",
        MessageId = "issue-7@digest.example",
        DueAt = TestSite.Start,
        CreatedAt = TestSite.Start,
        ExpiresAt = TestSite.Start.AddHours(12),
    }));
}
