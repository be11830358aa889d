using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Sagas;

public sealed class FindSagasTests
{
    [Fact]
    public async Task The_stories_step_finds_the_faded_story_that_a_new_one_takes_up()
    {
        await using var room = await Newsroom.OpenAsync();
        var first = await room.PublishAsync("Herald", "Ferry pilots of Norhaven strike over night shifts");
        await room.PublishAsync("Courier", "Norhaven ferry pilots walk out over night shifts");
        await room.PublishAsync("Ledger", "Norhaven ferry pilots strike over night shifts: ferries stay in port");
        await room.RunAsync();
        var earlier = await room.StoryOfAsync(first);

        room.Clock.Advance(TimeSpan.FromDays(4));
        var one = await room.PublishAsync("Herald", "Norhaven ferry pilots end strike after deal on night shifts");
        await room.RunAsync();
        var story = await room.StoryOfAsync(one);
        story.ShouldNotBe(earlier);
        (await ContinuesAsync(room, story)).ShouldBeNull("one title may be wrong");

        await room.PublishAsync("Courier", "Norhaven ferry pilots end their strike: deal on night shifts");
        await room.RunAsync();
        (await ContinuesAsync(room, story)).ShouldBe(earlier);
        (await room.Database.ReadAsync(s => SagaStore.EarlierAsync(s, [story]))).ShouldHaveSingleItem().Earlier.StoryId.ShouldBe(earlier);
    }

    private static async Task<long?> ContinuesAsync(Newsroom room, long story) => (await room.Database.ReadAsync(s => StoryStore.FindAsync(s, story)))!.Continues;
}
