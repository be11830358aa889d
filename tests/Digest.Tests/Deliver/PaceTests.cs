using Digest.Deliver;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

public sealed class PaceTests
{
    [Fact]
    public void Mails_that_wait_for_one_another_make_a_queue()
    {
        // Twenty connections to a relay that takes a mail each half a millisecond: the first of a batch is answered at once, the last after ten.
        var pace = Answers(1000, i => 0.5 * (1 + (i % 20)));
        pace.Queue.TotalMilliseconds.ShouldBeInRange(3, 5);
    }

    [Theory]
    [InlineData(20, 6)]
    [InlineData(200, 150)]
    [InlineData(3, 0)]
    public void A_long_way_is_not_a_queue_however_uneven(double milliseconds, double more) =>
        Answers(1000, i => milliseconds + (more * (i % 7) / 6)).Queue.ShouldBe(TimeSpan.Zero);

    [Fact]
    public void Nothing_is_known_before_the_second_answer()
    {
        new Pace().Queue.ShouldBe(TimeSpan.Zero);
        Answers(1, _ => 40).Queue.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_relay_that_moved_away_is_known_after_a_while()
    {
        var pace = Answers(100, i => 0.5 + (i % 2));
        Answer(pace, 1000, _ => 20);
        pace.Queue.TotalMilliseconds.ShouldBeGreaterThan(4);
        Answer(pace, 10_000, _ => 20);
        pace.Queue.ShouldBe(TimeSpan.Zero);
    }

    private static Pace Answers(int count, Func<int, double> milliseconds)
    {
        var pace = new Pace();
        Answer(pace, count, milliseconds);
        return pace;
    }

    private static void Answer(Pace pace, int count, Func<int, double> milliseconds)
    {
        for (var i = 0; i < count; i++)
        {
            pace.Answered(TimeSpan.FromMilliseconds(milliseconds(i)));
        }
    }
}
