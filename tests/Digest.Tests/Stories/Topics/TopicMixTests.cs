using Digest.Stories.Topics;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Topics;

public sealed class TopicMixTests
{
    private const string Sport = "15000000";
    private const string Economy = "04000000";

    [Fact]
    public void Leans_a_doubtful_reading_towards_what_the_feed_is_about()
    {
        var chances = Chances(0.45, 0.55);

        TopicMix.Of(new Dictionary<string, double> { [Sport] = 80, [Economy] = 20 }).Lean(chances);

        chances[Lessons.Codes.IndexOf(Sport)].ShouldBeGreaterThan(chances[Lessons.Codes.IndexOf(Economy)]);
        chances.Sum().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Leaves_a_clear_reading_as_it_is()
    {
        var chances = Chances(0.1, 0.9);

        TopicMix.Of(new Dictionary<string, double> { [Sport] = 1000 }).Lean(chances);

        chances[Lessons.Codes.IndexOf(Economy)].ShouldBeGreaterThan(chances[Lessons.Codes.IndexOf(Sport)]);
    }

    [Fact]
    public void Says_nothing_of_a_feed_it_does_not_know()
    {
        var chances = Chances(0.45, 0.55);

        TopicMix.Of(new Dictionary<string, double>()).Lean(chances);

        chances.ShouldBe(Chances(0.45, 0.55), 1e-9);
    }

    private static double[] Chances(double sport, double economy)
    {
        var chances = new double[Lessons.Codes.Count];
        chances[Lessons.Codes.IndexOf(Sport)] = sport;
        chances[Lessons.Codes.IndexOf(Economy)] = economy;
        return chances;
    }
}
