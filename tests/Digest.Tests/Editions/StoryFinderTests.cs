using Digest.Editions;
using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Editions;

public sealed class StoryFinderTests
{
    private static readonly FoundStory[] Headlines =
    [
        Line(1, "Ferry line to the islands reopens", 5), Line(1, "The boats are back", 5), Line(2, "Ferry captain freed", 9),
        Line(3, "Ferry", 1), Line(4, "Élection in the islands", 2), Line(5, "Line of the ferry", 1),
    ];

    [Theory]
    [InlineData("boats are", new long[] { 1 })]
    [InlineData("FERRY", new long[] { 3 })]
    [InlineData("ferry line", new long[] { 1 })]
    [InlineData("line ferr", new long[] { 1, 5 })]
    [InlineData("islands", new long[] { 1, 4 })]
    [InlineData("election", new long[] { 4 })]
    [InlineData("nobody", new long[0])]
    [InlineData("  ", new long[0])]
    public void A_whole_headline_wins_over_a_phrase_and_a_phrase_over_words(string text, long[] found) =>
        StoryFinder.Match(Headlines, text).Select(f => f.Id).ShouldBe(found);

    private static FoundStory Line(long id, string title, long sources) =>
        new() { Id = id, Title = title, SourceName = "Post", Sources = sources, Articles = sources, LastSeenAt = DateTimeOffset.UnixEpoch };
}
