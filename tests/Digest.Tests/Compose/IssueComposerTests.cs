using Digest.Compose;
using Digest.Model;
using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

public sealed class IssueComposerTests
{
    private const string Science = "13000000";
    private const string Sport = "15000000";
    private const string Politics = "11000000";

    private static readonly ComposeOptions Options = new();
    private static readonly ReaderMemory Nothing = ReaderMemory.Nothing;

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
        var sent = first.Stories.ToDictionary(s => s.StoryId, s => new SentStory(s.Articles, s.Titles, "2026-11-23"));
        var second = IssueComposer.Compose(edition, Reader(Sport), Sent(sent), Options);
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
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport), Sent(new() { [1001] = new SentStory(then, 1, "2026-11-23") }), Options);
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
        var stories = Enumerable.Range(1, 30).Select(i => MailFixture.Story(i, Sport, edit: e => (e.IsPick, e.Reason) = i is 1 or 25 ? (true, new PlaceReason("picked", 1, 2)) : (false, e.Reason))).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Science), Nothing, Options);
        issue.Stories.Single(s => s.StoryId == 1001).ShouldBe(new IssueStory(1001, "top", "pick", 1) { Titles = 1 });
        issue.Stories.Single(s => s.StoryId == 1025).ShouldBe(new IssueStory(1025, "picks", "pick", 1) { Titles = 1 });
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

    [Fact]
    public void A_story_that_takes_up_one_the_reader_was_sent_is_an_update_since_that_day()
    {
        var stories = Enumerable.Range(1, 10).Select(i => MailFixture.Story(i, Sport, edit: e => e.Sources = 5)).ToArray();
        stories[0] = stories[0] with { Earlier = [new EarlierStory(77, "The strike begins", MailFixture.Cut.AddDays(-4))], Family = 77 };
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport), Sent(new() { [77] = new SentStory(9, 6, "2026-11-20") }), Options);
        issue.Stories[0].ShouldBe(new IssueStory(1001, "top", "update", 1) { Titles = 5, Since = "2026-11-20", NewTitles = 5 });
    }

    [Fact]
    public void Says_how_many_titles_have_come_to_a_story_that_grew()
    {
        var stories = Enumerable.Range(1, 10).Select(i => MailFixture.Story(i, Sport, edit: e => (e.Sources, e.Articles) = (9, 12))).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport), Sent(new() { [1001] = new SentStory(4, 3, "2026-11-22") }), Options);
        var story = issue.Stories.Single(s => s.StoryId == 1001);
        (story.Why, story.Since, story.NewTitles).ShouldBe(("update", "2026-11-22", 6));
    }

    [Fact]
    public void Holds_one_story_of_a_saga()
    {
        var stories = Enumerable.Range(1, 30).Select(i => MailFixture.Story(i, Sport) with { Family = i <= 10 ? 5 : i }).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport), Nothing, Options);
        issue.Stories.Count(s => s.StoryId <= 1010).ShouldBe(1);
    }

    [Fact]
    public void Leads_a_story_with_the_title_the_reader_follows()
    {
        var stories = Enumerable.Range(1, 10).Select(i => MailFixture.Story(i, Sport, source: 100 + i)).ToArray();
        var face = new Face(7, "Herald", "As the Herald has it", "https://herald.example/1", MailFixture.Cut.AddHours(-1)) { ArticleId = 71, Teaser = "In its words.", Byline = "Ada" };
        stories[0] = stories[0] with { AlsoIn = [new AlsoIn(7, "Herald", "As the Herald has it", face.Url, face.PublishedAt)], Faces = [face] };
        var edition = MailFixture.Edition(stories);

        var theirs = IssueComposer.Compose(edition, Reader(Sport) with { FollowedTitles = ["The Ledger", "herald"] }, Nothing, Options).Stories.Single(s => s.StoryId == stories[0].StoryId);
        theirs.First.ShouldBe(7);
        var shown = StoryFace.Visible(stories[0], theirs.Without, theirs.First);
        (shown.Title, shown.Teaser, shown.SourceName, shown.Url, shown.Byline).ShouldBe(("As the Herald has it", "In its words.", "Herald", face.Url, "Ada"));
        shown.AlsoIn.ShouldHaveSingleItem().SourceName.ShouldBe(stories[0].SourceName);

        foreach (var other in new[] { Reader(Sport), Reader(Sport) with { FollowedTitles = [stories[0].SourceName, "herald"] }, Reader(Sport) with { FollowedTitles = ["herald"], MutedTitles = ["Herald"] } })
        {
            IssueComposer.Compose(edition, other, Nothing, Options).Stories.Single(s => s.StoryId == stories[0].StoryId).First.ShouldBeNull();
        }
    }

    [Fact]
    public void What_an_editor_lifted_is_told_beside_its_matter_and_counts_for_none_of_it()
    {
        var stories = Enumerable.Range(1, 30).Select(i => MailFixture.Story(i, Sport, edit: e => e.IsPick = i == 2) with { Family = i <= 10 ? 5 : i }).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport), Nothing, Options);
        issue.Stories.Select(s => s.StoryId).Where(id => id <= 1010).ShouldBe([1001, 1002]);
    }

    [Fact]
    public void Leads_a_locked_story_with_a_free_article_for_who_would_rather_read_that()
    {
        var stories = Enumerable.Range(1, 10).Select(i => MailFixture.Story(i, Sport, source: 100 + i)).ToArray();
        var free = new Face(7, "Herald", "As everybody may read it", "https://herald.example/1", MailFixture.Cut.AddHours(-1)) { ArticleId = 71, Access = Access.Free };
        stories[0] = stories[0] with { Access = Access.Locked, Faces = [free with { SourceId = 6, SourceName = "Ledger", Access = null }, free] };
        stories[1] = stories[1] with { Faces = [free] };
        var reader = Reader(Sport) with { PrefersFree = true };

        First(reader, 0).ShouldBe(7);
        var shown = StoryFace.Visible(stories[0], null, 7);
        (shown.Title, shown.Access).ShouldBe(("As everybody may read it", Access.Free));
        shown.AlsoIn[0].Access.ShouldBe(Access.Locked);

        First(reader, 1).ShouldBeNull("nobody says that the lead is not free");
        First(Reader(Sport), 0).ShouldBeNull("who did not ask");
        First(reader with { MutedTitles = ["Herald"] }, 0).ShouldBeNull();
        First(reader with { FollowedTitles = [stories[0].SourceName] }, 0).ShouldBeNull("a title they follow goes before");
        First(reader with { FollowedTitles = ["Ledger"] }, 0).ShouldBe(6);

        long? First(Subscriber who, int story) =>
            IssueComposer.Compose(MailFixture.Edition(stories), who, Nothing, Options).Stories.Single(s => s.StoryId == stories[story].StoryId).First;
    }

    [Fact]
    public void A_followed_title_that_printed_the_same_words_takes_the_leads_picture()
    {
        var face = new Face(7, "Herald", "The same words", "https://herald.example/1", MailFixture.Cut) { ArticleId = 71 };
        var story = MailFixture.Story(1, Sport, edit: e => e.Picture = new Picture("https://a.example/p.jpg", null, null, null, 600, 400)) with { Outlets = [new Outlet(7, "Herald", face.Url), new Outlet(8, "Courier", "https://c.example/1")], Faces = [face] };
        var shown = StoryFace.Led(story, 7);
        shown.Picture.ShouldBe(story.Picture);
        shown.Outlets.Select(o => o.SourceName).ShouldBe([story.SourceName, "Courier"]);
        shown.AlsoIn.ShouldBe(story.AlsoIn);
    }

    [Fact]
    public void Names_beneath_a_story_no_headline_of_a_muted_word_or_title()
    {
        var stories = Enumerable.Range(1, 10).Select(i => MailFixture.Story(i, Sport, source: 100 + i)).ToArray();
        stories[0] = stories[0] with
        {
            Related =
            [
                new RelatedStory(31, "The match as it was", "https://a.example/31", 7, "Herald"),
                new RelatedStory(32, "A wedding at half-time", "https://a.example/32", 7, "Herald"),
                new RelatedStory(33, "The referee speaks", "https://a.example/33", 103, "Title 103"),
            ],
        };
        var reader = Reader(Sport) with { MutedWords = ["wedding"], MutedTitles = [stories[2].SourceName] };
        stories[0] = stories[0] with { AlsoIn = [new AlsoIn(stories[2].SourceId, stories[2].SourceName, "Also", "https://a.example/also", MailFixture.Cut)] };
        var place = IssueComposer.Compose(MailFixture.Edition(stories), reader, Nothing, Options).Stories.Single(s => s.StoryId == stories[0].StoryId);
        place.Without.ShouldBe($"{stories[2].SourceId},s32");
        StoryFace.Visible(stories[0], place.Without, place.First).Related.ShouldHaveSingleItem().StoryId.ShouldBe(31);
    }

    [Fact]
    public void Names_beneath_a_story_no_headline_in_a_language_its_reader_did_not_choose()
    {
        var stories = Enumerable.Range(1, 10).Select(i => MailFixture.Story(i, Sport, source: 100 + i)).ToArray();
        stories[0] = stories[0] with
        {
            Related =
            [
                new RelatedStory(31, "Der Schiedsrichter spricht", "https://a.example/31", 7, "Herald") { Language = "de-AT" },
                new RelatedStory(32, "The match as it was", "https://a.example/32", 7, "Herald") { Language = "en-GB" },
                new RelatedStory(33, "Old editions know no language", "https://a.example/33", 7, "Herald"),
            ],
        };

        string? Without(params string[] languages) => IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport) with { Languages = languages }, Nothing, Options)
            .Stories.Single(s => s.StoryId == stories[0].StoryId).Without;

        Without("en").ShouldBe("s31");
        Without("en", "de").ShouldBeNull();
        Without().ShouldBeNull();
    }

    [Fact]
    public void Leaves_out_muted_words_and_the_stories_only_muted_titles_tell()
    {
        var stories = Enumerable.Range(1, 20).Select(i => MailFixture.Story(i, Sport, source: 100 + i, edit: e =>
        {
            e.Title = i == 1 ? "Élection of the harbour master" : e.Title;
            e.AlsoIn = i == 2 ? [new AlsoIn(200, "Other", "Another headline", "https://other.example/a", MailFixture.Cut)] : [];
            e.SourceName = i is 2 or 3 ? "Loud Herald" : e.SourceName;
        })).ToArray();
        var reader = Reader(Sport) with { MutedWords = ["election"], MutedTitles = ["loud herald"] };
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), reader, Nothing, Options);
        issue.Stories.Select(s => s.StoryId).ShouldNotContain(1001);
        issue.Stories.Select(s => s.StoryId).ShouldNotContain(1003);
        issue.Stories.Single(s => s.StoryId == 1002).Without.ShouldBe("102");
    }

    [Fact]
    public void Puts_what_the_reader_follows_in_and_says_what_it_is()
    {
        var stories = Enumerable.Range(1, 40).Select(i => MailFixture.Story(i, Politics, edit: e =>
        {
            e.SourceName = i == 30 ? "Science Weekly" : e.SourceName;
            e.Title = i == 35 ? "A comet over Exampletown" : e.Title;
        })).ToArray();
        var reader = Reader(Sport) with { FollowedTitles = ["Science Weekly"], FollowedWords = ["comet*"] };
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), reader, Nothing, Options);
        issue.Stories.Single(s => s.StoryId == 1030).ShouldBe(new IssueStory(1030, "follow", "title", 1) { Titles = 1, Because = "Science Weekly" });
        issue.Stories.Single(s => s.StoryId == 1035).ShouldBe(new IssueStory(1035, "follow", "word", 1) { Titles = 1, Because = "comet*" });
        issue.Stories.Count(s => s.Section == "top").ShouldBe(2, "still the day's top");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Takes_no_longer_to_read_than_the_reader_has(int minutes)
    {
        var stories = Enumerable.Range(1, 60).Select(i => MailFixture.Story(i, i % 2 == 0 ? Sport : Science, edit: e => e.Teaser = string.Concat(Enumerable.Repeat("word ", 45)))).ToArray();
        var issue = IssueComposer.Compose(MailFixture.Edition(stories), Reader(Sport, Science) with { Minutes = minutes, MaxStories = 30 }, Nothing, Options with { MinStories = 1 });
        var seconds = issue.Stories.Sum(s => ReadingTime.Seconds(stories.Single(x => x.StoryId == s.StoryId)));
        seconds.ShouldBeInRange(minutes * 60 / 2.0, minutes * 60);
        issue.Stories[0].Section.ShouldBe("top");
    }

    [Fact]
    public void More_and_less_move_the_like_among_the_readers_topics_and_never_the_top()
    {
        var stories = Enumerable.Range(1, 40).Select(i => MailFixture.Story(i, Sport, edit: e => e.Title = i == 30 ? "Curling league opens in Norhaven" : i == 7 ? "Boxing bout ends in a draw" : $"Report {i}")).ToArray();
        var said = new ReaderFeedback { SubscriberId = 7, StoryId = 1, Verdict = Verdict.More, Headline = "Norhaven curling league draws a crowd", Title = "Nobody", At = MailFixture.Cut };
        var reader = Reader(Sport) with { Feedback = true };
        var liked = IssueComposer.Compose(MailFixture.Edition(stories), reader, Nothing with { Feedback = [said] }, Options);
        var story = liked.Stories.Single(s => s.StoryId == 1030);
        (story.Section, story.Why, story.Because).ShouldBe(("follow", "like", said.Headline));
        var less = IssueComposer.Compose(MailFixture.Edition(stories), reader, Nothing with { Feedback = [said with { Verdict = Verdict.Less, Headline = "Boxing bout of the night" }] }, Options);
        less.Stories.Select(s => s.StoryId).ShouldNotContain(1007);
        less.Stories[0].StoryId.ShouldBe(1001);
        IssueComposer.Compose(MailFixture.Edition(stories), reader with { Feedback = false }, Nothing with { Feedback = [said] }, Options)
            .Stories.ShouldAllBe(s => s.Why != "like", "who took the permission back is not judged by what they said before");
    }

    private static ReaderMemory Sent(Dictionary<long, SentStory> sent) => new(sent, []);

    private static Edition Edition(int count, Func<int, string?> topic) =>
        MailFixture.Edition([.. Enumerable.Range(1, count).Select(i => MailFixture.Story(i, topic(i)))]);

    private static Subscriber Reader(params string[] topics) => MailFixture.Reader("en", "UTC", topics);
}
