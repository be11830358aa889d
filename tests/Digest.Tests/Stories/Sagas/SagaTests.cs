using Digest.Stories.Clusters;
using Digest.Stories.Sagas;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Sagas;

public sealed class SagaTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 6, 0, 0, TimeSpan.Zero);

    private static readonly string[] Strike =
    [
        "Ferry pilots of Norhaven strike over night shifts", "Norhaven ferry pilots walk out over night shifts", "Night shifts: pilots strike, Norhaven ferries stay in port",
    ];

    private static readonly string[] StrikeEnds =
    [
        "Norhaven ferry pilots end strike after deal on night shifts", "Deal on night shifts ends the pilots' strike in Norhaven", "Ferry pilots back at work: Norhaven agrees on night shifts",
    ];

    [Fact]
    public void A_new_story_takes_up_the_faded_one_that_tells_the_same_rare_words()
    {
        var saga = new Saga([.. Others(60), Told(1, -90, -80, Strike), Told(2, -5, -1, StrikeEnds)]);
        saga.Before(2).ShouldNotBeNull().StoryId.ShouldBe(1);
        saga.Before(1).ShouldBeNull("nothing was before it");
    }

    [Fact]
    public void Another_strike_elsewhere_is_another_saga()
    {
        string[] elsewhere = ["Teachers in Sudberg strike over pay", "Sudberg teachers walk out, schools shut", "Pay strike of teachers shuts schools of Sudberg"];
        new Saga([.. Others(60), Told(1, -90, -80, Strike), Told(2, -5, -1, elsewhere)]).Before(2).ShouldBeNull();
    }

    [Fact]
    public void Words_that_many_stories_tell_make_no_saga()
    {
        var war = Enumerable.Range(1, 40).Select(i => Told(i, -200 + i, -199 + i, [$"Aldoria army in Vantor: report {i} of the front", $"Vantor front: Aldoria says {i}", $"Aldoria and Vantor, day {i}"]));
        new Saga([.. war, Told(99, -5, -1, ["Aldoria sends grain to Vantor", "Grain ships leave Aldoria for Vantor", "Vantor gets grain of Aldoria"])]).Before(99).ShouldBeNull();
    }

    [Theory]
    [InlineData(-500, -480)] // three weeks ago
    [InlineData(-10, -3)] // still told
    public void Neither_what_is_long_gone_nor_what_is_still_told_is_taken_up(int first, int last) =>
        new Saga([.. Others(60), Told(1, first, last, Strike), Told(2, -5, -1, StrikeEnds)]).Before(2).ShouldBeNull();

    [Fact]
    public void Of_two_the_more_alike_is_taken_up() =>
        new Saga([.. Others(60), Told(1, -90, -80, Strike), Told(3, -60, -50, ["Norhaven ferry sells its night bar", "Night bar of the Norhaven ferry sold", "Ferry bar sold in Norhaven"]), Told(2, -5, -1, StrikeEnds)])
            .Before(2).ShouldNotBeNull().StoryId.ShouldBe(1);

    private static IEnumerable<ToldStory> Others(int count) => Enumerable.Range(1, count).Select(i =>
        Told(1000 + i, -100, -90, [$"Matter{i} settled by council{i}", $"Council{i} settles matter{i}", $"The end of matter{i}, says council{i}"]));

    private static ToldStory Told(long id, int first, int last, string[] headlines) => new()
    {
        Id = id,
        Language = "en",
        FirstAt = Now.AddHours(first),
        LastAt = Now.AddHours(last),
        Pieces = [.. headlines.Select((h, i) => new Piece { Id = (id * 10) + i, SourceId = i, Language = "en", PublishedAt = Now.AddHours(first), Title = h })],
    };
}
