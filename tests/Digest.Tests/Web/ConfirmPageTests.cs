using System.Net;

using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Web;

public sealed class ConfirmPageTests
{
    [Fact]
    public async Task Confirms_once_however_often_it_is_pressed()
    {
        await using var site = await TestSite.StartAsync();
        await site.SignUpAsync("reader@example.org");
        var path = await site.ConfirmPathAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => site.PostAsync(path)));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        (await site.CountAsync("subscribers")).ShouldBe(1);
        (await site.MailsAsync(MailKind.Welcome)).ShouldHaveSingleItem();
        (await site.Client.GetStringAsync(path)).ShouldContain("You are subscribed");
    }

    [Fact]
    public async Task Does_not_bring_back_by_an_old_mail_who_has_left_since()
    {
        await using var site = await TestSite.StartAsync();
        await site.SignUpAsync("reader@example.org");
        var path = await site.ConfirmPathAsync();
        await site.PostAsync(path);
        var id = (await site.MailsAsync(MailKind.Welcome))[0].SubscriberId!.Value;
        await site.PostAsync(TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(id)), ("List-Unsubscribe", "One-Click"));

        await site.PostAsync(path);
        (await site.ReaderAsync(id))!.State.ShouldBe(SubscriberState.Unsubscribed);
    }

    [Fact]
    public async Task Offers_a_new_mail_when_the_link_has_expired()
    {
        await using var site = await TestSite.StartAsync();
        await site.SignUpAsync("reader@example.org");
        var path = await site.ConfirmPathAsync();
        site.Clock.Advance(TimeSpan.FromHours(48));

        (await site.Client.GetStringAsync(path)).ShouldContain("Send a new link");
        (await (await site.PostAsync(path)).Content.ReadAsStringAsync()).ShouldContain("Send a new link");
        (await site.CountAsync("subscribers")).ShouldBe(0);

        (await site.PostAsync(path + "/again")).Headers.Location!.OriginalString.ShouldBe("/subscribe/check");
        var newer = await site.ConfirmPathAsync();
        newer.ShouldNotBe(path);
        await site.PostAsync(newer);
        (await site.CountAsync("subscribers")).ShouldBe(1);
    }

    [Fact]
    public async Task Takes_the_choices_of_the_later_form()
    {
        await using var site = await TestSite.StartAsync();
        await site.SignUpAsync("reader@example.org", ("hour", "6"));
        await site.SignUpAsync("reader@example.org", ("hour", "21"));
        await site.PostAsync(await site.ConfirmPathAsync());
        (await site.ReaderAsync(1))!.Hour.ShouldBe(21);
    }

    [Fact]
    public async Task Does_not_subscribe_an_address_that_must_not_be_mailed()
    {
        await using var site = await TestSite.StartAsync();
        await site.SignUpAsync("reader@example.org");
        await site.Database.WriteAsync(s => SuppressionStore.AddAsync(s, new Suppression("reader@example.org", "complained", "arf", TestSite.Start, null)));
        (await (await site.PostAsync(await site.ConfirmPathAsync())).Content.ReadAsStringAsync()).ShouldContain("cannot be subscribed");
        (await site.CountAsync("subscribers")).ShouldBe(0);
    }
}
