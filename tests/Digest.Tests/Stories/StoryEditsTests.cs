using Digest.Model;
using Digest.Store;
using Digest.Stories;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories;

public sealed class StoryEditsTests
{
    private const string Bridge = "Harbour bridge closed after freighter hits its main pillar";
    private const string BridgeToo = "Freighter strikes pillar of harbour bridge, traffic halted";
    private const string Museum = "Museum shows lost paintings of the lake school";

    [Fact]
    public async Task Merges_two_stories_and_takes_it_back()
    {
        await using var room = await Newsroom.OpenAsync();
        var (bridge, museum) = (await room.PublishAsync("Herald", Bridge), await room.PublishAsync("Courier", Museum));
        await room.RunAsync();
        var (from, into) = (await room.StoryOfAsync(museum), await room.StoryOfAsync(bridge));
        var edits = new StoryEdits(room.Database, room.Clock);

        var merged = (await edits.MergeAsync(from, into, "anna")).Pick.ShouldNotBeNull();
        (merged.Kind, merged.Who).ShouldBe((PickKind.Merge, "anna"));
        merged.Articles.ShouldBe([museum]);
        (await room.StoryOfAsync(museum)).ShouldBe(into);
        (await StoryAsync(room, into)).SourceCount.ShouldBe(2);
        (await StoryAsync(room, from)).MergedInto.ShouldBe(into);
        (await edits.MergeAsync(from, into, "anna")).Problem.ShouldNotBeNull().ShouldContain("was merged into");

        (await edits.TakeBackAsync(merged, "ben")).Problem.ShouldBeNull();
        (await room.StoryOfAsync(museum)).ShouldBe(from);
        (await StoryAsync(room, from)).MergedInto.ShouldBeNull();
        (await StoryAsync(room, into)).SourceCount.ShouldBe(1);
        (await edits.TakeBackAsync(merged, "ben")).Problem.ShouldNotBeNull().ShouldContain("before");
    }

    [Fact]
    public async Task What_was_split_by_hand_is_not_merged_again_by_what_comes_after()
    {
        await using var room = await Newsroom.OpenAsync();
        var one = await room.PublishAsync("Herald", Bridge, hoursAgo: 5);
        var two = await room.PublishAsync("Courier", BridgeToo, hoursAgo: 4);
        await room.RunAsync();
        var story = await room.StoryOfAsync(one);
        (await room.StoryOfAsync(two)).ShouldBe(story);
        var split = (await new StoryEdits(room.Database, room.Clock).SplitAsync(story, [two], "anna")).Pick.ShouldNotBeNull();

        // Articles that fit both: without the editor's word each of them merges the two.
        await room.PublishAsync("Post", "Freighter hits pillar of harbour bridge, bridge closed");
        await room.PublishAsync("Ledger", "Harbour bridge closed: freighter strikes main pillar, traffic halted");
        await room.RunAsync();

        (await room.StoryOfAsync(one)).ShouldBe(story);
        (await room.StoryOfAsync(two)).ShouldBe(split.StoryId);
        (await StoryAsync(room, split.StoryId)).MergedInto.ShouldBeNull();
        (await StoryAsync(room, story)).MergedInto.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_merged_by_hand_stays_merged_and_takes_what_comes_after()
    {
        await using var room = await Newsroom.OpenAsync();
        var bridge = await room.PublishAsync("Herald", Bridge, hoursAgo: 5);
        var museum = await room.PublishAsync("Courier", Museum, hoursAgo: 4);
        await room.RunAsync();
        var into = await room.StoryOfAsync(bridge);
        await new StoryEdits(room.Database, room.Clock).MergeAsync(await room.StoryOfAsync(museum), into, "anna");

        var later = await room.PublishAsync("Post", "Lost paintings of the lake school shown in museum");
        await room.RunAsync();

        (await room.StoryOfAsync(museum)).ShouldBe(into);
        (await room.StoryOfAsync(later)).ShouldBe(into);
        (await room.Database.ReadAsync(PickStore.TogetherAsync)).ShouldBe([into]);
    }

    [Fact]
    public async Task Merging_what_was_split_takes_the_split_back()
    {
        await using var room = await Newsroom.OpenAsync();
        var one = await room.PublishAsync("Herald", Bridge);
        var two = await room.PublishAsync("Courier", BridgeToo);
        await room.RunAsync();
        var story = await room.StoryOfAsync(one);
        var edits = new StoryEdits(room.Database, room.Clock);
        var split = (await edits.SplitAsync(story, [two], "anna")).Pick!;
        await edits.MergeAsync(split.StoryId, story, "ben");

        (await room.Database.ReadAsync(s => PickStore.FindAsync(s, split.Id)))!.EndedBy.ShouldBe("ben");
        (await room.Database.ReadAsync(PickStore.ApartAsync)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_why_a_split_is_none()
    {
        await using var room = await Newsroom.OpenAsync();
        var one = await room.PublishAsync("Herald", Bridge);
        await room.RunAsync();
        var story = await room.StoryOfAsync(one);
        var edits = new StoryEdits(room.Database, room.Clock);
        (await edits.SplitAsync(story, [one], "anna")).Problem.ShouldNotBeNull().ShouldContain("not all");
        (await edits.SplitAsync(story, [999], "anna")).Problem.ShouldNotBeNull().ShouldContain("no article 999");
        (await edits.SplitAsync(999, [one], "anna")).Problem.ShouldNotBeNull().ShouldContain("no story 999");
    }

    private static async Task<Story> StoryAsync(Newsroom room, long id) => (await room.Database.ReadAsync(s => StoryStore.FindAsync(s, id)))!;
}
