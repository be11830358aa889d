using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class LeadArticleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Speaks_the_readers_language_first() => Lead(
        new(["de"], []),
        new(An("Bridge to the island collapses", 1, "en", teaser: 240), 10),
        new(An("Brücke zur Insel eingestürzt", 2, "de-AT"))).ShouldBe("Brücke zur Insel eingestürzt");

    [Fact]
    public void Takes_the_preferred_title() => Lead(
        new([], [2]), new(An("Bridge collapses", 1, teaser: 240), 5), new(An("Island bridge falls", 2))).ShouldBe("Island bridge falls");

    [Fact]
    public void Takes_the_fuller_one_with_a_picture_of_two_alike() => Lead(
        null, new(An("Bridge collapses", 1)), new(An("Bridge falls", 2, teaser: 200) with { Picture = new("https://press.example/b.jpg") })).ShouldBe("Bridge falls");

    [Fact]
    public void Takes_the_original_rather_than_its_copy() => Lead(
        null, new(An("Bridge collapses (wire)", 1, teaser: 120), 1, CopyOf: 9), new(An("Bridge collapses", 2, teaser: 100))).ShouldBe("Bridge collapses");

    [Theory]
    [InlineData("Island bridge collapse: live updates")]
    [InlineData("What we know about the island bridge collapse")]
    [InlineData("5 takeaways from the island bridge collapse")]
    [InlineData("Who will pay for the island's bridge?")]
    public void Leads_with_the_news_where_there_is_some(string beside) => Lead(
        null, new(An(beside, 1, teaser: 240) with { Picture = new("https://press.example/b.jpg") }, 3), new(An("Island bridge collapses", 2))).ShouldBe("Island bridge collapses");

    [Fact]
    public void Leads_with_a_live_blog_where_there_is_nothing_else() => Lead(null, new LeadCandidate(An("Island bridge collapse: live updates", 1))).ShouldBe("Island bridge collapse: live updates");

    [Fact]
    public void Tells_what_the_others_tell() => Lead(
        null,
        new(An("Mayor's aide is upset with a report", 1, teaser: 240) with { Picture = new("https://press.example/b.jpg") }, 3),
        new(An("First trailer of Harbour Nights comes in December", 2)),
        new(An("Harbour Nights trailer to be shown in December", 3)),
        new(An("The first Harbour Nights trailer is coming", 4))).ShouldContain("Harbour Nights");

    [Fact]
    public void Where_few_may_lead_the_whole_story_tells_what_it_is_about()
    {
        LeadCandidate[] current = [new(An("Before the ferry sank its cook had won a medal", 1, teaser: 240), 3), new(An("Night ferry sinks off the island", 2))];
        LeadCandidate[] before = [new(An("Ferry sinks off the island", 3)), new(An("Island ferry sinks at night", 4)), new(An("Ferry sinks, island in mourning", 5))];
        LeadArticle.Order(current, null, [.. current, .. before]).Select(a => a.Article.SourceId).ShouldBe([2, 1]);
        LeadArticle.Order(current).Select(a => a.Article.SourceId).ShouldBe([1, 2]);
    }

    [Fact]
    public void Takes_the_free_one_of_two_alike_and_the_unknown_rather_than_the_locked() => Order(
        new(An("Bridge collapses", 1, teaser: 240)) { Access = Access.Locked },
        new(An("Bridge collapses", 2, teaser: 240)),
        new(An("Bridge collapses", 3, teaser: 240)) { Access = Access.Metered },
        new(An("Bridge collapses", 4, teaser: 240)) { Access = Access.Free }).ShouldBe([4, 2, 3, 1]);

    [Fact]
    public void Takes_locked_news_rather_than_a_free_opinion_and_the_preferred_title_whoever_may_read_it()
    {
        LeadCandidate locked = new(An("Island bridge collapses", 1, teaser: 240)) { Access = Access.Locked };
        LeadCandidate free = new(An("Opinion: the island bridge was never safe", 2, teaser: 240)) { Access = Access.Free };
        Order(locked, free)[0].ShouldBe(1);
        LeadArticle.Order([locked, free with { Article = free.Article with { Title = "Island bridge falls" } }], new([], [1]))[0].Article.SourceId.ShouldBe(1);
    }

    private static IReadOnlyList<long> Order(params LeadCandidate[] articles) => [.. LeadArticle.Order(articles).Select(a => a.Article.SourceId)];

    private static string Lead(LeadWishes? wishes, params LeadCandidate[] articles) => LeadArticle.Order(articles, wishes)[0].Article.Title;

    private static Article An(string title, long source, string language = "en", int teaser = 0) => new()
    {
        Id = source,
        SourceId = source,
        FeedId = source,
        Identity = title,
        Url = $"https://press.example/{source}",
        Title = title,
        Teaser = new('t', teaser),
        Language = language,
        PublishedAt = Now,
        FirstSeenAt = Now,
    };
}
