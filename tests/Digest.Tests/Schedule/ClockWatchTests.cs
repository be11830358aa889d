using Digest.Model;
using Digest.Schedule;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Schedule;

public sealed class ClockWatchTests
{
    [Fact]
    public async Task Every_step_runs_again_at_once_when_the_clock_was_set_back()
    {
        var start = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        var (clock, hour) = (new WallClock(start), TimeSpan.FromHours(1));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSchedule().AddSingleton(new ScheduleOptions
        {
            GatherEvery = hour,
            StoriesEvery = hour,
            EditionEvery = hour,
            ComposeEvery = hour,
            DeliverEvery = hour,
            FeedbackEvery = hour,
            TidyEvery = hour,
        });
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StartScheduleAsync(TestContext.Current.CancellationToken);
        var health = host.Services.GetRequiredService<StepHealth>();
        // Nothing is there for the steps to work on: each run fails, and says when.
        IEnumerable<DateTimeOffset?> Runs() => health.Entries.Select(e => e.FailedAt);
        string Said() => string.Join('\n', health.Entries);
        await UntilAsync(() => Runs().Count() == 7, () => clock.Advance(TimeSpan.FromSeconds(1)), Said);
        Runs().ShouldAllBe(at => at >= start);

        await UntilAsync(() => Runs().All(at => at < start), () =>
        {
            clock.SetBack(hour);
            clock.Advance(TimeSpan.FromSeconds(1));
        }, Said);

        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_first_run_is_waited_for_but_not_for_ever()
    {
        var clock = new FakeTimeProvider();
        var first = new FirstRuns(clock);
        var waits = first.WaitAsync("gather", CancellationToken.None);
        var hangs = first.WaitAsync("stories", CancellationToken.None);
        waits.IsCompleted.ShouldBeFalse();

        first.Ended("gather");
        await waits.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await first.WaitAsync("gather", CancellationToken.None);

        hangs.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(3));
        await hangs.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(Func<bool> condition, Action meanwhile, Func<string> said)
    {
        for (var i = 0; i < 400 && !condition(); i++)
        {
            meanwhile();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        condition().ShouldBeTrue(said());
    }

    /// <summary>A wall clock that can be set back while time goes on.</summary>
    private sealed class WallClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private long _lost;

        public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _lost);

        public void SetBack(TimeSpan by)
        {
            Interlocked.Add(ref _lost, by.Ticks);
            AdjustTime(GetUtcNow() - by);
        }
    }
}
