using Digest.Gather.Opml;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Opml;

/// <summary>Which feeds of a list are one news title, as an editor would say.</summary>
public sealed class SourceGuessTests
{
    [Fact]
    public void Joins_feeds_of_one_site_whose_names_share_a_part() => Guess(
        Feed("World news | The Guardian", "https://www.theguardian.com/world/rss"), Feed("Sport | The Guardian", "https://www.theguardian.com/sport/rss"), Feed("The Guardian", "https://www.theguardian.com/uk/rss"))
        .ShouldBe(["The Guardian: World news, Sport, -"]);

    [Fact]
    public void Joins_feeds_whose_names_begin_with_the_sites() => Guess(
        Feed("BBC World", "https://feeds.bbc.co.uk/world"), Feed("BBC Sport", "https://feeds.bbc.co.uk/sport")).ShouldBe(["BBC: World, Sport"]);

    [Fact]
    public void Joins_feeds_of_one_name() => Guess(Feed("Gizmodo", "https://gizmodo.com/rss"), Feed("Gizmodo", "https://gizmodo.com/tag/science/rss")).ShouldBe(["Gizmodo: -, -"]);

    [Fact]
    public void Joins_feeds_of_one_home_page() => Guess(
        Feed("Politik", "https://x.zeitung.example/1", home: "https://zeitung.example/"), Feed("Sport", "https://y.zeitung.example/2", home: "https://zeitung.example/")).ShouldBe(["zeitung.example: Politik, Sport"]);

    [Fact]
    public void Leaves_strangers_on_one_platform_alone() => Guess(
        Feed("Daily - News", "https://feeds.feedburner.com/a"), Feed("Weekly - News", "https://feeds.feedburner.com/b")).ShouldBe(["Daily - News: -", "Weekly - News: -"]);

    [Fact]
    public void Leaves_two_titles_of_one_house_alone() => Guess(
        Feed("Morning Post", "https://press.example/morning"), Feed("Evening Standard", "https://press.example/evening")).ShouldBe(["Morning Post: -", "Evening Standard: -"]);

    [Fact]
    public void Tells_two_sites_of_one_name_apart() => Guess(Feed("Politics", "https://a.example/1"), Feed("Politics", "https://b.example/1"))
        .ShouldBe(["Politics: -", "Politics (b.example): -"]);

    [Fact]
    public void Takes_the_groups_of_one_title_for_its_sections() => Guess(
        Feed("The Gazette", "https://gazette.example/w", folder: "World"), Feed("The Gazette", "https://gazette.example/s", folder: "Sport")).ShouldBe(["The Gazette: World, Sport"]);

    [Fact]
    public void Believes_what_a_file_says_itself() => Guess(
        Feed("whatever", "https://a.example/1") with { Source = "The Gazette", Section = "World" }, Feed("else", "https://b.example/1") with { Source = "The Gazette" }).ShouldBe(["The Gazette: World, -"]);

    private static IEnumerable<string> Guess(params OpmlFeed[] feeds) =>
        SourceGuess.Of(feeds).Select(s => $"{s.Name}: {string.Join(", ", s.Feeds.Select(f => f.Section ?? "-"))}");

    private static OpmlFeed Feed(string title, string url, string? home = null, string? folder = null) => new() { Title = title, Url = url, HomeUrl = home, Folder = folder };
}
