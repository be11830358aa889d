using System.Globalization;

using Digest.Cli;
using Digest.Editions;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Cli;

/// <summary>An editor at the command line, and the editions that come of it.</summary>
public sealed class PicksCommandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private TestDatabase _test = null!;
    private long[] _sources = [];

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync();
        _sources = [.. await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Newsroom.SourceAsync(_test.Database, $"Title {i}")))];
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Pins_to_the_top_and_to_a_place_with_a_note_and_takes_it_back()
    {
        var big = await StoryAsync("Big news", 4);
        var middle = await StoryAsync("Middle news", 3);
        var small = await StoryAsync("Small ferry line", 1);
        var other = await StoryAsync("Other matter", 1);
        (await RunAsync("picks", "pin", "ferry line", "--note", "Start here.", "--headline", "Boats are back", "--by", "anna")).ShouldBe(0);
        (await RunAsync("picks", "pin", Text(other), "--place", "3")).ShouldBe(0);

        var edition = await CutAsync(1);
        edition.Stories.Select(s => s.StoryId).ShouldBe([small, big, other, middle]);
        (edition.Stories[0].Title, edition.Stories[0].PickNote, edition.Stories[0].IsPick).ShouldBe(("Boats are back", "Start here.", true));

        var pick = (await ListAsync()).Single(p => p.StoryId == small);
        (pick.Kind, pick.Who, pick.Until).ShouldBe((PickKind.Pin, "anna", Now + new EditionOptions().PickFor));
        (await RunAsync("picks", "unpin", Text(small), "--by", "ben")).ShouldBe(0);
        (await CutAsync(2)).Stories.Select(s => s.StoryId).ShouldBe([big, middle, other, small]);
        (await _test.Database.ReadAsync(s => PickStore.FindAsync(s, pick.Id)))!.EndedBy.ShouldBe("ben");
    }

    [Fact]
    public async Task Lifts_sinks_bans_and_rewrites()
    {
        var big = await StoryAsync("Big news", 4);
        var middle = await StoryAsync("Middle news", 2);
        var bad = await StoryAsync("Bad news", 3);
        (await RunAsync("picks", "lift", Text(middle))).ShouldBe(0);
        (await RunAsync("picks", "ban", Text(bad))).ShouldBe(0);
        (await RunAsync("picks", "headline", Text(big), "A plain headline")).ShouldBe(0);
        (await RunAsync("picks", "note", Text(big), "Both sides are told.")).ShouldBe(0);
        var edition = await CutAsync(1);
        edition.Stories.Select(s => s.StoryId).ShouldBe([middle, big]);
        (edition.Stories[0].IsPick, edition.Stories[0].Reason.Kind).ShouldBe((true, "corroboration"));
        (edition.Stories[1].Title, edition.Stories[1].PickNote, edition.Stories[1].IsPick).ShouldBe(("A plain headline", "Both sides are told.", false));

        (await RunAsync("picks", "pin", Text(bad))).ShouldBe(1, "a banned story is not pinned unawares");
        (await RunAsync("picks", "sink", Text(middle))).ShouldBe(0);
        (await CutAsync(2)).Stories.Select(s => s.StoryId).ShouldBe([big, middle]);
        (await ListAsync()).Count(p => p.Kind is PickKind.Lift or PickKind.Sink).ShouldBe(1, "the newer word replaces the older");
    }

    [Fact]
    public async Task A_pick_follows_its_story_into_the_one_it_is_merged_into()
    {
        var big = await StoryAsync("Big news", 3);
        var small = await StoryAsync("Small news", 1);
        await StoryAsync("Other news", 4);
        (await RunAsync("picks", "pin", Text(small), "--note", "Read on.")).ShouldBe(0);
        (await RunAsync("picks", "merge", Text(small), "--into", Text(big))).ShouldBe(0);
        var edition = await CutAsync(1);
        (edition.Stories[0].StoryId, edition.Stories[0].ArticleCount, edition.Stories[0].PickNote).ShouldBe((big, 4, "Read on."));
        (await RunAsync("picks", "undo", Text((await ListAsync()).Single(p => p.Kind == PickKind.Merge).Id))).ShouldBe(0);
        (await CutAsync(2)).Stories.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Splits_articles_out_of_a_story()
    {
        var story = await StoryAsync("Two things at once", 4);
        var articles = await _test.Database.ReadAsync(s => StoryLookup.ArticlesAsync(s, story));
        (await RunAsync("picks", "split", Text(story), "--articles", $"{articles[0].Id},{articles[2].Id}")).ShouldBe(0);
        (await CutAsync(1)).Stories.Select(s => s.SourceCount).ShouldBe([2, 2]);
        (await RunAsync("picks", "show", Text(story), "--json")).ShouldBe(0);
        (await RunAsync("picks", "list", "--all", "--json")).ShouldBe(0);
    }

    [Theory]
    [InlineData("picks", "pin", "no such words")]
    [InlineData("picks", "pin", "999")]
    [InlineData("picks", "pin", "news")]
    [InlineData("picks", "pin", "1", "--place", "0")]
    [InlineData("picks", "pin", "1", "--for", "soon")]
    [InlineData("picks", "pin", "1", "--until", "2020-01-01T00:00:00Z")]
    [InlineData("picks", "unpin", "1")]
    [InlineData("picks", "merge", "1", "--into", "1")]
    [InlineData("picks", "split", "1", "--articles", "999")]
    [InlineData("picks", "headline", "1", " ")]
    [InlineData("picks", "undo", "999")]
    public async Task Ends_with_one_where_it_cannot_do_what_is_asked(params string[] args)
    {
        await StoryAsync("Big news", 4);
        await StoryAsync("Small news", 4);
        (await RunAsync(args)).ShouldBe(1);
        (await ListAsync()).ShouldBeEmpty();
    }

    private Task<long> StoryAsync(string title, int titles) =>
        Newsroom.StoryAsync(_test.Database, title, "15000000", Now.AddHours(-2), _sources.Take(titles), refresh: true);

    private async Task<Edition> CutAsync(int minutes)
    {
        var clock = new FakeTimeProvider(Now.AddMinutes(minutes));
        return await new EditionStep(_test.Database, new EditionOptions(), clock, NullLogger<EditionStep>.Instance).CutAsync(clock.GetUtcNow());
    }

    private Task<IReadOnlyList<Pick>> ListAsync() => _test.Database.ReadAsync(s => PickStore.ListAsync(s, Now.AddMinutes(1), 100));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(
        [.. args, .. args[1] is "show" ? [] : new[] { "--as-of", "2026-11-24T06:00:00Z" }, .. _test.Settings.Where(s => s.Value is not null).SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" })],
        Program.Build, (_, _) => Task.CompletedTask);
}
