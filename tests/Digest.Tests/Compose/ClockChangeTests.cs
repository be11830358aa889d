using System.Globalization;

using Digest.Compose;
using Digest.Editions;
using Digest.Model;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

/// <summary>The crash matrix's row 15: one issue on each local day, whatever the clocks there do.</summary>
public sealed class ClockChangeTests : IAsyncLifetime
{
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "Africa/Casablanca", "Atlantic/Azores"];

    private static readonly int[] Hours = [0, 2];

    private readonly FakeTimeProvider _clock = new();
    private readonly MailFixture _mail = new();
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.CreateAsync(_clock);

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    // Cairo's are at midnight: an hour is missing at the beginning of a day, or comes twice at its end.
    [InlineData("2026-09-04")] // Santiago begins, at midnight too
    [InlineData("2026-10-02")] // Lord Howe begins, by half an hour
    [InlineData("2026-10-23")] // Berlin, Azores and Cairo end
    [InlineData("2026-10-30")] // New York ends
    [InlineData("2027-02-05")] // Casablanca goes back for Ramadan
    [InlineData("2027-03-12")] // New York begins, Casablanca returns
    [InlineData("2027-03-26")] // Berlin and Azores begin
    [InlineData("2027-04-02")] // Lord Howe and Santiago end
    [InlineData("2027-04-28")] // Cairo begins
    public async Task Each_local_day_has_one_issue_at_its_hour(string from)
    {
        var begin = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var end = begin.AddDays(5);
        var readers = new List<(long Id, string Zone, int Hour, Frequency Frequency)>();
        foreach (var (zone, hour, frequency) in Zones.SelectMany(z => Hours.Select(h => (z, h, Frequency.Daily)).Append((z, 2, Frequency.Weekly))))
        {
            var due = Slot.NextAfter(begin, hour, zone, frequency, DayOfWeek.Sunday);
            readers.Add((await ReaderAsync(zone, hour, frequency, due), zone, hour, frequency));
        }

        await WhileAsync(begin, end);

        foreach (var (id, zone, hour, frequency) in readers)
        {
            var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
            var issues = await IssuesAsync(id);
            var days = Enumerable.Range(-1, 8).Select(i => DateOnly.FromDateTime(begin.UtcDateTime).AddDays(i)).Where(d => frequency == Frequency.Daily || d.DayOfWeek == DayOfWeek.Sunday)
                .Where(d => Starts(d, hour, tz) is var at && at > begin && at < end).ToList();
            issues.Select(i => i.Slot).ShouldBe(days.Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), $"{zone} {hour} {frequency}");
            // On the hour, or where the day has none, when the clocks have gone on; composed within the minute.
            issues.Zip(days).Select(x => x.First.ComposedAt - Starts(x.Second, hour, tz)).ShouldAllBe(late => late == TimeSpan.FromMinutes(1), $"{zone} {hour} {frequency}: {string.Join(", ", issues.Zip(days).Select(x => $"{x.First.ComposedAt:u} for {Starts(x.Second, hour, tz):u}"))}");
        }
    }

    // What was written down before is a moment; the machine's zone data are of another opinion now, an hour or two either way.
    [Theory]
    [InlineData("Europe/Berlin", "Europe/Athens")]
    [InlineData("Europe/Berlin", "Europe/Istanbul")]
    [InlineData("Europe/Berlin", "Europe/London")]
    [InlineData("Europe/Berlin", "Atlantic/Azores")]
    public async Task No_day_has_two_issues_or_none_when_the_zones_data_change_between_two_runs(string before, string after)
    {
        var begin = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        var readers = new List<long>();
        foreach (var hour in Enumerable.Range(3, 18))
        {
            readers.Add(await ReaderAsync(before, hour, Frequency.Daily, Slot.NextAfter(begin, hour, before, Frequency.Daily, DayOfWeek.Sunday)));
        }

        await WhileAsync(begin, begin.AddDays(2));
        await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE subscribers SET zone = @after", new { after }));
        await WhileAsync(begin.AddDays(2), begin.AddDays(5));

        foreach (var reader in readers)
        {
            var days = (await IssuesAsync(reader)).Select(i => DateOnly.ParseExact(i.Slot, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
            // Five times a day and night: an hour near their ends may be in them once more, or once less.
            days.Count.ShouldBeInRange(4, 6);
            days.ShouldBe(Enumerable.Range(0, days.Count).Select(i => days[0].AddDays(i)));
        }
    }

    // Runs both steps whenever somebody is due, and once more, as a second node would.
    private async Task WhileAsync(DateTimeOffset begin, DateTimeOffset end)
    {
        var editions = new EditionStep(_test.Database, new EditionOptions { FreshFor = TimeSpan.FromMinutes(1) }, _clock, NullLogger<EditionStep>.Instance);
        var compose = new ComposeStep(_test.Database, new ComposeOptions(), _mail.Links, _clock, NullLogger<ComposeStep>.Instance);
        var now = begin;
        for (var i = 0; i < 1_000 && await NextAsync() is { } next && next < end; i++)
        {
            now = next.AddMinutes(1) > now ? next.AddMinutes(1) : now.AddMinutes(1);
            if (now > _clock.GetUtcNow())
            {
                _clock.SetUtcNow(now);
            }

            await editions.RunAsync();
            await compose.RunAsync();
            await compose.RunAsync();
        }
    }

    private Task<DateTimeOffset?> NextAsync() => _test.Database.ReadAsync(s => s.FirstAsync<DateTimeOffset?>("SELECT MIN(next_due_at) FROM subscribers"));

    private async Task<long> ReaderAsync(string zone, int hour, Frequency frequency, DateTimeOffset due)
    {
        var id = await Newsroom.ReaderAsync(_test.Database, $"{Guid.NewGuid():N}@a.example", due, e => (e.Zone, e.Hour, e.Frequency) = (zone, hour, frequency));
        await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE subscribers SET week_day = 'Sunday' WHERE id = @id", new { id }));
        return id;
    }

    private Task<IReadOnlyList<Row>> IssuesAsync(long reader) => _test.Database.ReadAsync(s => s.QueryAsync<Row>(
        "SELECT slot, composed_at FROM issues WHERE subscriber_id = @reader ORDER BY composed_at", new { reader }));

    // Counted minute by minute from the day before, not as Slot does it: the first moment at which the wall shows that day and that hour or a later one.
    private static DateTimeOffset Starts(DateOnly day, int hour, TimeZoneInfo tz)
    {
        var wanted = day.ToDateTime(new TimeOnly(hour, 0));
        var at = new DateTimeOffset(wanted, TimeSpan.Zero).AddHours(-15);
        while (TimeZoneInfo.ConvertTime(at, tz).DateTime < wanted)
        {
            at = at.AddMinutes(15);
        }

        return at;
    }

    private sealed class Row
    {
        public string Slot { get; set; } = "";

        public DateTimeOffset ComposedAt { get; set; }
    }
}
