using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class WaresTests
{
    [Theory]
    [InlineData("Pebble 3 hands-on: a better screen")]
    [InlineData("Orchard phone review: bright and dear")]
    [InlineData("Review: the Pebble 3")]
    [InlineData("Pebble 3 launches on Monday for $249")]
    [InlineData("Harbour Nights trailer shows the island")]
    [InlineData("Zwiastun Harbour Nights")]
    public void Is_spoken_of(string headline) => Wares.Speaks(headline).ShouldBeTrue();

    [Theory]
    [InlineData("Court orders review of the harbour ban")]
    [InlineData("Leaked cables show the minister knew")]
    [InlineData("Orchard fined for tracking its users")]
    [InlineData("Bank raises its rate to 4 percent")]
    public void Is_not_spoken_of(string headline) => Wares.Speaks(headline).ShouldBeFalse();

    [Fact]
    public void A_story_is_one_of_it_when_a_quarter_of_its_titles_say_so()
    {
        Wares.Is(Story("Pebble 3 hands-on", "Pebble 3 review: bright", "Orchard shows Pebble 3", "Pebble 3 is here")).ShouldBeTrue();
        Wares.Is(Story("Pebble 3 hands-on", "Orchard shows Pebble 3", "Pebble 3 is here")).ShouldBeFalse("one title alone");
        Wares.Is(Story("Orchard fined over Pebble", "Fine for Orchard", "Orchard to appeal", "Pebble maker fined", "Judge fines Orchard", "Orchard must pay", "Record fine", "Orchard: Pebble 3 trailer", "Pebble 3 review: bright")).ShouldBeFalse();
    }

    private static StoryCandidate Story(params string[] headlines) => new()
    {
        StoryId = 1,
        Articles = [.. headlines.Select((h, i) => new CandidateArticle { Id = i, SourceId = i, Title = h, PublishedAt = default, FirstSeenAt = default })],
    };
}
