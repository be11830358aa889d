using Digest.Cli;
using Digest.Gather.Opml;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Cli;

/// <summary>The feeds of an operator who never leaves the command line.</summary>
public sealed class FeedsCommandTests
{
    private const string Address = "https://gazette.example/world.rss";

    [Fact]
    public async Task Adds_describes_exports_and_removes_a_feed()
    {
        await using var test = await TestDatabase.CreateAsync();
        var file = Path.Combine(test.Folder, "out.opml");
        (await RunAsync(test, "feeds", "add", Address, "--no-check", "--source", "The Gazette", "--section", "World", "--country", "gb", "--language", "EN", "--weight", "2", "--home", "https://gazette.example/")).ShouldBe(0);
        (await RunAsync(test, "feeds", "list", "--json")).ShouldBe(0);
        (await RunAsync(test, "feeds", "show", Address)).ShouldBe(0);
        (await RunAsync(test, "feeds", "export", file)).ShouldBe(0);

        OpmlReader.Read(await File.ReadAllBytesAsync(file)).Feeds.ShouldHaveSingleItem().ShouldBe(new OpmlFeed
        {
            Url = Address,
            Title = "The Gazette – World",
            Source = "The Gazette",
            Section = "World",
            Country = "GB",
            Language = "en",
            Weight = 2,
            HomeUrl = "https://gazette.example/",
        });

        (await RunAsync(test, "feeds", "remove", "1")).ShouldBe(0);
        (await test.Database.ReadAsync(SourceStore.AllAsync)).ShouldBeEmpty();
        (await RunAsync(test, "feeds", "import", file)).ShouldBe(0);
        (await test.Database.ReadAsync(FeedStore.AllAsync)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Marks_who_may_read_a_title_or_a_feed_and_takes_it_back()
    {
        await using var test = await TestDatabase.CreateAsync();
        (await RunAsync(test, "feeds", "add", Address, "--no-check", "--source", "The Gazette")).ShouldBe(0);
        (await RunAsync(test, "feeds", "access", "mark", "locked", "--source", "the gazette")).ShouldBe(0);
        (await RunAsync(test, "feeds", "access", "mark", "Free", "--feed", Address)).ShouldBe(0);
        (await RunAsync(test, "feeds", "access")).ShouldBe(0);
        (await RunAsync(test, "feeds", "access", "--json")).ShouldBe(0);
        var marks = await test.Database.ReadAsync(AccessStore.MarksAsync);
        (marks.Feeds.Single().Value, marks.Sources.Single().Value).ShouldBe((Access.Free, Access.Locked));

        (await RunAsync(test, "feeds", "access", "mark", "none", "--feed", "1")).ShouldBe(0);
        (await RunAsync(test, "feeds", "access", "mark", "none", "--source", "The Gazette")).ShouldBe(0);
        marks = await test.Database.ReadAsync(AccessStore.MarksAsync);
        (marks.Feeds.Count, marks.Sources.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Maps_a_section_to_a_topic_and_takes_it_back()
    {
        await using var test = await TestDatabase.CreateAsync();
        (await RunAsync(test, "feeds", "add", Address, "--no-check", "--source", "The Gazette", "--section", "Seite Drei")).ShouldBe(0);
        (await RunAsync(test, "feeds", "sections", "map", "Seite Drei", "society")).ShouldBe(0);
        (await RunAsync(test, "feeds", "sections", "map", "*", "14000000", "--feed", Address)).ShouldBe(0);
        (await RunAsync(test, "feeds", "sections", "map", "Sport", "none", "--feed", "1")).ShouldBe(0);
        (await RunAsync(test, "feeds", "sections")).ShouldBe(0);
        (await RunAsync(test, "feeds", "sections", "--json")).ShouldBe(0);

        (await test.Database.ReadAsync(SectionStore.MappedAsync)).ShouldBe(
            [new MappedSection(0, "seite drei", "14000000"), new MappedSection(1, "*", "14000000"), new MappedSection(1, "sport", "")]);

        (await RunAsync(test, "feeds", "sections", "unmap", "SEITE DREI")).ShouldBe(0);
        (await RunAsync(test, "feeds", "remove", "1")).ShouldBe(0);
        (await test.Database.ReadAsync(SectionStore.MappedAsync)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("feeds", "add", "http://127.0.0.1/feed")]
    [InlineData("feeds", "add", "ftp://gazette.example/feed")]
    [InlineData("feeds", "add", Address, "--no-check", "--country", "Great Britain")]
    [InlineData("feeds", "add", Address, "--no-check", "--weight", "11")]
    [InlineData("feeds", "show", "7")]
    [InlineData("feeds", "remove")]
    [InlineData("feeds", "remove", "--source", "Nobody")]
    [InlineData("feeds", "import", "no-such-file.opml")]
    [InlineData("feeds", "check", "http://192.168.0.1/feed")]
    [InlineData("feeds", "sections", "map", "Sport", "knitting")]
    [InlineData("feeds", "sections", "map", "*", "sport")]
    [InlineData("feeds", "sections", "map", "Sport", "sport", "--feed", "7")]
    [InlineData("feeds", "sections", "unmap", "Sport")]
    [InlineData("feeds", "access", "mark", "free")]
    [InlineData("feeds", "access", "mark", "cheap", "--source", "The Gazette")]
    [InlineData("feeds", "access", "mark", "1", "--source", "The Gazette")]
    [InlineData("feeds", "access", "mark", "free", "--source", "Nobody")]
    [InlineData("feeds", "access", "mark", "free", "--feed", "7")]
    [InlineData("gather", "--set", "Gather:Concurrency=0")]
    [InlineData("gather", "--set", "Gather:Ports=http")]
    [InlineData("gather", "--set", "Gather:AllowedHosts=127.0.0.1")]
    public async Task Ends_with_one_where_it_cannot_do_what_is_asked(params string[] args)
    {
        await using var test = await TestDatabase.CreateAsync();
        (await RunAsync(test, args)).ShouldBe(1);
    }

    [Fact]
    public async Task Gathers_nothing_where_there_is_nothing()
    {
        await using var test = await TestDatabase.CreateAsync();
        (await RunAsync(test, "gather", "--all", "--as-of", "2026-11-24T06:00:00Z")).ShouldBe(0);
    }

    private static Task<int> RunAsync(TestDatabase test, params string[] args) =>
        CommandLine.RunAsync([.. args, .. test.Settings.Where(s => s.Value is not null).SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" })], Program.Build, (_, _) => Task.CompletedTask);
}
