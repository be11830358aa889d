using System.Text;

using Digest.Gather.Pages;
using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Pages;

public sealed class ArticlePageTests
{
    private static readonly Uri Address = new("https://gazette.example/world/storm-reaches-the-coast");

    [Fact]
    public void Reads_json_ld_first() => Read("""
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],
          "description":"A storm reached the coast on Monday night, and thousands were told to leave their homes.",
          "author":[{"@type":"Person","name":"Ada Park"},{"@type":"Person","name":"Ben Ito"}],
          "image":[{"@type":"ImageObject","url":"/storm.jpg","width":1200,"height":800,"caption":"Waves at the pier","creditText":"C. Nowak"}]}]}</script>
        <meta property="og:image" content="https://gazette.example/other.jpg">
        """).ShouldBe(new PageFacts("A storm reached the coast on Monday night, and thousands were told to leave their homes.", "Ada Park, Ben Ito",
            new Picture("https://gazette.example/storm.jpg", null, "Waves at the pier", "C. Nowak", 1200, 800)));

    [Fact]
    public void Reads_open_graph_where_there_is_no_json_ld() => Read("""
        <meta property="og:type" content="article"><meta property="og:description" content="A storm reached the coast &amp; left again on Monday night, before anyone noticed it.">
        <meta property="og:image" content="//cdn.gazette.example/storm.jpg"><meta property="og:image:alt" content="Waves"><meta name="author" content="Ada Park">
        """).ShouldBe(new PageFacts("A storm reached the coast & left again on Monday night, before anyone noticed it.", "Ada Park", new Picture("https://cdn.gazette.example/storm.jpg", "Waves")));

    [Fact]
    public void Reads_the_text_where_nothing_else_is_said()
    {
        var text = string.Concat(Enumerable.Repeat("<p>The storm, which had crossed the sea in two days, reached the coast on Monday night, and thousands were told to leave their homes.</p>", 12));
        Read($"<body><nav>Home World Sport</nav><article><h1>Storm reaches the coast</h1>{text}</article></body>").Teaser.ShouldStartWith("The storm, which had crossed the sea");
    }

    [Fact]
    public void Leaves_the_pages_own_headline_and_By_out()
    {
        var text = string.Concat(Enumerable.Repeat("<p>The storm, which had crossed the sea in two days, reached the coast on Monday night, and thousands were told to leave their homes.</p>", 12));
        var facts = Read($"<meta name=author content='By ADA PARK'><body><article><h1>Worse than feared: the storm is here</h1>{text}</article></body>");
        facts.Teaser.ShouldStartWith("The storm, which had crossed the sea");
        facts.Byline.ShouldBe("Ada Park");
    }

    [Theory]
    [InlineData("<meta name=author content='https://gazette.example/ada'>")]
    [InlineData("<meta name=author content='@ada'>")]
    [InlineData("<script type='application/ld+json'>{broken</script>")]
    [InlineData("<meta property='og:image' content='javascript:alert(1)'>")]
    [InlineData("<meta property='og:image' content='data:image/png;base64,AAAA'>")]
    [InlineData("")]
    public void Takes_nothing_from_what_says_nothing(string head) => Read(head).ShouldBe(PageFacts.None);

    [Fact]
    public void Takes_nothing_from_the_front_page_it_was_sent_to() =>
        Read("<meta property='og:type' content='website'><meta property='og:description' content='The Gazette: news, sport and weather from the coast.'>", new Uri("https://gazette.example/")).ShouldBe(PageFacts.None);

    [Theory]
    [InlineData(Access.Locked, """<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>""")]
    [InlineData(Access.Locked, """<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False","hasPart":{"isAccessibleForFree":true}}</script>""")]
    [InlineData(Access.Free, """<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"https://schema.org/True"}</script>""")]
    [InlineData(Access.Metered, """<meta property="article:content_tier" content="metered"><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>""")]
    [InlineData(null, """<meta name="article:content_tier" content="gold"><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":[1]}</script>""")]
    public void Says_who_may_read_it_where_the_page_does(Access? access, string head) => Read(head).Access.ShouldBe(access);

    [Fact]
    public void Survives_any_depth() => Read(string.Concat(Enumerable.Repeat("<div>", 500_000)) + "x").ShouldBe(PageFacts.None);

    [Fact]
    public void Reads_a_long_page_whose_ends_are_left_out_and_whose_script_compares() =>
        Read($"<meta name=author content='Ada Park'><script>{string.Concat(Enumerable.Repeat("i<n;", 5_000))}</script><ul>{string.Concat(Enumerable.Repeat("<li><p>One<br>", 5_000))}</ul>").Byline.ShouldBe("Ada Park");

    private static PageFacts Read(string html, Uri? found = null) =>
        ArticlePage.Read(Encoding.UTF8.GetBytes($"<!doctype html><html><head><meta charset=utf-8>{html}</html>"), Address, found ?? Address, "Storm reaches the coast", 300);
}
