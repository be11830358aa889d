using Digest.Editions;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Editions;

public sealed class EditionStepTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private TestDatabase _test = null!;
    private EditionStep _step = null!;
    private long[] _sources = [];

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync(_clock);
        _step = new EditionStep(_test.Database, new EditionOptions(), _clock, NullLogger<EditionStep>.Instance);
        _sources = [.. await Task.WhenAll(Enumerable.Range(1, 5).Select(i => Newsroom.SourceAsync(_test.Database, $"Title {i}")))];
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Ranks_by_titles_freezes_and_numbers()
    {
        var one = await StoryAsync("One title", 1);
        var five = await StoryAsync("Five titles", 5);
        var edition = await _step.CutAsync(Now);
        edition.Number.ShouldBe(1);
        edition.Stories.Select(s => (s.StoryId, s.Rank)).ShouldBe([(five, 1), (one, 2)]);
        var top = edition.Stories[0];
        (top.SourceCount, top.ArticleCount, top.AlsoIn.Count).ShouldBe((5, 5, 4));
        top.AlsoIn.Select(a => a.SourceId).Append(top.SourceId).Distinct().Count().ShouldBe(5);
        top.Reason.Kind.ShouldBe("corroboration");
    }

    [Fact]
    public async Task An_edition_stays_as_it_was_cut_whatever_happens_after()
    {
        var story = await StoryAsync("As it stood", 2);
        var cut = await _step.CutAsync(Now);
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[4], "Later words", Now.AddMinutes(-1));
        var again = await _step.CutAsync(Now);
        again.Id.ShouldBe(cut.Id);
        again.Stories.Single().ArticleCount.ShouldBe(2);
        (await _step.CutAsync(Now.AddMinutes(1))).Number.ShouldBe(2);
    }

    [Fact]
    public async Task Two_nodes_that_cut_at_once_share_one_edition_per_moment_and_no_number()
    {
        await StoryAsync("A story", 3);
        var other = new EditionStep(_test.Database, new EditionOptions(), _clock, NullLogger<EditionStep>.Instance);
        var cuts = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => (i % 2 == 0 ? _step : other).CutAsync(Now.AddMinutes(i / 4)))));
        cuts.GroupBy(c => c.CutAt).ShouldAllBe(g => g.Select(e => e.Id).Distinct().Count() == 1);
        cuts.Select(c => c.Number).Distinct().Order().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Does_not_look_at_articles_of_later()
    {
        await StoryAsync("Tomorrow", 3, Now.AddHours(1));
        (await _step.CutAsync(Now)).Stories.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_lead_is_the_article_with_the_fullest_teaser_and_a_picture()
    {
        var story = await StoryAsync("Ferries run", 2);
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[3], "Ferries do run", Now.AddHours(-1), e =>
        {
            e.Teaser = new string('a', 100) + ". " + new string('b', 100);
            e.Picture = new Picture("https://a.example/p.jpg", "alt", "caption", "credit", 800, 600);
        });
        var lead = (await _step.CutAsync(Now)).Stories.Single();
        lead.Title.ShouldBe("Ferries do run");
        lead.Picture.ShouldBe(new Picture("https://a.example/p.jpg", "alt", "caption", "credit", 800, 600));
    }

    [Fact]
    public async Task The_lead_is_of_now_even_where_yesterdays_article_is_fuller()
    {
        var story = await StoryAsync("Who won", 1);
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[3], "Polls open", Now.AddHours(-20), e => e.Teaser = new string('a', 240));
        (await _step.CutAsync(Now)).Stories.Single().Title.ShouldBe("Who won");
    }

    [Fact]
    public async Task Picks_win_over_scores()
    {
        var big = await StoryAsync("Big", 5);
        var small = await StoryAsync("Small", 1);
        var middle = await StoryAsync("Middle", 3);
        var banned = await StoryAsync("Banned", 4);
        var old = await StoryAsync("Old but picked", 1, Now.AddDays(-5));
        await PickAsync(small, PickKind.Pin, headline: "Rewritten\r\nheadline", note: "Read this");
        await PickAsync(big, PickKind.Sink);
        await PickAsync(banned, PickKind.Ban);
        await PickAsync(old, PickKind.Pick);
        var edition = await _step.CutAsync(Now);
        edition.Stories.Select(s => s.StoryId).ShouldBe([small, middle, big, old]);
        (edition.Stories[0].Title, edition.Stories[0].PickNote, edition.Stories[0].IsPick).ShouldBe(("Rewritten headline", "Read this", true));
        edition.Stories[0].Reason.Kind.ShouldBe("picked");
        edition.Stories.Select(s => s.Rank).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_pick_counts_until_its_end_and_a_day_and_a_half_without_one()
    {
        var small = await StoryAsync("Small", 1);
        var big = await StoryAsync("Big", 5);
        await PickAsync(small, PickKind.Pin, at: Now.AddHours(-40));
        await PickAsync(small, PickKind.Pin, at: Now.AddHours(-4), until: Now.AddHours(-1));
        (await _step.CutAsync(Now)).Stories[0].StoryId.ShouldBe(big);
    }

    [Fact]
    public async Task Cuts_for_the_front_page_when_there_is_something_new_though_nobody_is_due()
    {
        (await _step.RunAsync()).ShouldBeNull();
        await StoryAsync("A story", 2);
        (await _step.RunAsync()).ShouldNotBeNull().Number.ShouldBe(1);
        _clock.Advance(TimeSpan.FromHours(1));
        (await _step.RunAsync()).ShouldBeNull();
        _clock.Advance(TimeSpan.FromHours(5));
        (await _step.RunAsync()).ShouldBeNull();
        await StoryAsync("Another", 2, _clock.GetUtcNow());
        (await _step.RunAsync()).ShouldNotBeNull().Number.ShouldBe(2);
    }

    [Fact]
    public async Task Cuts_when_somebody_is_due_and_no_edition_is_fresh()
    {
        await StoryAsync("A story", 2);
        await Newsroom.ReaderAsync(_test.Database, "a@b.example", Now.AddMinutes(-1));
        (await _step.RunAsync()).ShouldNotBeNull().Number.ShouldBe(1);
        _clock.Advance(TimeSpan.FromMinutes(10));
        (await _step.RunAsync()).ShouldBeNull();
        _clock.Advance(TimeSpan.FromMinutes(11));
        (await _step.RunAsync()).ShouldNotBeNull().Number.ShouldBe(2);
    }

    [Fact]
    public async Task Teasers_end_at_a_sentence_and_do_not_repeat_the_title()
    {
        var story = await StoryAsync("The same words", 0);
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[0], "The same words", Now.AddHours(-1), e => e.Teaser = "The same words.");
        var other = await StoryAsync("Another", 0);
        await Newsroom.AddArticleAsync(_test.Database, other, _sources[0], "Another", Now.AddHours(-1), e => e.Teaser = $"The U.S. Senate met {new string('x', 200)}. It then went home, {new string('y', 200)}.");
        var stories = (await _step.CutAsync(Now)).Stories;
        stories.Single(s => s.StoryId == story).Teaser.ShouldBe("");
        stories.Single(s => s.StoryId == other).Teaser.ShouldEndWith(new string('x', 200) + ".");
    }

    [Fact]
    public async Task Headlines_come_without_the_titles_name_and_copies_of_one_text_are_one_entry()
    {
        var story = await StoryAsync("Boats are back - Title 1", 1);
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[1], "Ferries run | Title 2", Now.AddHours(-3), e => e.Teaser = "Short.");
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[2], "Ferries run", Now.AddHours(-3), e => e.Teaser = "");
        await _test.Database.WriteAsync(s => s.ExecuteAsync(
            "UPDATE story_articles SET copy_of = (SELECT MIN(id) FROM articles WHERE source_id = @two) WHERE article_id = (SELECT MIN(id) FROM articles WHERE source_id = @three)",
            new { two = _sources[1], three = _sources[2] }));
        var frozen = (await _step.CutAsync(Now)).Stories.Single();
        frozen.Title.ShouldBe("Boats are back");
        var also = frozen.AlsoIn.ShouldHaveSingleItem();
        (also.Title, also.SourceName).ShouldBe(("Ferries run", "Title 2"));
        also.Outlets.ShouldHaveSingleItem().SourceName.ShouldBe("Title 3");
        frozen.Titles.ShouldBe(["Title 1", "Title 2", "Title 3"]);
    }

    [Fact]
    public async Task A_story_knows_the_ones_it_takes_up_again_and_their_family()
    {
        var first = await StoryAsync("The strike begins", 2, Now.AddDays(-9));
        var second = await StoryAsync("The strike goes on", 2, Now.AddDays(-4));
        var third = await StoryAsync("The strike is over", 2);
        await _test.Database.WriteAsync(async s =>
        {
            await s.ExecuteAsync("UPDATE stories SET lead_article_id = (SELECT MIN(article_id) FROM story_articles WHERE story_id = stories.id)");
            await SagaStore.ComparedAsync(s, second, 2, first);
            await SagaStore.ComparedAsync(s, third, 2, second);
        });
        var frozen = (await _step.CutAsync(Now)).Stories.Single(s => s.StoryId == third);
        frozen.Earlier.Select(e => (e.StoryId, e.Title)).ShouldBe([(second, "The strike goes on"), (first, "The strike begins")]);
        frozen.Family.ShouldBe(first);
    }

    [Fact]
    public async Task Keeps_the_articles_of_followed_titles_whole_but_for_what_goes_beside_the_news()
    {
        var story = await StoryAsync("Ferries run again", 2);
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[2], "Ferries sail", Now.AddHours(-1), e => e.Teaser = "After nine days.");
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[3], "Why the ferries stood still", Now.AddHours(-1), e => e.Teaser = "An explainer.");
        await Newsroom.ReaderAsync(_test.Database, "a@b.example", Now.AddDays(1));
        await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE subscribers SET followed_titles = '[\"title 3\",\"Title 4\",\"Another\"]'"));
        var face = (await _step.CutAsync(Now)).Stories.Single().Faces.ShouldHaveSingleItem();
        (face.SourceName, face.Title, face.Teaser).ShouldBe(("Title 3", "Ferries sail", "After nine days."));
    }

    [Fact]
    public async Task A_matter_told_in_several_stories_weighs_more_than_the_first_of_them()
    {
        var cup = await StoryAsync("Islanders win the cup", 5);
        var war = await StoryAsync("Truce talks stall", 4);
        var hospital = await StoryAsync("Hospital runs out of fuel", 4);
        (await _step.CutAsync(Now)).Stories.Select(s => s.StoryId).ShouldBe([cup, war, hospital]);
        await _test.Database.WriteAsync(s => KinStore.SetAsync(s, new Dictionary<long, long?> { [hospital] = war }));
        (await _step.CutAsync(Now.AddMinutes(1))).Stories.Select(s => s.StoryId).ShouldBe([war, cup, hospital]);
    }

    [Fact]
    public async Task What_many_tell_of_the_arts_or_sport_stands_below_public_affairs_told_by_as_many()
    {
        var film = await Newsroom.StoryAsync(_test.Database, "A film of the game is coming", "01000000", Now.AddHours(-2), _sources);
        var law = await Newsroom.StoryAsync(_test.Database, "Parliament passes the harbour act", "11000000", Now.AddHours(-2), _sources.Take(4));
        var stories = (await _step.CutAsync(Now)).Stories;
        stories.Select(s => s.StoryId).ShouldBe([law, film]);
        stories[1].Score.ShouldBeGreaterThan(stories[0].Score, "the score says how many tell it");
    }

    [Fact]
    public async Task What_one_title_adds_in_the_small_hours_does_not_lead_where_several_told_what_happened()
    {
        var story = await Newsroom.StoryAsync(_test.Database, "Ferry sinks off the island", null, Now.AddHours(-14), _sources.Take(3));
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[4], "Before it sank its cook had won a medal", Now.AddHours(-1), e => e.Teaser = new string('x', 200));
        (await _step.CutAsync(Now)).Stories.Single().Title.ShouldBe("Ferry sinks off the island");
    }

    [Theory]
    [InlineData(1, 3, StoryPhase.Breaking, null)]
    [InlineData(2, 3, StoryPhase.Breaking, "breaking")]
    [InlineData(2, 30, StoryPhase.Breaking, null)]
    [InlineData(2, 30, StoryPhase.Developing, "developing")]
    [InlineData(2, 30, StoryPhase.Sustained, null)]
    public void Says_where_a_story_stands_only_where_that_tells_something(int titles, double hours, StoryPhase phase, string? stage)
    {
        var story = new EditionStory
        {
            StoryId = 1,
            Rank = 1,
            Score = 1,
            Title = "Ferry sinks",
            Url = "https://press.example/1",
            SourceName = "Title 1",
            SourceId = 1,
            ArticleId = 1,
            PublishedAt = Now,
            SourceCount = titles,
            ArticleCount = titles,
            Reason = new PlaceReason("corroboration", titles, hours) { Phase = phase },
        };
        story.Stage.ShouldBe(stage);
    }

    [Fact]
    public async Task A_matter_is_told_once_with_its_other_stories_beneath()
    {
        var war = await StoryAsync("Truce talks stall", 5);
        var hospital = await StoryAsync("Hospital runs out of fuel", 4);
        var aid = await StoryAsync("Aid trucks wait at the border", 2);
        var cup = await StoryAsync("Islanders win the cup", 3);
        await _test.Database.WriteAsync(s => KinStore.SetAsync(s, new Dictionary<long, long?> { [hospital] = war, [aid] = war, [war] = null, [cup] = null }));
        var stories = (await _step.CutAsync(Now)).Stories;
        stories.Select(s => s.StoryId).ShouldBe([war, cup, hospital, aid]);
        stories[0].Related.Select(r => (r.StoryId, r.Title)).ShouldBe([(hospital, "Hospital runs out of fuel"), (aid, "Aid trucks wait at the border")]);
        stories[2].Related.Select(r => r.StoryId).ShouldBe([war, aid]);
        stories[1].Related.ShouldBeEmpty();
        stories.Where(s => s.StoryId != cup).ShouldAllBe(s => s.Family == war);
    }

    [Theory]
    [InlineData("06000000", false)]
    [InlineData("11000000", true)]
    [InlineData(null, true)]
    public async Task Kin_of_another_topic_is_no_part_of_the_matter_but_politics_of_a_war_are(string? topic, bool isPart)
    {
        var war = await Newsroom.StoryAsync(_test.Database, "Strikes on the river", "16000000", Now.AddHours(-2), _sources);
        var other = await Newsroom.StoryAsync(_test.Database, "The river's summers", topic, Now.AddHours(-2), _sources.Take(3));
        await _test.Database.WriteAsync(s => KinStore.SetAsync(s, new Dictionary<long, long?> { [other] = war }));
        (await _step.CutAsync(Now)).Stories[0].Related.Select(r => r.StoryId).ShouldBe(isPart ? [other] : []);
    }

    [Fact]
    public async Task What_an_editor_puts_forward_stands_by_itself_whatever_its_matter()
    {
        var war = await StoryAsync("Truce talks stall", 5);
        var hospital = await StoryAsync("Hospital runs out of fuel", 4);
        var cup = await StoryAsync("Islanders win the cup", 3);
        await _test.Database.WriteAsync(s => KinStore.SetAsync(s, new Dictionary<long, long?> { [hospital] = war }));
        await PickAsync(hospital, PickKind.Pick);
        var stories = (await _step.CutAsync(Now)).Stories;
        stories.Select(s => s.StoryId).ShouldBe([war, hospital, cup]);
        stories[0].Related.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(PickKind.Pick)]
    [InlineData(PickKind.Lift)]
    public async Task Picked_or_lifted_it_is_named_beneath_no_other_and_none_beneath_it(PickKind kind)
    {
        var war = await StoryAsync("Truce talks stall", 5);
        var hospital = await StoryAsync("Hospital runs out of fuel", 4);
        var aid = await StoryAsync("Aid trucks wait at the border", 2);
        await _test.Database.WriteAsync(s => KinStore.SetAsync(s, new Dictionary<long, long?> { [hospital] = war, [aid] = war }));
        await PickAsync(hospital, kind);
        var stories = (await _step.CutAsync(Now)).Stories;
        stories.Single(s => s.StoryId == war).Related.Select(r => r.StoryId).ShouldBe([aid]);
        stories.Single(s => s.StoryId == hospital).Related.ShouldBeEmpty();
        stories.Select(s => s.Matter).Where(m => m is not null).ShouldBe([war, war]);
    }

    [Fact]
    public async Task Two_stories_that_take_up_one_saga_are_told_as_one_matter()
    {
        var first = await StoryAsync("The strike begins", 2, Now.AddDays(-9));
        var talks = await StoryAsync("Strike talks begin", 5);
        var march = await StoryAsync("Strikers march", 4);
        var cup = await StoryAsync("Islanders win the cup", 3);
        await _test.Database.WriteAsync(async s =>
        {
            await s.ExecuteAsync("UPDATE stories SET lead_article_id = (SELECT MIN(article_id) FROM story_articles WHERE story_id = stories.id)");
            await SagaStore.ComparedAsync(s, talks, 5, first);
            await SagaStore.ComparedAsync(s, march, 4, first);
        });
        (await _step.CutAsync(Now)).Stories.Select(s => s.StoryId).ShouldBe([talks, cup, march]);
    }

    [Fact]
    public async Task What_the_operator_says_of_a_title_decides_who_leads_and_the_best_free_article_is_kept_whole()
    {
        var story = await StoryAsync("Ferries run again", 2);
        await Newsroom.AddArticleAsync(_test.Database, story, _sources[2], "Ferries run again", Now.AddHours(-1), e => (e.Teaser, e.Picture) = (new string('a', 240), new Picture("https://a.example/p.jpg")));
        await MarkAsync("title 3", Access.Locked);
        var locked = (await _step.CutAsync(Now)).Stories.Single();
        locked.SourceName.ShouldNotBe("Title 3");
        (locked.Access, locked.IsLocked, locked.Faces.Count).ShouldBe((null, false, 0));

        await MarkAsync("Title 1", Access.Locked);
        await MarkAsync("Title 2", Access.Locked);
        (await _step.CutAsync(Now.AddMinutes(1))).Stories.Single().IsLocked.ShouldBeTrue();

        var feed = await _test.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT MIN(id) FROM feeds WHERE source_id = @id", new { id = _sources[1] }));
        await _test.Database.WriteAsync(s => AccessStore.MarkFeedAsync(s, feed, Access.Free));
        await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE articles SET title = 'Why do ferries stand still?' WHERE source_id = @id", new { id = _sources[0] }));
        await MarkAsync("Title 3", Access.Metered);
        var metered = (await _step.CutAsync(Now.AddMinutes(2))).Stories.Single();
        (metered.SourceName, metered.Access).ShouldBe(("Title 3", Access.Metered));
        var face = metered.Faces.ShouldHaveSingleItem();
        (face.SourceName, face.Access).ShouldBe(("Title 2", Access.Free));
        (await _test.Database.ReadAsync(s => EditionStore.NewestAsync(s, Now.AddMinutes(2))))!.Stories.Single().Faces.Single().Access.ShouldBe(Access.Free, "kept in the edition");

        Task<int> MarkAsync(string title, Access access) => _test.Database.WriteAsync(s => AccessStore.MarkSourceAsync(s, title, access));
    }

    [Fact]
    public async Task Who_gets_one_mail_a_week_gets_an_edition_of_the_week()
    {
        var old = await StoryAsync("Told on Friday", 4, Now.AddDays(-4));
        var today = await StoryAsync("Told today", 1);
        await Newsroom.ReaderAsync(_test.Database, "weekly@b.example", Now.AddMinutes(-1), e => e.Frequency = Frequency.Weekly);
        await _step.RunAsync();
        var day = (await _test.Database.ReadAsync(s => EditionStore.NewestAsync(s, Now)))!;
        var week = (await _test.Database.ReadAsync(s => EditionStore.NewestAsync(s, Now, EditionSpan.Week)))!;
        day.Stories.Select(s => s.StoryId).ShouldBe([today]);
        week.Stories.Select(s => s.StoryId).ShouldBe([old, today]);
    }

    // The crash matrix's row 16: its stories go into the next issue, for each reader at their own hour of the day after.
    [Fact]
    public async Task After_days_without_an_edition_the_next_ones_reach_back_to_the_last_until_everybody_had_their_hour()
    {
        await StoryAsync("Told before", 2, Now.AddHours(-1));
        await _step.CutAsync(Now);
        var first = await StoryAsync("Of the first day", 5, Now.AddHours(2));
        var second = await StoryAsync("Of the second", 1, Now.AddHours(30));
        var back = Now.AddDays(3);
        var third = await StoryAsync("Of the third", 2, back.AddHours(-1));

        (await _step.CutAsync(back)).Stories.Select(s => s.StoryId).ShouldBe([third, first, second], ignoreOrder: true);
        // Who is due later that day, and who was due in the night before it came back.
        (await _step.CutAsync(back.AddHours(10))).Stories.Select(s => s.StoryId).ShouldContain(first);
        (await _step.CutAsync(back.AddHours(17))).Stories.Select(s => s.StoryId).ShouldContain(first);
        (await _step.CutAsync(back.AddHours(24))).Stories.Select(s => s.StoryId).ShouldBe([third]);
    }

    [Fact]
    public async Task However_long_it_was_away_an_edition_of_the_day_looks_back_a_week_at_most()
    {
        await _step.CutAsync(Now);
        var back = Now.AddDays(30);
        var within = await StoryAsync("Six days ago", 2, back.AddDays(-6));
        await StoryAsync("Eight days ago", 4, back.AddDays(-8));
        (await _step.CutAsync(back)).Stories.Select(s => s.StoryId).ShouldBe([within]);
    }

    [Fact]
    public async Task What_was_lost_of_a_week_is_in_the_next_edition_of_the_week()
    {
        await Newsroom.ReaderAsync(_test.Database, "weekly@b.example", Now.AddMinutes(-1), e => e.Frequency = Frequency.Weekly);
        await _step.RunAsync();
        var lost = await StoryAsync("Of the week that was lost", 3, Now.AddDays(2));
        _clock.SetUtcNow(Now.AddDays(14));
        await _step.RunAsync();
        var week = await _test.Database.ReadAsync(s => EditionStore.NewestAsync(s, _clock.GetUtcNow(), EditionSpan.Week));
        week!.CutAt.ShouldBe(_clock.GetUtcNow());
        week.Stories.Select(s => s.StoryId).ShouldBe([lost]);
    }

    [Fact]
    public async Task Old_editions_go_but_not_those_a_mail_still_needs()
    {
        await StoryAsync("A story", 2, Now.AddDays(-40));
        var reader = await Newsroom.ReaderAsync(_test.Database, "a@b.example", Now.AddMinutes(-1));
        var needed = await _step.CutAsync(Now.AddDays(-40));
        var old = await _step.CutAsync(Now.AddDays(-39));
        await _test.Database.WriteAsync(async s =>
        {
            var issue = await IssueStore.AddAsync(s, [new NewIssue { EditionId = needed.Id, SubscriberId = reader, Slot = "2026-10-15", Stories = [], ComposedAt = Now }]);
            await DeliveryStore.AddAsync(s, new NewDelivery { Kind = MailKind.Digest, IssueId = issue[reader], SubscriberId = reader, Address = "a@b.example", MessageId = "1@b.example", DueAt = Now, CreatedAt = Now, ExpiresAt = Now.AddDays(1) });
        });
        await StoryAsync("Today's story", 2);
        var newest = (await _step.RunAsync()).ShouldNotBeNull();
        var left = await _test.Database.ReadAsync(s => CoverageStore.EditionsAsync(s, 10));
        left.Select(e => e.Id).ShouldBe([newest.Id, needed.Id]);
        (await _test.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM edition_stories WHERE edition_id = @Id", new { old.Id }))).ShouldBe(0);
    }

    private Task<long> StoryAsync(string title, int titles, DateTimeOffset? at = null) =>
        Newsroom.StoryAsync(_test.Database, title, "15000000", at ?? Now.AddHours(-2), _sources.Take(titles));

    private Task<int> PickAsync(long story, PickKind kind, string? headline = null, string? note = null, DateTimeOffset? at = null, DateTimeOffset? until = null) =>
        _test.Database.WriteAsync(s => s.ExecuteAsync(
            "INSERT INTO picks (story_id, kind, headline, note, created_at, until) VALUES (@story, @kind, @headline, @note, @at, @until)",
            new { story, kind = kind.ToString(), headline, note, at = at ?? Now.AddHours(-1), until }));
}
