using Digest.Subscribers;

using Shouldly;

using Xunit;

namespace Digest.Tests.Subscribers;

public sealed class TitleNamesTests
{
    private static readonly string[] Names = ["The Guardian - UK", "Guardian Liberty Voice", "Süddeutsche Zeitung", "BBC News", "BBC News - Sport", "Le Monde"];

    [Theory]
    [InlineData("le monde", "Le Monde")]
    [InlineData("suddeutsche", "Süddeutsche Zeitung")]
    [InlineData("BBC NEWS", "BBC News")]
    [InlineData("guardian uk", "The Guardian - UK")]
    public void Knows_a_title_by_its_name_or_a_part_that_only_it_has(string typed, string name) =>
        TitleNames.Find(typed, Names).Name.ShouldBe(name);

    [Fact]
    public void Proposes_those_it_could_be() =>
        TitleNames.Find("Guardian", Names).ShouldSatisfyAllConditions(f => f.Name.ShouldBeNull(), f => f.Proposals.ShouldBe(["Guardian Liberty Voice", "The Guardian - UK"]));

    [Theory]
    [InlineData("Gardian")]
    [InlineData("…")]
    public void Knows_no_other(string typed) => TitleNames.Find(typed, Names).ShouldSatisfyAllConditions(f => f.Name.ShouldBeNull(), f => f.Proposals.ShouldBeEmpty());
}
