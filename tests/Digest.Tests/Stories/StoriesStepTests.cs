using Digest.Model;
using Digest.Store;
using Digest.Stories;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories;

public sealed class StoriesStepTests
{
    private const string Bridge = "Harbour bridge closed after freighter hits its main pillar";
    private const string BridgeToo = "Freighter strikes pillar of harbour bridge, traffic halted";

    [Fact]
    public async Task Joins_two_titles_on_the_same_event_and_leaves_another_event_alone()
    {
        await using var room = await Newsroom.OpenAsync();
        var one = await room.PublishAsync("Herald", Bridge);
        var two = await room.PublishAsync("Courier", BridgeToo);
        var other = await room.PublishAsync("Courier", "Museum shows lost paintings of the lake school");

        var report = await room.RunAsync();

        report.Articles.ShouldBe(3);
        report.NewStories.ShouldBe(2);
        (await room.StoryOfAsync(one)).ShouldBe(await room.StoryOfAsync(two));
        (await room.StoryOfAsync(other)).ShouldNotBe(await room.StoryOfAsync(one));
    }

    [Fact]
    public async Task Joins_an_article_that_comes_in_a_later_run()
    {
        await using var room = await Newsroom.OpenAsync();
        var one = await room.PublishAsync("Herald", Bridge, hoursAgo: 5);
        await room.RunAsync();
        var two = await room.PublishAsync("Courier", BridgeToo);

        var report = await room.RunAsync();

        report.NewStories.ShouldBe(0);
        var story = await room.StoryOfAsync(one);
        (await room.StoryOfAsync(two)).ShouldBe(story);
        var row = (await room.Database.ReadAsync(s => StoryStore.FindAsync(s, story)))!;
        row.ArticleCount.ShouldBe(2);
        row.SourceCount.ShouldBe(2);
        row.LastSeenAt.ShouldBe(Newsroom.Morning.AddHours(-1));
    }

    [Fact]
    public async Task Changes_nothing_when_it_runs_again()
    {
        await using var room = await Newsroom.OpenAsync();
        await room.PublishAsync("Herald", Bridge);
        await room.RunAsync();

        (await room.RunAsync()).ShouldBe(new StoriesReport(0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Gives_the_same_stories_whatever_the_batches_are()
    {
        await using var room = await Newsroom.OpenAsync(new StoriesOptions { BatchSize = 1 });
        var one = await room.PublishAsync("Herald", Bridge);
        var two = await room.PublishAsync("Courier", BridgeToo);

        await room.RunAsync();

        (await room.StoryOfAsync(one)).ShouldBe(await room.StoryOfAsync(two));
    }

    [Fact]
    public async Task Keeps_backlog_out_of_todays_candidates()
    {
        await using var room = await Newsroom.OpenAsync();
        await room.PublishAsync("Herald", Bridge, backlog: true);
        await room.PublishAsync("Courier", "Museum shows lost paintings of the lake school");

        await room.RunAsync();

        var candidates = await room.CandidatesAsync();
        candidates.Count.ShouldBe(1);
        candidates[0].Articles.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Loads_candidates_that_rank_by_how_many_titles_tell_them()
    {
        await using var room = await Newsroom.OpenAsync();
        await room.PublishAsync("Courier", "Museum shows lost paintings of the lake school");
        await room.PublishAsync("Herald", Bridge);
        var two = await room.PublishAsync("Courier", BridgeToo);
        await room.RunAsync();

        var ranked = StoryRank.Rank(await room.CandidatesAsync(), room.Clock.GetUtcNow());

        ranked.Count.ShouldBe(2);
        ranked[0].Story.StoryId.ShouldBe(await room.StoryOfAsync(two));
        ranked[0].Reason.Sources.ShouldBe(2);
        ranked[0].Story.Articles.Select(a => a.PublishedAt).ShouldAllBe(t => t == Newsroom.Morning.AddHours(-1));
    }

    [Fact]
    public async Task Takes_the_topic_from_the_feeds_section_and_says_so()
    {
        await using var room = await Newsroom.OpenAsync();
        var article = await room.PublishAsync("Herald", "Rovers beaten again", feedSection: "Sport");

        await room.RunAsync();

        var story = await room.StoryOfAsync(article);
        var topics = await room.Database.ReadAsync(s => StoryStore.TopicsAsync(s, [story]));
        topics[0].Topic.ShouldBe("15000000");
        topics[0].Why.ShouldBe("section 'Sport'");
        (await room.Database.ReadAsync(s => StoryStore.FindAsync(s, story)))!.Topic.ShouldBe("15000000");
    }

    [Fact]
    public async Task Marks_republished_text_as_a_copy()
    {
        await using var room = await Newsroom.OpenAsync();
        const string Wire = "Two hundred passengers spent the night in lifeboats after the ferry Aurora lost power off the northern coast, the coast guard said.";
        var original = await room.PublishAsync("Wire", "Ferry Aurora loses power, 200 wait in lifeboats", Wire, hoursAgo: 3);
        var copy = await room.PublishAsync("Herald", "Ferry Aurora loses power, 200 wait in lifeboats", Wire, hoursAgo: 2);

        await room.RunAsync();

        var links = await room.Database.ReadAsync(async s => await StoryStore.LinksAsync(s, [await room.StoryOfAsync(original)]));
        links.Single(l => l.ArticleId == copy).CopyOf.ShouldBe(original);
        links.Single(l => l.ArticleId == original).CopyOf.ShouldBeNull();
    }
}
