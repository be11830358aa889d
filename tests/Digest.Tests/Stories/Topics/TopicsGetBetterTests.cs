using Digest.Model;
using Digest.Store;
using Digest.Stories;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Topics;

public sealed class TopicsGetBetterTests
{
    private const string Unknown = "Zorball: Brunwick meets Tarrow";

    [Fact]
    public async Task Learns_from_the_sections_it_gathers_what_no_lexicon_knows_the_first_time_from_the_articles_it_is_to_place()
    {
        await using var room = await Newsroom.OpenAsync(new StoriesOptions { LearnFrom = 50 });
        for (var i = 0; i < 30; i++)
        {
            await room.PublishAsync("Herald", $"Zorball: Brunwick meets side number {Name(i)}", section: "Sport", hoursAgo: 30);
            await room.PublishAsync("Courier", $"Quibble exporters of {Name(i)} see prices", section: "Business", hoursAgo: 30);
        }

        var first = await room.PublishAsync("Tidings", Unknown, hoursAgo: 29);
        (await room.RunAsync()).Learned.ShouldBe(60);
        (await TopicsAsync(room, first)).ShouldHaveSingleItem().Topic.ShouldBe("15000000");

        room.Clock.Advance(TimeSpan.FromHours(25));
        var after = await room.PublishAsync("Tidings", Unknown);
        await room.PublishAsync("Herald", "Zorball: Brunwick meets side number one again", section: "Sport");
        (await room.RunAsync()).Learned.ShouldBe(61, "those placed before, and the one that waits");

        var topic = (await TopicsAsync(room, after)).ShouldHaveSingleItem();
        topic.Topic.ShouldBe("15000000");
        topic.Why.ShouldStartWith("reads like it, as learned from sectioned feeds: ");
        topic.Why.ShouldContain("zorball");
    }

    [Fact]
    public async Task Learns_nothing_from_what_no_publisher_filed()
    {
        await using var room = await Newsroom.OpenAsync(new StoriesOptions { LearnFrom = 50 });
        for (var i = 0; i < 60; i++)
        {
            await room.PublishAsync("Herald", $"Goalkeeper saves penalty in match number {Name(i)}");
        }

        (await room.RunAsync()).Learned.ShouldBe(0, "words of a lexicon are a guess");
    }

    [Fact]
    public async Task Keeps_what_the_operator_maps_and_uses_it_from_then_on()
    {
        await using var room = await Newsroom.OpenAsync();
        var before = await room.PublishAsync("Herald", "A quiet Tuesday in the old town", section: "Seite drei");
        await room.RunAsync();
        (await TopicsAsync(room, before)).ShouldBeEmpty();

        await room.Database.WriteAsync(s => SectionStore.MapAsync(s, new MappedSection(0, "seite drei", "01000000"), room.Clock.GetUtcNow()));
        var after = await room.PublishAsync("Herald", "A loud Wednesday at the river", section: "Seite drei");
        await room.RunAsync();

        (await TopicsAsync(room, after)).ShouldHaveSingleItem().Topic.ShouldBe("01000000");
        (await room.Database.ReadAsync(s => SectionStore.UnmapAsync(s, 0, "seite drei"))).ShouldBeTrue();
        (await room.Database.ReadAsync(s => SectionStore.MappedAsync(s))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_a_story_the_sub_topic_its_articles_agree_on()
    {
        await using var room = await Newsroom.OpenAsync();
        var one = await room.PublishAsync("Herald", "Goalkeeper saves penalty, Rovers reach cup final", section: "Sport");
        await room.PublishAsync("Courier", "Rovers reach cup final as goalkeeper saves penalty", section: "Football");
        await room.RunAsync();

        var id = await room.StoryOfAsync(one);
        var story = (await room.Database.ReadAsync(s => StoryStore.FindAsync(s, id)))!;

        story.Topic.ShouldBe("15000000");
        story.Subtopic.ShouldBe("20001065");
    }

    // Words without meaning, so that no article is a copy of another.
    private static string Name(int number) => string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(d => "bcdfghjklm"[d - '0'] + "o")) + "rra";

    private static async Task<IReadOnlyList<TopicAssignment>> TopicsAsync(Newsroom room, long article)
    {
        var story = await room.StoryOfAsync(article);
        return [.. (await room.Database.ReadAsync(s => StoryStore.TopicsAsync(s, [story]))).Where(t => t.ArticleId == article)];
    }
}
