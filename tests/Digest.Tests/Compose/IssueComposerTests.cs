using Digest.Compose;
using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

public sealed class IssueComposerTests
{
    private const string Science = "13000000";
    private const string Sport = "15000000";
    private const string Politics = "11000000";

    private static readonly ComposeOptions Options = new();
    private static readonly Dictionary<long, int> Nothing = [];

    [Fact]
    public void Opens_with_the_top_stories_then_goes_topic_by_topic_in_the_readers_order()
    {
        var edition = Edition(40, i => (i % 3) switch { 0 => Science, 1 => Sport, _ => Politics });
        var issue = IssueComposer.Compose(edition, Reader(Sport, Science), Nothing, Options);
        issue.Stories.Count.ShouldBe(12);
        issue.Stories.Take(5).ShouldAllBe(s => s.Section == "top" && s.Why == "top");
        issue.Stories.Skip(5).Select(s => s.Section).Distinct().ShouldBe([Sport, Science]);
        issue.Stories.Skip(5).ShouldAllBe(s => s.Why == "topic");
        issue.Stories.Select(s => s.StoryId).Distinct().Count().ShouldBe(12);
    }

    [Fact]
    public void Opens_with_at_most_two_stories_of_one_topic()
    {
        var stories = Enumerable.Range(1, 30).Select(i => MailFixture.Story(i, i <= 20 ? Politics : i <= 25 ? Sport : null)).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Science), Nothing, Options);
        issue.Stories.Where(s => s.Section == "top").Select(s => s.StoryId).ShouldBe([1001, 1002, 1021, 1022, 1026]);
    }

    [Fact]
    public void Shares_the_places_among_the_topics_so_that_the_first_does_not_eat_the_last()
    {
        var issue = IssueComposer.Compose(Edition(60, i => i % 2 == 0 ? Sport : Science), Reader(Sport, Science), Nothing, Options);
        issue.Stories.Count(s => s.Section == Sport).ShouldBe(4);
        issue.Stories.Count(s => s.Section == Science).ShouldBe(4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    public void Never_holds_more_than_the_reader_asked_for(int most) =>
        IssueComposer.Compose(Edition(100, _ => Sport), Reader(Sport) with { MaxStories = most }, Nothing, Options).Stories.Count.ShouldBeLessThanOrEqualTo(most);

    [Fact]
    public void Takes_at_most_three_stories_of_one_title()
    {
        var stories = Enumerable.Range(1, 30).Select(i => MailFixture.Story(i, Sport, source: i <= 15 ? 1 : 100 + i)).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport), Nothing, Options);
        issue.Stories.Count(s => s.StoryId <= 1015).ShouldBe(3);
    }

    [Fact]
    public void Holds_nothing_the_reader_was_sent_before()
    {
        var edition = Edition(30, _ => Sport);
        var first = IssueComposer.Compose(edition, Reader(Sport), Nothing, Options);
        var sent = first.Stories.ToDictionary(s => s.StoryId, s => s.Articles);
        var second = IssueComposer.Compose(edition, Reader(Sport), sent, Options);
        second.Stories.Select(s => s.StoryId).Intersect(sent.Keys).ShouldBeEmpty();
        second.SkippedBecause.ShouldBeNull();
    }

    [Theory]
    [InlineData(4, 8, true)]
    [InlineData(4, 7, false)]
    [InlineData(20, 24, false)]
    [InlineData(20, 30, true)]
    public void Tells_a_story_again_as_an_update_only_when_it_grew(int then, int now, bool again)
    {
        var stories = Enumerable.Range(1, 10).Select(i => MailFixture.Story(i, Sport, edit: e => e.Articles = i == 1 ? now : 1)).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport), new Dictionary<long, int> { [1001] = then }, Options);
        var story = issue.Stories.FirstOrDefault(s => s.StoryId == 1001);
        (story is not null).ShouldBe(again);
        (story?.Why ?? "update").ShouldBe("update");
    }

    [Fact]
    public void Holds_only_languages_the_reader_reads_and_stories_of_unknown_language()
    {
        string?[] languages = ["en", "de-at", "fr", null];
        var stories = Enumerable.Range(0, 20).Select(i => MailFixture.Story(i + 1, Sport, edit: e => e.Language = languages[i % 4])).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport) with { Languages = ["de"] }, Nothing, Options);
        issue.Stories.ShouldAllBe(s => (s.StoryId - 1001) % 4 == 1 || (s.StoryId - 1001) % 4 == 3);
        issue.Stories.ShouldNotBeEmpty();
    }

    [Fact]
    public void Puts_picks_in_and_says_that_they_are_picks()
    {
        var stories = Enumerable.Range(1, 30).Select(i => MailFixture.Story(i, Sport, edit: e => e.IsPick = i is 1 or 25)).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Science), Nothing, Options);
        issue.Stories.Single(s => s.StoryId == 1001).ShouldBe(new IssueStory(1001, "top", "pick", 1));
        issue.Stories.Single(s => s.StoryId == 1025).ShouldBe(new IssueStory(1025, "picks", "pick", 1));
    }

    [Fact]
    public void Gives_a_reader_without_topics_the_day_under_its_topics()
    {
        var issue = IssueComposer.Compose(Edition(30, i => i % 2 == 0 ? Sport : null), Reader(), Nothing, Options);
        issue.Stories.Count.ShouldBe(12);
        issue.Stories.Select(s => s.Section).Distinct().ShouldBe(["top", Sport, "more"]);
    }

    [Fact]
    public void Sends_nothing_below_the_least_number_of_new_stories_and_says_why()
    {
        var issue = IssueComposer.Compose(Edition(2, _ => Sport), Reader(Sport), Nothing, Options);
        issue.Stories.ShouldBeEmpty();
        issue.SkippedBecause.ShouldNotBeNull().ShouldStartWith("too few new stories: 2 of 3 needed");
        IssueComposer.Compose(Edition(0, _ => Sport), Reader(Sport), Nothing, Options).SkippedBecause.ShouldBe("edition 12 holds no stories");
    }

    [Fact]
    public void Every_story_says_why_it_is_there() =>
        IssueComposer.Compose(Edition(50, i => i % 2 == 0 ? Sport : null), Reader(Sport, Science), Nothing, Options)
            .Stories.ShouldAllBe(s => s.Why == "top" || s.Why == "topic" || s.Why == "pick" || s.Why == "update" || s.Why == "more");

    private static Edition Edition(int count, Func<int, string?> topic) =>
        MailFixture.Edition([.. Enumerable.Range(1, count).Select(i => MailFixture.Story(i, topic(i)))]);

    private static Subscriber Reader(params string[] topics) => MailFixture.Reader("en", "UTC", topics);
}
