using System.Globalization;

using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class SlotTests
{
    [Theory]
    // Ordinary days
    [InlineData("2026-11-24T05:00Z", 7, "Europe/Berlin", Frequency.Daily, "2026-11-24T06:00Z")]
    [InlineData("2026-11-24T06:00Z", 7, "Europe/Berlin", Frequency.Daily, "2026-11-25T06:00Z")]
    // Spring in Berlin: 02:00 does not exist on 29 March 2026; the gap ends at 03:00 local, 01:00 UTC
    [InlineData("2026-03-28T12:00Z", 2, "Europe/Berlin", Frequency.Daily, "2026-03-29T01:00Z")]
    [InlineData("2026-03-29T01:00Z", 2, "Europe/Berlin", Frequency.Daily, "2026-03-30T00:00Z")]
    // Autumn: 02:00 comes twice on 25 October 2026; the first counts, once
    [InlineData("2026-10-24T12:00Z", 2, "Europe/Berlin", Frequency.Daily, "2026-10-25T00:00Z")]
    [InlineData("2026-10-25T00:00Z", 2, "Europe/Berlin", Frequency.Daily, "2026-10-26T01:00Z")]
    // A gap of half an hour, and zones on both sides of the date line
    [InlineData("2026-10-03T12:00Z", 2, "Australia/Lord_Howe", Frequency.Daily, "2026-10-03T15:30Z")]
    [InlineData("2026-11-24T00:00Z", 6, "Pacific/Kiritimati", Frequency.Daily, "2026-11-24T16:00Z")]
    [InlineData("2026-11-24T00:00Z", 6, "Pacific/Pago_Pago", Frequency.Daily, "2026-11-24T17:00Z")]
    // Friday evening to Monday; and weekly to the day asked for
    [InlineData("2026-11-27T20:00Z", 7, "UTC", Frequency.Weekdays, "2026-11-30T07:00Z")]
    [InlineData("2026-11-24T08:00Z", 7, "UTC", Frequency.Weekly, "2026-11-30T07:00Z")]
    public void Falls_on_the_subscribers_wall_clock(string after, int hour, string zone, Frequency frequency, string due) =>
        Slot.NextAfter(At(after), hour, zone, frequency, DayOfWeek.Monday).ShouldBe(At(due));

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/London")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Casablanca")]
    public void Comes_once_on_every_local_day_of_a_year_at_every_hour(string zone)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            var due = At("2026-01-01T00:00Z");
            var days = new List<string>();
            for (var i = 0; i < 366; i++)
            {
                due = Slot.NextAfter(due, hour, zone, Frequency.Daily, DayOfWeek.Monday);
                days.Add(Slot.Name(due, zone));
            }

            days.Distinct().Count().ShouldBe(366, $"{zone} at {hour}");
            (DateOnly.Parse(days[^1], CultureInfo.InvariantCulture).DayNumber - DateOnly.Parse(days[0], CultureInfo.InvariantCulture).DayNumber).ShouldBe(365);
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
