using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class StoryRankTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Puts_what_many_titles_tell_above_what_one_title_tells_often()
    {
        var many = Story(1, Told(1, 2), Told(2, 3), Told(3, 4));
        var loud = Story(2, Told(9, 1), Told(9, 1.5), Told(9, 2), Told(9, 2.5));

        Ranked(loud, many).ShouldBe([1, 2]);
    }

    [Fact]
    public void Puts_the_fresher_of_two_equal_stories_first() =>
        Ranked(Story(1, Told(1, 20), Told(2, 21)), Story(2, Told(1, 2), Told(2, 3))).ShouldBe([2, 1]);

    [Fact]
    public void Counts_copies_of_one_text_as_one_voice()
    {
        var copied = Story(1, Told(1, 2), Told(2, 2) with { CopyOf = 1_002 }, Told(3, 2) with { CopyOf = 1_002 });
        var own = Story(2, Told(4, 2), Told(5, 2));
        copied = copied with { Articles = [copied.Articles[0] with { Id = 1_002 }, .. copied.Articles.Skip(1)] };

        Ranked(copied, own).ShouldBe([2, 1]);
    }

    [Fact]
    public void Gives_a_heavier_title_more_say() =>
        Ranked(Story(1, Told(1, 2)), Story(2, Told(2, 2) with { SourceWeight = 3 })).ShouldBe([2, 1]);

    [Fact]
    public void Counts_guides_and_opinions_less_than_reports_unless_their_title_reported_too()
    {
        var guides = Story(1, Told(1, 2) with { Sidebar = true }, Told(2, 2) with { Sidebar = true }, Told(3, 2) with { Sidebar = true });
        var reports = Story(2, Told(4, 2), Told(5, 2));
        Ranked(guides, reports).ShouldBe([2, 1]);
        Ranked(guides with { Articles = [.. guides.Articles, Told(1, 3), Told(2, 3)] }, reports).ShouldBe([1, 2]);
    }

    [Fact]
    public void Puts_what_titles_kept_telling_above_a_burst_that_ended_as_late() =>
        Ranked(Story(1, Told(1, 2), Told(2, 3), Told(3, 4)), Story(2, Told(4, 2), Told(4, 20), Told(5, 3), Told(5, 14), Told(6, 4), Told(6, 9))).ShouldBe([2, 1]);

    [Fact]
    public void Puts_what_titles_also_discuss_above_what_they_only_report()
    {
        var reported = Story(1, Told(1, 2), Told(2, 2), Told(3, 2));
        var discussed = Story(2, Told(4, 2), Told(5, 2), Told(6, 2) with { Sidebar = true });
        Ranked(reported, discussed).ShouldBe([2, 1]);
        // One title that reports and comments is one title all the same, and opinions alone are no event.
        Ranked(Story(3, Told(7, 2), Told(8, 2)), Story(4, Told(9, 2), Told(9, 2) with { Id = 1, Sidebar = true })).ShouldBe([3, 4]);
        Ranked(reported, Story(5, [.. discussed.Articles.Select(a => a with { Sidebar = true })])).ShouldBe([1, 5]);
    }

    [Fact]
    public void Counts_no_more_of_one_title_however_often_it_writes() =>
        Ranked(Story(1, [.. Enumerable.Range(0, 40).Select(i => Told(9, 1 + (i / 4.0)) with { Id = i })]), Story(2, Told(1, 1), Told(2, 1))).ShouldBe([2, 1]);

    [Fact]
    public void Puts_what_titles_of_all_kinds_tell_above_what_one_fields_press_tells()
    {
        string[] games = ["console", "controller", "shooter", "patch", "trailer", "studio", "gamers", "remake"];
        string[] world = ["harbour", "budget", "storm", "verdict", "strike", "opera", "vaccine", "glacier", "school", "bishop", "tariff", "orchard", "tunnel", "census", "kidnap", "marathon"];
        // Six titles write on games all day, six on everything; each with words of its own besides.
        var written = Enumerable.Range(1, 12).SelectMany(title => Enumerable.Range(0, 12).Select(n => Story(1_000 + (title * 100) + n, Told(title, 20 + (n / 10.0)) with
        {
            Id = 10_000 + (title * 100) + n,
            Title = title <= 6 ? $"{games[n % 8]} {games[((n * 3) + title) % 8]} words{title}x{n}" : $"{world[(n + (title * 5)) % 16]} {world[((n * 7) + title) % 16]} words{title}x{n}",
        }))).ToList();
        var game = Story(1, [.. Enumerable.Range(1, 6).Select(t => Told(t, 1) with { Title = $"The sequel is out, says {t}" })]);
        var event1 = Story(2, [.. Enumerable.Range(7, 5).Select(t => Told(t, 1) with { Title = $"The bridge is down, says {t}" })]);
        Ranked([game, event1, .. written]).Take(2).ShouldBe([2, 1]);

        // Nothing is known of what they write: then six are more than five.
        Ranked(game, event1).ShouldBe([1, 2]);
        var nameless = written.Select(s => s with { Language = null });
        Ranked([game with { Language = null }, event1 with { Language = null }, .. nameless]).Take(2).ShouldBe([1, 2]);
    }

    [Fact]
    public void Leaves_out_backlog_titles_of_weight_0_and_what_is_yet_to_come()
    {
        Ranked(
            Story(1, Told(1, 2) with { Backlog = true }),
            Story(2, Told(1, 2) with { SourceWeight = 0 }),
            Story(3, Told(1, -1)),
            Story(5, Told(1, 2) with { Kind = ArticleKind.Shopping }, Told(2, 2) with { Kind = ArticleKind.Routine }),
            Story(4, Told(1, 100))).ShouldBeEmpty();
    }

    [Fact]
    public void Says_how_many_titles_and_since_when()
    {
        var reason = StoryRank.Rank([Story(1, Told(1, 1), Told(2, 2), Told(3, 2.5))], Now)[0].Reason;

        reason.ShouldBe(new PlaceReason("corroboration", 3, 2.5) { Phase = StoryPhase.Breaking });
    }

    [Theory]
    [InlineData(StoryPhase.Breaking, 1.0, 2.0, 3.0)]
    [InlineData(StoryPhase.Developing, 1.0, 2.0, 9.0)]
    [InlineData(StoryPhase.Sustained, 1.0, 12.0, 20.0)]
    [InlineData(StoryPhase.Sustained, 5.0, 9.0, 14.0, 20.0)]
    [InlineData(StoryPhase.Fading, 15.0, 18.0, 24.0)]
    public void Knows_the_phase_of_a_story(StoryPhase phase, params double[] hoursAgo) =>
        StoryRank.Rank([Story(1, [.. hoursAgo.Select((h, i) => Told(i + 1, h))])], Now)[0].Reason.Phase.ShouldBe(phase);

    private static IEnumerable<long> Ranked(params StoryCandidate[] stories) => StoryRank.Rank(stories, Now).Select(r => r.Story.StoryId);

    private static StoryCandidate Story(long id, params CandidateArticle[] articles) => new() { StoryId = id, Language = "en", Articles = articles };

    private static CandidateArticle Told(long source, double hoursAgo) => new()
    {
        Id = (source * 100) + (long)(hoursAgo * 2),
        SourceId = source,
        PublishedAt = Now.AddHours(-hoursAgo),
        FirstSeenAt = Now.AddHours(-hoursAgo),
    };
}
