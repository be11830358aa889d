using Digest.Gather.Fetch;

using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Fetch;

public sealed class HostLanesTests
{
    [Fact]
    public async Task Does_all_that_was_added_and_ends()
    {
        var lanes = new HostLanes<int>(2, _ => TimeSpan.Zero, TimeProvider.System);
        var done = new System.Collections.Concurrent.ConcurrentBag<int>();
        for (var i = 0; i < 100; i++)
        {
            lanes.Add($"host{i % 7}", i);
        }

        lanes.Close();
        await lanes.RunAsync(8, (n, _) => { done.Add(n); return Task.CompletedTask; }, CancellationToken.None);

        done.Order().ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Rests_between_two_pieces_for_one_host()
    {
        var clock = new FakeTimeProvider();
        var lanes = new HostLanes<int>(1, _ => TimeSpan.FromSeconds(1), clock);
        var done = 0;
        lanes.Add("host", 1);
        lanes.Add("host", 2);
        lanes.Close();
        var running = lanes.RunAsync(4, (_, _) => { done++; return Task.CompletedTask; }, CancellationToken.None);

        done.ShouldBe(1);
        running.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        await running;
        done.ShouldBe(2);
    }

    [Fact]
    public async Task A_slow_host_does_not_hold_up_the_others()
    {
        var lanes = new HostLanes<int>(2, _ => TimeSpan.Zero, TimeProvider.System);
        var release = new TaskCompletionSource();
        var quick = 0;
        for (var i = 0; i < 10; i++)
        {
            lanes.Add("slow", -1);
            lanes.Add("quick", i);
        }

        lanes.Close();
        var running = lanes.RunAsync(4, async (n, _) =>
        {
            if (n < 0)
            {
                await release.Task;
            }
            else if (Interlocked.Increment(ref quick) == 10)
            {
                release.SetResult();
            }
        }, CancellationToken.None);

        await running;
        quick.ShouldBe(10);
    }

    [Fact]
    public async Task Ends_when_the_work_fails()
    {
        var lanes = new HostLanes<int>(2, _ => TimeSpan.Zero, TimeProvider.System);
        lanes.Add("host", 1);
        lanes.Close();
        await Should.ThrowAsync<InvalidOperationException>(() => lanes.RunAsync(1, (_, _) => throw new InvalidOperationException("on purpose"), CancellationToken.None));
    }
}
