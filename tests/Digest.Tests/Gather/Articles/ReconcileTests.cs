using Digest.Gather.Articles;
using Digest.Gather.Parse;
using Digest.Model;
using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Articles;

/// <summary>One article stays one article, whatever publishers do to its guid, address, headline and date.</summary>
public sealed class ReconcileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private readonly List<KnownArticle> _known = [];

    [Fact]
    public void Keeps_the_first_of_equal_items() => Read(Item("A", "a", 1), Item("A", "a", 1), Item("A", "a", 1)).New.Count.ShouldBe(1);

    [Fact]
    public void Knows_an_article_whose_guid_changes_at_every_look()
    {
        Read(Item("Story", "1-1", 1));
        Read(Item("Story", "2-1", 1)).New.ShouldBeEmpty();
    }

    [Fact]
    public void Makes_a_new_article_of_a_reused_guid()
    {
        Read(Item("Minister resigns over budget", "same", 1));
        Read(Item("Storm reaches the coast", "same", 2)).New.Count.ShouldBe(1);
        Read(Item("Storm reaches the coast", "same", 2)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Keeps_apart_what_one_document_lists_under_one_guid() =>
        Read(Item("Minister resigns over budget", "same", 1), Item("Storm reaches the coast", "same", 2)).New.Count.ShouldBe(2);

    [Fact]
    public void Takes_a_corrected_headline_for_a_change()
    {
        Read(Item("Mayor resigns", "g", 1));
        Read(Item("A quite different headline", "g", 1)).Changed.Count.ShouldBe(1);
    }

    [Fact]
    public void Knows_a_guid_in_http_and_https()
    {
        Read(Item("Story", "http://example.org/?p=1", 1));
        Read(Item("Story", "https://example.org/?p=1", 1)).New.ShouldBeEmpty();
    }

    [Fact]
    public void Tells_guids_apart_by_case() => Read(Item("One", "abc", 1), Item("Two", "ABC", 2)).New.Count.ShouldBe(2);

    [Fact]
    public void Knows_items_without_guid_and_link_by_their_text()
    {
        var items = Enumerable.Range(0, 3).Select(i => new ParsedItem { Title = $"t{i}", Teaser = $"d{i}" }).ToArray();
        Read(items).New.Count.ShouldBe(3);
        Read(items).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Keeps_apart_items_that_all_link_to_the_front_page()
    {
        ParsedItem Live(string title, string id) => new() { Title = title, Id = id, Link = "https://example.org/" };
        Read(Live("Minister resigns over budget", "1"), Live("Storm reaches the coast", "2")).New.Count.ShouldBe(2);
        Read(Live("Cup final postponed again", "3")).New.Count.ShouldBe(1);
    }

    [Fact]
    public void Knows_an_article_that_is_republished_under_a_new_guid_and_address()
    {
        Read(Told("old", 1));
        var changes = Read(Told("new", 2));
        (changes.New.Count, changes.Changed.Count).ShouldBe((0, 1));
        changes.Changed[0].New.Article.Url.ShouldBe("https://example.org/2");
    }

    [Fact]
    public void Takes_the_next_day_s_column_of_the_same_words_for_a_new_article()
    {
        Read(Told("monday", 1) with { PublishedAt = Now.AddDays(-1) });
        Read(Told("tuesday", 2) with { PublishedAt = Now.AddHours(-1) }).New.Count.ShouldBe(1);
    }

    [Fact]
    public void Keeps_apart_two_of_the_same_words_that_one_document_lists()
    {
        Read(Told("a", 1), Told("b", 2)).New.Count.ShouldBe(2);
        Read(Told("a", 1), Told("b", 2), Told("c", 3)).New.Count.ShouldBe(1);
    }

    [Fact]
    public void Does_not_know_an_article_by_few_words() =>
        Make(Item("Live", "a", 1) with { Teaser = "Follow it here." }).TextKey.ShouldBeNull();

    [Fact]
    public void Does_not_take_a_new_date_for_a_change()
    {
        Read(Item("Story", "g", 1));
        Read(Item("Story", "g", 1) with { PublishedAt = Now }).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Believes_no_date_from_the_future()
    {
        var made = Make(Item("Story", "g", 1) with { PublishedAt = Now.AddYears(70) });
        made.Article.PublishedAt.ShouldBe(Now);
    }

    [Fact]
    public void Takes_the_epoch_for_no_date() => Make(Item("Story", "g", 1) with { PublishedAt = DateTimeOffset.UnixEpoch }).Article.PublishedAt.ShouldBe(Now);

    [Fact]
    public void Gives_an_untitled_item_the_beginning_of_its_text() =>
        Make(new() { Id = "g", Teaser = string.Join(' ', Enumerable.Repeat("word", 60)) }).Article.Title.ShouldBe(string.Join(' ', Enumerable.Repeat("word", 24)) + "…");

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("mailto:a@example.org")]
    public void Links_to_the_front_page_where_an_item_has_no_address(string link) =>
        Make(new() { Title = "t", Id = "g", Link = link }).Article.Url.ShouldBe("https://example.org/home");

    private Changes Read(params ParsedItem[] items)
    {
        var changes = Reconcile.Decide([.. items.Select(Make)], _known);
        foreach (var article in changes.New)
        {
            _known.Add(new(_known.Count + 1, article.IdentityKey, article.UrlKey, article.TextKey, 1, article.Article.Title, article.Article.ContentHash, false, article.Article.PublishedAt));
        }

        return changes;
    }

    private static KeyedArticle Make(ParsedItem item) => ArticleMaker.Make(
        new() { Items = [item], HomeUrl = "https://example.org/home" }, new() { Id = 1, SourceId = 1, Url = "https://example.org/feed" },
        new Source { Id = 1, Name = "The Gazette" }, new(Now, false, TimeSpan.FromDays(1)))[0];

    private static ParsedItem Told(string id, int link) => Item("Minister resigns over budget", id, link) with { Teaser = "She said that the sums had never added up, and that she had said so from the first day." };

    private static ParsedItem Item(string title, string id, int link) => new() { Title = title, Id = id, Link = $"https://example.org/{link}", PublishedAt = Now.AddHours(-1) };
}
