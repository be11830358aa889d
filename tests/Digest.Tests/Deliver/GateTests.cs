using Digest.Deliver;

using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

public sealed class GateTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(10, 1)]
    [InlineData(20, 15)]
    [InlineData(20, 130)]
    [InlineData(300, 16)]
    public void Lets_its_rate_through_however_coarse_the_clock_is(double perSecond, int step)
    {
        var gate = new Gate(perSecond, _clock);
        var passed = 0;
        for (var t = 0.0; t < 20; t += step / 1000.0)
        {
            while (gate.TryPass(out _))
            {
                passed++;
            }

            ((double)passed).ShouldBeInRange(perSecond * (t - (step / 1000.0)), 2 + (perSecond * (t + 0.25)));
            _clock.Advance(TimeSpan.FromMilliseconds(step));
        }
    }

    [Fact]
    public void Does_not_make_up_for_a_standstill()
    {
        var gate = new Gate(10, _clock);
        Burst(gate).ShouldBeLessThanOrEqualTo(4);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Burst(gate).ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public void A_new_rate_holds_from_the_last_one_that_passed()
    {
        var gate = new Gate(1 / 3600.0, _clock);
        Burst(gate).ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        gate.TryPass(out var wait).ShouldBeFalse();
        wait.TotalMinutes.ShouldBe(60, 0.1);

        gate.PerSecond = 0.1;
        gate.TryPass(out wait).ShouldBeFalse();
        wait.TotalSeconds.ShouldBe(5, 0.3);
    }

    [Fact]
    public void Without_a_rate_all_pass() => Burst(new Gate(0, _clock)).ShouldBe(1000);

    private static int Burst(Gate gate) => Enumerable.Range(0, 1000).TakeWhile(i => gate.TryPass(out _)).Count();
}
