using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Gather.Parse;

/// <summary>A date put together word by word; a word it has no place for means that the whole is no date.</summary>
internal sealed partial class DateParts(string? language)
{
    private readonly List<(int Value, int Digits)> numbers = [];
    private int month;
    private (int Hour, int Minute, int Second)? time;
    private bool? afternoon;
    private TimeSpan offset;
    private string? zone;
    private char separator;

    public bool Take(string token)
    {
        var word = token.Trim(',', ';', '(', ')', '|');
        if (word.Length == 0 || word is "-" or "–" or "at" or "um" or "à" or "alle" or "@" or "de" or "of" or "Uhr" or "kl" or "kl." or "o'clock" or "στις" or "г.")
        {
            return true;
        }

        return Clock(word) || Meridiem(word) || Numbers(word) || Name(word) || Zone(word);
    }

    public DateTimeOffset? Make()
    {
        if (zone is not null && time is null)
        {
            return null;
        }

        if (Day() is not var (year, m, day) || FeedDate.Make(year, m, day, 0, 0, 0, TimeSpan.Zero) is not { } midnight)
        {
            return null;
        }

        var (hour, minute, second) = time ?? (0, 0, 0);
        if (afternoon is { } pm)
        {
            hour = pm ? (hour < 12 ? hour + 12 : hour) : hour == 12 ? 0 : hour;
        }

        if (zone is not null)
        {
            if (DateWords.Zone(zone, midnight.UtcDateTime.AddHours(Math.Min(hour, 23))) is not { } known)
            {
                // Letters nobody knows, after a time, as in "12:00 XYZ": the hour may be off by some, the day is right.
                known = TimeSpan.Zero;
            }

            offset += known;
        }

        return FeedDate.Make(year, m, day, hour, minute, second, offset);
    }

    // 6:30, 06:30:05, 6.30pm; four parts are no time.
    private bool Clock(string word)
    {
        if (ClockPattern().Match(word) is not { Success: true } m || time is not null)
        {
            return false;
        }

        time = (Int(m, 1), Int(m, 2), Int(m, 3));
        if (m.Groups[4].Success)
        {
            afternoon = m.Groups[4].ValueSpan[0] is 'p' or 'P';
        }

        return m.Groups[5] is not { Success: true } zoned || Zone(zoned.Value);
    }

    private bool Meridiem(string word)
    {
        if (word.ToLowerInvariant() is not ("am" or "pm" or "a.m." or "p.m." or "a.m" or "p.m" or "πμ" or "μμ") || time is null)
        {
            return false;
        }

        afternoon = word[0] is 'p' or 'P' or 'μ';
        return true;
    }

    // 24, 24th, 24., 2026, 24/11/2026, 24.11.2026, 24-Nov-2026
    private bool Numbers(string word)
    {
        if (JoinedPattern().Match(word) is { Success: true } joined && numbers.Count == 0 && month == 0)
        {
            separator = joined.Groups[2].ValueSpan[0];
            return Number(joined.Groups[1].Value) && (char.IsDigit(joined.Groups[3].ValueSpan[0]) ? Number(joined.Groups[3].Value) : Name(joined.Groups[3].Value)) && Number(joined.Groups[4].Value);
        }

        return NumberPattern().Match(word) is { Success: true } m && Number(m.Groups[1].Value);
    }

    private bool Number(string digits)
    {
        if (digits.Length > 4 || numbers.Count >= 3)
        {
            return false;
        }

        numbers.Add((int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), digits.Length));
        return true;
    }

    private bool Name(string word)
    {
        var value = DateWords.Month(word);
        // "mar., 01 déc.": the first of two that may both be months was a weekday.
        if (value > 0 && (month == 0 || DateWords.IsWeekday(MonthWord)))
        {
            (month, MonthWord) = (value, word);
            return true;
        }

        return DateWords.IsWeekday(word);
    }

    private string MonthWord { get; set; } = "";

    private bool Zone(string word)
    {
        if (OffsetPattern().Match(word) is { Success: true } m)
        {
            var minutes = Int(m, 3) * 60 + Int(m, 4);
            offset += TimeSpan.FromMinutes(m.Groups[2].ValueSpan[0] == '+' ? minutes : -minutes);
            return time is not null && Int(m, 4) < 60;
        }

        if (zone is not null || time is null || !word.All(c => char.IsAsciiLetter(c) || c is '/' or '_') || word.Length > 40)
        {
            return false;
        }

        zone = word;
        return word.Length <= 5 || word.Contains('/', StringComparison.Ordinal);
    }

    private (int Year, int Month, int Day)? Day()
    {
        if (month > 0)
        {
            return numbers.Count switch
            {
                1 when numbers[0].Digits == 4 => (numbers[0].Value, month, 1),
                2 => DayAndYear(numbers[0], numbers[1]),
                _ => null,
            };
        }

        return numbers.Count == 3 ? InOrder(numbers[0], numbers[1], numbers[2]) : null;
    }

    private (int, int, int)? DayAndYear((int Value, int Digits) a, (int Value, int Digits) b) =>
        a.Digits == 4 ? (a.Value, month, b.Value) : b.Digits is 2 or 4 ? (LooseDate.Year(b.Value, b.Digits), month, a.Value) : null;

    private (int, int, int)? InOrder((int Value, int Digits) a, (int Value, int Digits) b, (int Value, int Digits) c)
    {
        if (a.Digits == 4)
        {
            return (a.Value, b.Value, c.Value);
        }

        var year = LooseDate.Year(c.Value, c.Digits);
        var monthFirst = b.Value > 12 || (a.Value <= 12 && separator is '/' && language is null or "en" or "en-us");
        return monthFirst ? (year, a.Value, b.Value) : (year, b.Value, a.Value);
    }

    private static int Int(Match m, int group) => m.Groups[group] is { Success: true } g ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?(Z|[+-]\d{2}:?\d{2})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ClockPattern();

    [GeneratedRegex(@"^(\d{1,4})([./-])(\d{1,2}|\p{L}{3,})\.?[./-](\d{2,4})\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex JoinedPattern();

    [GeneratedRegex(@"^(\d{1,4})(?:st|nd|rd|th|er|º|°|\.)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^(GMT|UTC|UT)?([+-])(\d{1,2}):?(\d{2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex OffsetPattern();
}
