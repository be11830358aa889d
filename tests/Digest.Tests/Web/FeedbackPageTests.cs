using System.Net;

using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Subscribers;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Web;

public sealed class FeedbackPageTests
{
    private const long Story = 103;

    [Fact]
    public async Task Shows_a_button_does_it_once_and_takes_it_back()
    {
        await using var site = await TestSite.StartAsync();
        var (reader, path) = await IssueAsync(site);
        (await site.Client.GetStringAsync(path + "/more")).ShouldContain("Yes, more like this");

        (await TextAsync(await site.PostAsync(path + "/more"))).ShouldContain("Noted: more like this");
        var said = (await SaidAsync(site, reader)).ShouldHaveSingleItem();
        (said.Verdict, said.StoryId, said.Title).ShouldBe((Verdict.More, Story, SamplePaper.Stories[2].SourceName));
        await site.PostAsync(path + "/more");
        (await SaidAsync(site, reader)).ShouldHaveSingleItem();

        (await TextAsync(await site.PostAsync(path + "/less"))).ShouldContain("Noted: less like this");
        (await SaidAsync(site, reader)).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Less, "the last word counts");

        (await TextAsync(await site.PostAsync(path + "/less/undo"))).ShouldContain("Taken back");
        (await SaidAsync(site, reader)).ShouldBeEmpty();
        (await site.PostAsync(path + "/less/undo")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Mutes_a_title_and_brings_it_back_and_leaves_alone_what_the_reader_muted_themselves()
    {
        await using var site = await TestSite.StartAsync();
        var (reader, path) = await IssueAsync(site);
        var title = SamplePaper.Stories[2].SourceName;
        (await TextAsync(await site.PostAsync(path + "/mute"))).ShouldContain($"{title} is muted");
        (await site.ReaderAsync(reader))!.MutedTitles.ShouldBe([title]);
        await site.PostAsync(path + "/mute");
        (await site.ReaderAsync(reader))!.MutedTitles.ShouldBe([title]);
        await site.PostAsync(path + "/mute/undo");
        (await site.ReaderAsync(reader))!.MutedTitles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_written_down_for_a_reader_who_switched_it_off()
    {
        await using var site = await TestSite.StartAsync();
        var (reader, path) = await IssueAsync(site, feedback: false);
        foreach (var verdict in new[] { "more", "less", "mute" })
        {
            (await TextAsync(await site.PostAsync($"{path}/{verdict}"))).ShouldContain("switched off");
        }

        (await SaidAsync(site, reader)).ShouldBeEmpty();
        (await site.ReaderAsync(reader))!.MutedTitles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scanners_that_open_the_links_change_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var (_, path) = await IssueAsync(site);
        (await Unchanged.ByFetchingAsync(site.Database, site.Client, [path + "/more", path + "/less", path + "/mute", path + "/mute/undo"], "https://news.example")).ShouldBe(4);
    }

    [Fact]
    public async Task A_token_opens_no_other_issue_story_or_purpose()
    {
        await using var site = await TestSite.StartAsync();
        var (reader, path) = await IssueAsync(site);
        var token = path.Split('/')[2];
        string[] wrong = [$"/f/{token}/105/more", $"/f/{token}/{Story}/delete", $"/f/{(token[0] == 'A' ? 'B' : 'A')}{token[1..]}/{Story}/more", $"/f/{TestSite.PathOf(site.Get<SiteLinks>().Preferences(reader)).Split('/')[2]}/{Story}/more", $"/preferences/{token}"];
        foreach (var other in wrong)
        {
            (await site.Client.GetAsync(other)).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
            (await site.PostAsync(other)).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        }
    }

    [Fact]
    public async Task What_was_said_is_in_the_readers_data_and_goes_with_it()
    {
        await using var site = await TestSite.StartAsync();
        var (reader, path) = await IssueAsync(site);
        await site.PostAsync(path + "/more");
        (await site.Get<PersonalData>().ExportAsync(reader))!.Feedback.ShouldHaveSingleItem().Headline.ShouldBe(SamplePaper.Stories[2].Title);
        await site.Get<PersonalData>().EraseAsync(reader);
        (await site.CountAsync("reader_feedback")).ShouldBe(0);
        (await site.Client.GetAsync(path + "/more")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_that_all_may_see_hold_nothing_of_a_reader()
    {
        await using var site = await TestSite.StartAsync();
        var (reader, path) = await IssueAsync(site);
        await site.PostAsync(path + "/mute");
        var links = site.Get<SiteLinks>();
        string[] own = [path.Split('/')[2], .. new[] { links.Preferences(reader), links.Unsubscribe(reader) }.Select(l => TestSite.PathOf(l).Split('/')[2])];
        foreach (var shared in new[] { "/", "/editions/1", "/editions", "/story/103", "/topics/science", "/subscribe" })
        {
            var page = await site.Client.GetStringAsync(shared);
            own.ShouldAllBe(token => !page.Contains(token, StringComparison.Ordinal), shared);
            page.ShouldNotContain("/f/");
            page.ShouldNotContain("reader@example.org");
            page.ShouldNotContain("More like this");
        }
    }

    private static async Task<(long Reader, string Path)> IssueAsync(TestSite site, bool feedback = true)
    {
        var edition = await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        var reader = await site.AddReaderAsync("reader@example.org", new Choices { Hour = 7, Zone = "Europe/Berlin", Feedback = feedback });
        var ids = await site.Database.WriteAsync(s => IssueStore.AddAsync(s, [new NewIssue
        {
            EditionId = edition.Id,
            SubscriberId = reader,
            Slot = "2026-11-24",
            Stories = [new IssueStory(101, "top", "top", 1), new IssueStory(Story, "top", "top", 1)],
            ComposedAt = TestSite.Start,
        }]));
        return (reader, TestSite.PathOf(site.Get<SiteLinks>().Feedback(ids[reader])) + "/103");
    }

    private static Task<IReadOnlyList<ReaderFeedback>> SaidAsync(TestSite site, long reader) => site.Database.ReadAsync(s => FeedbackStore.AllAsync(s, reader));

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
