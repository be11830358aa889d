namespace Digest.Model;

/// <summary>When a subscriber's issue is due: their wall clock, through daylight-saving gaps and overlaps.</summary>
public static class Slot
{
    /// <summary>
    /// The first due moment strictly after <paramref name="after"/>, UTC. In a spring gap (02:30 does not exist) the first moment
    /// after the gap; in an autumn overlap the first of the two, once.
    /// </summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is not an IANA name this machine knows.</exception>
    public static DateTimeOffset NextAfter(DateTimeOffset after, int hour, string zone, Frequency frequency, DayOfWeek weekDay)
    {
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, tz).DateTime).AddDays(-1);
        // Nine days hold a week of any frequency and the day before: the loop is bounded by the calendar.
        for (var i = 0; i < 10; i++, day = day.AddDays(1))
        {
            if (!Falls(day, frequency, weekDay))
            {
                continue;
            }

            var due = At(day, hour, tz);
            if (due > after)
            {
                return due;
            }
        }

        throw new InvalidOperationException($"No due moment within ten days for {frequency} at {hour}:00 in {zone}.");
    }

    /// <summary>The local day (yyyy-MM-dd) a due moment belongs to.</summary>
    public static string Name(DateTimeOffset due, string zone) =>
        TimeZoneInfo.ConvertTime(due, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static bool Falls(DateOnly day, Frequency frequency, DayOfWeek weekDay) => frequency switch
    {
        Frequency.Weekdays => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        Frequency.Weekly => day.DayOfWeek == weekDay,
        _ => true,
    };

    // The first moment whose wall clock shows the hour or more. Asked from UTC's side only: IsInvalidTime sees no gap in a zone whose summer time is
    // its standard, as Casablanca's is in the tz database (negative DST).
    private static DateTimeOffset At(DateOnly day, int hour, TimeZoneInfo tz)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        var utc = new DateTimeOffset(local, TimeSpan.Zero);
        var (before, after) = (tz.GetUtcOffset(utc.AddDays(-1)), tz.GetUtcOffset(utc.AddDays(1)));
        var at = utc - (before > after ? before : after);
        // By minutes, since there are gaps of 30 (Lord Howe); within a day of a change only.
        for (var i = 0; i < 24 * 60 && TimeZoneInfo.ConvertTime(at, tz).DateTime < local; i++)
        {
            at = at.AddMinutes(1);
        }

        return at;
    }
}
