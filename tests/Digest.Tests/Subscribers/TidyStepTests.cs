using Digest.Model;
using Digest.Store;
using Digest.Subscribers;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Subscribers;

public sealed class TidyStepTests
{
    [Fact]
    public async Task Forgets_who_never_confirmed()
    {
        await using var site = await TestSite.StartAsync();
        await site.SignUpAsync("stranger@example.org");
        site.Clock.Advance(TimeSpan.FromDays(20));
        (await site.Get<TidyStep>().RunAsync()).Forgotten.ShouldBe(0);
        site.Clock.Advance(TimeSpan.FromDays(20));
        (await site.Get<TidyStep>().RunAsync()).Forgotten.ShouldBe(1);
        (await Unchanged.DumpAsync(site.Database)).ShouldNotContain("stranger");
        (await site.Get<TidyStep>().RunAsync()).Forgotten.ShouldBe(0);
    }

    [Theory]
    [InlineData("Daily", 90, 1)]
    [InlineData("Daily", 3, 1)]
    [InlineData("Weekly", 90, 7)]
    [InlineData("Weekly", 6, 6)]
    [InlineData("Weekdays", 90, 3)]
    public async Task Whom_a_clock_that_was_ahead_put_off_is_due_as_usual(string frequency, int daysAhead, int daysAtMost)
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var now = site.Clock.GetUtcNow();
        await site.Database.WriteAsync(s => s.ExecuteAsync("UPDATE subscribers SET frequency = @frequency, next_due_at = @due", new { frequency, due = now.AddDays(daysAhead) }));

        await site.Get<TidyStep>().RunAsync();

        var due = (await site.ReaderAsync(id))!.NextDueAt.ShouldNotBeNull();
        due.ShouldBeGreaterThan(now);
        due.ShouldBeLessThanOrEqualTo(now.AddDays(daysAtMost));
    }

    [Fact]
    public async Task Forgets_what_was_said_of_single_stories_after_half_a_year()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.AddReaderAsync("reader@example.org");
        await site.Database.WriteAsync(s => FeedbackStore.SayAsync(s, new ReaderFeedback
        {
            SubscriberId = reader,
            StoryId = 1,
            Verdict = Verdict.More,
            Headline = "A headline",
            Title = "A title",
            At = site.Clock.GetUtcNow(),
        }));
        site.Clock.Advance(TimeSpan.FromDays(179));
        await site.Get<TidyStep>().RunAsync();
        (await site.CountAsync("reader_feedback")).ShouldBe(1);
        site.Clock.Advance(TimeSpan.FromDays(2));
        await site.Get<TidyStep>().RunAsync();
        (await site.CountAsync("reader_feedback")).ShouldBe(0);
    }
}
