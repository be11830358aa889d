using Digest.Compose;
using Digest.Editions;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

public sealed class ComposeStepTests : IAsyncLifetime
{
    // 07:00 in Berlin.
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Due.AddMinutes(1));
    private readonly MailFixture _mail = new();
    private TestDatabase _test = null!;
    private ComposeStep _step = null!;
    private EditionStep _editions = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync(_clock);
        _step = Step();
        _editions = new EditionStep(_test.Database, new EditionOptions(), _clock, NullLogger<EditionStep>.Instance);
        var sources = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Newsroom.SourceAsync(_test.Database, $"Title {i}")));
        for (var i = 0; i < 12; i++)
        {
            await Newsroom.StoryAsync(_test.Database, $"Story {i}", "15000000", Due.AddHours(-3), [sources[i % 6], sources[(i + 1) % 6]]);
        }
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Everyone_who_is_due_gets_one_issue_a_ledger_row_and_their_next_hour()
    {
        var due = await Newsroom.ReaderAsync(_test.Database, "due@a.example", Due);
        var later = await Newsroom.ReaderAsync(_test.Database, "later@a.example", Due.AddHours(1));
        await _editions.RunAsync();
        (await _step.RunAsync()).ShouldBe(new ComposeReport(1, 1, 0, 0, 0));
        (await _step.RunAsync()).Composed.ShouldBe(0);
        var issue = (await IssuesAsync(due)).Single();
        (issue.Slot, issue.SkippedBecause, issue.Stories.Count).ShouldBe(("2026-11-24", null, 6));
        (await IssuesAsync(later)).ShouldBeEmpty();
        var row = (await DeliveriesAsync()).Single();
        (row.Kind, row.IssueId, row.SubscriberId, row.Address, row.State).ShouldBe((MailKind.Digest, issue.Id, due, "due@a.example", DeliveryState.Pending));
        row.MessageId.ShouldEndWith("@digest.example");
        (await NextDueAsync(due)).ShouldBe(Due.AddDays(1));
    }

    [Fact]
    public async Task Who_gets_one_mail_a_week_is_told_the_week_and_others_the_day()
    {
        var sources = await _test.Database.ReadAsync(SourceStore.AllAsync);
        var old = await Newsroom.StoryAsync(_test.Database, "Told on Friday", "15000000", Due.AddDays(-4), sources.Select(s => s.Id));
        var daily = await Newsroom.ReaderAsync(_test.Database, "daily@a.example", Due);
        var weekly = await Newsroom.ReaderAsync(_test.Database, "weekly@a.example", Due, e => e.Frequency = Frequency.Weekly);
        await _editions.RunAsync();
        (await _step.RunAsync()).Composed.ShouldBe(2);
        (await IssuesAsync(daily)).Single().Stories.ShouldNotContain(s => s.StoryId == old);
        (await IssuesAsync(weekly)).Single().Stories.ShouldContain(s => s.StoryId == old);
    }

    [Fact]
    public async Task Waits_for_an_edition_that_is_still_news()
    {
        var reader = await Newsroom.ReaderAsync(_test.Database, "a@a.example", Due);
        (await _step.RunAsync()).ShouldBe(new ComposeReport(null, 0, 0, 0, 1));
        await _editions.CutAsync(Due.AddHours(-5));
        (await _step.RunAsync()).Waiting.ShouldBe(1);
        (await NextDueAsync(reader)).ShouldBe(Due);
    }

    [Fact]
    public async Task A_second_issue_holds_nothing_of_the_first_and_too_little_is_said_on_the_row()
    {
        var reader = await Newsroom.ReaderAsync(_test.Database, "a@a.example", Due);
        await _editions.RunAsync();
        await _step.RunAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        await _editions.RunAsync();
        (await Step(least: 7).RunAsync()).Skipped.ShouldBe(1);
        var issue = (await IssuesAsync(reader))[0];
        issue.SkippedBecause.ShouldNotBeNull().ShouldStartWith("too few new stories: 6 of 7 needed");
        (await DeliveriesAsync()).Count.ShouldBe(1);
        (await NextDueAsync(reader)).ShouldBe(Due.AddDays(2));
    }

    [Fact]
    public async Task A_story_merged_into_another_is_not_new_again()
    {
        var reader = await Newsroom.ReaderAsync(_test.Database, "a@a.example", Due);
        await _editions.RunAsync();
        await _step.RunAsync();
        var sent = (await IssuesAsync(reader)).Single().Stories.Select(s => s.StoryId).ToList();
        // All that was sent now lives on under one new story.
        await _test.Database.WriteAsync(s => s.ExecuteAsync(
            $"UPDATE stories SET merged_into = 12 WHERE id IN ({Session.List(sent)}) AND id < 12"));
        var merged = await _test.Database.ReadAsync(s => IssueStore.MergedAsync(s, Due.AddDays(-7)));
        var memory = await _test.Database.ReadAsync(s => IssueStore.SentAsync(s, [reader], "2026-11-01", merged));
        memory[reader].Keys.ShouldBe([12]);
    }

    [Fact]
    public async Task A_missed_hour_is_caught_up_once_within_six_hours()
    {
        var reader = await Newsroom.ReaderAsync(_test.Database, "a@a.example", Due);
        _clock.Advance(TimeSpan.FromHours(5));
        await _editions.RunAsync();
        (await _step.RunAsync()).Composed.ShouldBe(1);
        (await IssuesAsync(reader)).Single().Slot.ShouldBe("2026-11-24");
        (await NextDueAsync(reader)).ShouldBe(Due.AddDays(1));
    }

    [Fact]
    public async Task An_hour_missed_by_more_is_skipped_with_the_reason_and_its_stories_come_next_time()
    {
        var reader = await Newsroom.ReaderAsync(_test.Database, "a@a.example", Due);
        _clock.Advance(TimeSpan.FromHours(7));
        await _editions.RunAsync();
        (await _step.RunAsync()).Skipped.ShouldBe(1);
        (await IssuesAsync(reader)).Single().SkippedBecause.ShouldNotBeNull().ShouldStartWith("missed: it was due at 2026-11-24 06:00 UTC");
        (await NextDueAsync(reader)).ShouldBe(Due.AddDays(1));
        _clock.SetUtcNow(Due.AddDays(1));
        await _editions.RunAsync();
        (await _step.RunAsync()).Composed.ShouldBe(1);
        (await IssuesAsync(reader))[0].Stories.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_suppressed_address_is_never_composed_for()
    {
        var reader = await Newsroom.ReaderAsync(_test.Database, "Gone@a.example", Due);
        var expired = await Newsroom.ReaderAsync(_test.Database, "back@a.example", Due);
        await _test.Database.WriteAsync(async s =>
        {
            await SuppressionStore.AddAsync(s, new Suppression("gone@a.example", "hard bounce", "test", Due.AddDays(-3), null));
            await SuppressionStore.AddAsync(s, new Suppression("back@a.example", "soft bounce", "test", Due.AddDays(-3), Due.AddDays(-1)));
        });
        await _editions.RunAsync();
        (await _step.RunAsync()).ShouldBe(new ComposeReport(1, 1, 0, 1, 0));
        (await IssuesAsync(reader)).ShouldBeEmpty();
        (await IssuesAsync(expired)).Count.ShouldBe(1);
        (await NextDueAsync(reader)).ShouldBe(Due.AddDays(1));
    }

    [Fact]
    public async Task A_pause_that_ran_out_resumes_at_the_readers_next_hour()
    {
        var reader = await Newsroom.ReaderAsync(_test.Database, "a@a.example", Due, e => (e.State, e.PausedUntil) = (SubscriberState.Paused, Due.AddHours(-1)));
        var still = await Newsroom.ReaderAsync(_test.Database, "b@a.example", Due, e => (e.State, e.PausedUntil) = (SubscriberState.Paused, Due.AddDays(3)));
        await _editions.CutAsync(Due);
        (await _step.RunAsync()).Composed.ShouldBe(1);
        (await IssuesAsync(reader)).Count.ShouldBe(1);
        (await IssuesAsync(still)).ShouldBeEmpty();
        (await NextDueAsync(still)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_nodes_at_once_compose_one_issue_each_reader()
    {
        for (var i = 0; i < 60; i++)
        {
            await Newsroom.ReaderAsync(_test.Database, $"r{i}@a.example", Due);
        }

        await _editions.RunAsync();
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Step(batch: 7).RunAsync())));
        reports.Sum(r => r.Composed).ShouldBe(60);
        var rows = await DeliveriesAsync();
        rows.Select(r => r.SubscriberId).Distinct().Count().ShouldBe(60);
        rows.Count.ShouldBe(60);
    }

    [Fact]
    public async Task A_zone_nobody_knows_stops_neither_the_reader_nor_the_others()
    {
        await Newsroom.ReaderAsync(_test.Database, "a@a.example", Due, e => e.Zone = "Mars/Olympus");
        await Newsroom.ReaderAsync(_test.Database, "b@a.example", Due);
        await _editions.RunAsync();
        (await _step.RunAsync()).Composed.ShouldBe(2);
    }

    private ComposeStep Step(int batch = 500, int least = 3) =>
        new(_test.Database, new ComposeOptions { BatchSize = batch, MinStories = least }, _mail.Links, _clock, NullLogger<ComposeStep>.Instance);

    private Task<IReadOnlyList<Issue>> IssuesAsync(long reader) => _test.Database.ReadAsync(s => IssueStore.LatestAsync(s, reader));

    private Task<IReadOnlyList<Delivery>> DeliveriesAsync() => _test.Database.ReadAsync(s => s.QueryAsync<Delivery>("SELECT * FROM deliveries ORDER BY id"));

    private async Task<DateTimeOffset?> NextDueAsync(long reader) =>
        (await _test.Database.ReadAsync(s => RecipientStore.SubscriberAsync(s, reader)))!.NextDueAt;
}
