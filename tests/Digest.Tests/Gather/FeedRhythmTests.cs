using Digest.Gather;
using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather;

public sealed class FeedRhythmTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly Feed Feed = new() { Id = 1, SourceId = 1, Url = "https://example.org/feed", ChangedAt = Now, ArticlesPerDay = 24, LastArticleAt = Now, SucceededAt = Now };

    [Fact]
    public void Stays_what_it_is_while_the_feed_does() => FeedRhythm.After(Feed, 12, Now.AddHours(12)).ShouldBe(24, 0.01);

    [Fact]
    public void Fades_while_nothing_comes() => FeedRhythm.RateAt(Feed, Now.AddDays(7)).ShouldBe(24 / Math.E, 0.01);

    [Fact]
    public void Rises_with_what_comes() => FeedRhythm.After(Feed, 100, Now.AddHours(12)).ShouldBeGreaterThan(30);

    [Fact]
    public void Is_guessed_from_the_dates_of_the_first_document() =>
        FeedRhythm.Guess(Enumerable.Range(0, 48).Select(i => Now.AddHours(-i)), Now).ShouldBe(24, 1);

    [Theory]
    [InlineData(20, false)]
    [InlineData(30, true)]
    public void Notices_a_silence_that_is_not_its_habit(int hours, bool unusual) => (FeedRhythm.UnusualSilence(Feed, Now.AddHours(hours)) is not null).ShouldBe(unusual);

    [Fact]
    public void Does_not_notice_the_silence_of_a_weekly() => FeedRhythm.UnusualSilence(Feed with { ArticlesPerDay = 1 / 7d }, Now.AddDays(20)).ShouldBeNull();

    [Theory]
    [InlineData(FeedState.Paused, 0, FeedHealthKind.Paused)]
    [InlineData(FeedState.Gone, 1, FeedHealthKind.Gone)]
    [InlineData(FeedState.Active, 3, FeedHealthKind.Failing)]
    [InlineData(FeedState.Active, 0, FeedHealthKind.Well)]
    public void Is_told_in_a_word(FeedState state, long failures, FeedHealthKind kind) =>
        FeedHealth.Of(Feed with { State = state, Failures = failures, LastError = "The server has a fault (500)." }, Now).Kind.ShouldBe(kind);

    [Fact]
    public void Is_told_in_words()
    {
        FeedHealth.Of(Feed with { Failures = 3, LastError = "The server has a fault (500).", NextCheckAt = Now.AddHours(2) }, Now.AddHours(1)).Words
            .ShouldBe("The server has a fault (500). 3 in a row, last read 60 min ago; next try in 60 min.");
        FeedHealth.Of(Feed, Now.AddDays(3)).Words.ShouldBe("nothing new for 3 days, where 24 a day are usual");
        FeedHealth.Of(Feed with { Recovered = "line 3: a bare ampersand" }, Now).Words.ShouldBe("broken but read: line 3: a bare ampersand");
    }
}
