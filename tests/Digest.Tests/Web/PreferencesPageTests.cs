using System.Net;
using System.Text.Json;

using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Subscribers;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Web;

public sealed class PreferencesPageTests
{
    [Fact]
    public async Task Saves_choices_and_reckons_the_next_issue()
    {
        await using var site = await TestSite.StartAsync();
        var (id, path) = await ReaderAsync(site);
        (await site.Client.GetStringAsync(path)).ShouldNotContain("reader@example.org");

        var answer = await site.PostAsync(path, ("choices", "1"), ("topics", "07000000"), ("hour", "10"), ("zone", "Europe/London"), ("frequency", "Weekly"), ("week_day", "Sunday"), ("locale", "de"), ("max_stories", "5"));
        answer.Headers.Location!.OriginalString.ShouldBe(path + "?done=saved");
        var reader = (await site.ReaderAsync(id))!;
        reader.Topics.ShouldBe(["07000000"]);
        reader.Locale.ShouldBe("de");
        reader.NextDueAt.ShouldBe(new DateTimeOffset(2026, 11, 29, 10, 0, 0, TimeSpan.Zero));
        (await site.Client.GetStringAsync(path + "?done=saved")).ShouldContain("Gespeichert.");
    }

    [Fact]
    public async Task Saves_what_a_reader_follows_and_mutes()
    {
        await using var site = await TestSite.StartAsync();
        await Newsroom.SourceAsync(site.Database, "The Guardian");
        await Newsroom.SourceAsync(site.Database, "Loud Herald");
        var (id, path) = await ReaderAsync(site);
        var answer = await site.PostAsync(path, ("tastes", "1"), ("followed_titles", "guardian\r\n"), ("muted_titles", "loud herald"), ("followed_words", "comet*\r\nNorth Sea\r\n"), ("muted_words", ""), ("minutes", "5"), ("feedback", "yes"), ("prefers_free", "yes"));
        answer.Headers.Location!.OriginalString.ShouldBe(path + "?done=saved");
        var reader = (await site.ReaderAsync(id))!;
        (reader.Minutes, reader.Feedback, reader.PrefersFree).ShouldBe((5, true, true));
        reader.FollowedTitles.ShouldBe(["The Guardian"]);
        reader.MutedTitles.ShouldBe(["Loud Herald"]);
        reader.FollowedWords.ShouldBe(["comet*", "North Sea"]);
        reader.MutedWords.ShouldBeEmpty();
        reader.Topics.ShouldBe(["13000000", "15000000"], "what the form does not hold stays");

        // Another form does not touch them, nor does a pause by the unsubscribe page.
        await site.PostAsync(TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(id)) + "/weekly");
        (await site.ReaderAsync(id))!.FollowedWords.ShouldBe(["comet*", "North Sea"]);
        await site.PostAsync(path, ("tastes", "1"), ("followed_titles", ""), ("muted_titles", ""), ("followed_words", ""), ("muted_words", ""));
        reader = (await site.ReaderAsync(id))!;
        (reader.Feedback, reader.PrefersFree).ShouldBe((false, false));
    }

    [Fact]
    public async Task Names_the_title_that_is_none_and_keeps_what_was_typed()
    {
        await using var site = await TestSite.StartAsync();
        await Newsroom.SourceAsync(site.Database, "The Guardian");
        var (id, path) = await ReaderAsync(site);
        var answer = await site.PostAsync(path, ("tastes", "1"), ("followed_titles", "The Gardian"), ("muted_titles", ""), ("followed_words", "…"), ("muted_words", "rain"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        page.ShouldContain("no title is called “The Gardian”");
        page.ShouldContain(">\nThe Gardian\n");
        page.ShouldContain("rain");
        (await site.ReaderAsync(id))!.MutedWords.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pauses_until_a_day_and_comes_back_by_itself()
    {
        await using var site = await TestSite.StartAsync();
        var (id, path) = await ReaderAsync(site);
        await site.PostAsync(path + "/pause", ("days", "7"));
        (await site.ReaderAsync(id))!.State.ShouldBe(SubscriberState.Paused);

        site.Clock.Advance(TimeSpan.FromDays(6));
        (await site.Get<TidyStep>().RunAsync()).Resumed.ShouldBe(0);
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await site.Get<TidyStep>().RunAsync()).Resumed.ShouldBe(1);
        var reader = (await site.ReaderAsync(id))!;
        reader.State.ShouldBe(SubscriberState.Active);
        reader.NextDueAt!.Value.ShouldBeGreaterThan(site.Clock.GetUtcNow());

        await site.PostAsync(path + "/pause", ("days", "0"));
        (await site.ReaderAsync(id))!.NextDueAt.ShouldBeNull();
        await site.PostAsync(path + "/resume");
        (await site.ReaderAsync(id))!.NextDueAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Changes_the_address_when_the_new_one_confirms_and_tells_the_old()
    {
        await using var site = await TestSite.StartAsync();
        var (id, path) = await ReaderAsync(site);
        await site.PostAsync(path + "/address", ("address", "new@example.net"));
        (await site.ReaderAsync(id))!.Address.ShouldBe("reader@example.org");
        (await site.MailsAsync(MailKind.Confirm)).ShouldHaveSingleItem().Address.ShouldBe("new@example.net");

        var confirm = await site.ConfirmPathAsync();
        (await site.Client.GetStringAsync(confirm)).ShouldContain("Confirm this address");
        await site.PostAsync(confirm);
        (await site.ReaderAsync(id))!.Address.ShouldBe("new@example.net");
        (await site.MailsAsync(MailKind.AddressChange)).ShouldHaveSingleItem().Address.ShouldBe("reader@example.org");
    }

    [Fact]
    public async Task Does_not_take_an_address_that_has_a_subscription_of_its_own()
    {
        await using var site = await TestSite.StartAsync();
        var (id, path) = await ReaderAsync(site);
        await site.AddReaderAsync("other@example.org");
        await site.PostAsync(path + "/address", ("address", "other@example.org"));
        (await (await site.PostAsync(await site.ConfirmPathAsync())).Content.ReadAsStringAsync()).ShouldContain("subscription of its own");
        (await site.ReaderAsync(id))!.Address.ShouldBe("reader@example.org");
    }

    [Fact]
    public async Task Hands_over_all_data_and_deletes_it()
    {
        await using var site = await TestSite.StartAsync();
        await site.SignUpAsync("reader@example.org");
        var confirm = await site.ConfirmPathAsync();
        await site.PostAsync(confirm);
        var path = TestSite.PathOf(site.Get<SiteLinks>().Preferences(1));

        using var file = JsonDocument.Parse(await site.Client.GetStringAsync(path + "/data"));
        file.RootElement.GetProperty("subscriber").GetProperty("address").GetString().ShouldBe("reader@example.org");
        file.RootElement.GetProperty("mails").GetArrayLength().ShouldBe(2);
        file.RootElement.GetProperty("events")[0].GetProperty("kind").GetString().ShouldBe("confirmed");

        (await site.PostAsync(path + "/delete")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await site.PostAsync(path + "/delete", ("sure", "yes"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Unchanged.DumpAsync(site.Database)).ShouldNotContain("reader@example.org");
        (await site.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Client.GetAsync(confirm)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.MailsAsync(MailKind.Welcome))[0].Address.ShouldStartWith("hash:");

        // An import does not bring them back, and their id goes to nobody else; they themselves may return.
        var report = await site.Get<ImportSubscribers>().RunAsync("Reader@Example.org\nother@example.org\n", new Choices { Hour = 7, Zone = "UTC" }, "a list");
        report.LeftOut.ShouldHaveSingleItem().Reason.ShouldContain("deleted");
        report.Added.ShouldBe(1);
        (await site.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.SignUpAsync("reader@example.org");
        await site.PostAsync(await site.ConfirmPathAsync());
        (await site.Database.ReadAsync(s => SubscriberStore.FindAsync(s, "reader@example.org")))!.State.ShouldBe(SubscriberState.Active);
    }

    private static async Task<(long Id, string Path)> ReaderAsync(TestSite site)
    {
        var id = await site.AddReaderAsync("reader@example.org");
        return (id, TestSite.PathOf(site.Get<SiteLinks>().Preferences(id)));
    }
}
