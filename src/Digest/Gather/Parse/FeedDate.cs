namespace Digest.Gather.Parse;

/// <summary>
/// Dates as feeds write them, to UTC: RFC 3339 and RFC 822 read by hand, everything else by <see cref="LooseDate"/>. A date without
/// a zone is taken as UTC. Years 1900 to 2199; anything else is no date.
/// </summary>
public static class FeedDate
{
    private const int Longest = 80;

    /// <param name="written">The date as it stands in the feed.</param>
    /// <param name="language">The feed's language, for 03/04/2026: American English puts the month first, everyone else the day.</param>
    public static DateTimeOffset? Parse(string? written, string? language = null)
    {
        if (written is null)
        {
            return null;
        }

        var text = written.AsSpan().Trim();
        if (text.Length is < 4 or > Longest)
        {
            return null;
        }

        return Internet(text) ?? Mail(text) ?? LooseDate.Parse(text.ToString(), language);
    }

    // 2026-11-24T06:30:00Z, 2026-11-24T06:30:00.123+01:00
    private static DateTimeOffset? Internet(ReadOnlySpan<char> text)
    {
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't' or ' ') || text[13] != ':' || text[16] != ':'
            || !Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var month) || !Digits(text.Slice(8, 2), out var day)
            || !Digits(text.Slice(11, 2), out var hour) || !Digits(text.Slice(14, 2), out var minute) || !Digits(text.Slice(17, 2), out var second))
        {
            return null;
        }

        var rest = text[19..];
        var ticks = 0L;
        if (rest[0] == '.')
        {
            var count = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (count <= 0)
            {
                return null;
            }

            ticks = Fraction(rest.Slice(1, count));
            rest = rest[(count + 1)..];
        }

        return Zone(rest, out var offset) ? Make(year, month, day, hour, minute, second, offset, ticks) : null;
    }

    /// <summary>Digits after the second's point, in ticks.</summary>
    internal static long Fraction(ReadOnlySpan<char> digits)
    {
        var ticks = 0L;
        for (var i = 0; i < 7; i++)
        {
            ticks = ticks * 10 + (i < digits.Length ? digits[i] - '0' : 0);
        }

        return ticks;
    }

    // Tue, 24 Nov 2026 06:30:00 +0100
    private static DateTimeOffset? Mail(ReadOnlySpan<char> text)
    {
        if (text.Length > 5 && text[3] == ',' && text[4] == ' ')
        {
            text = text[5..];
        }

        var dayLength = text.Length > 2 && text[1] == ' ' ? 1 : 2;
        if (text.Length < dayLength + 15 || text[dayLength] != ' ' || text[dayLength + 4] != ' ' || !Digits(text[..dayLength], out var day))
        {
            return null;
        }

        var month = DateWords.EnglishMonth(text.Slice(dayLength + 1, 3));
        text = text[(dayLength + 5)..];
        if (month == 0 || text.Length < 14 || text[4] != ' ' || text[7] != ':' || text[10] != ':' || text[13] != ' '
            || !Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var hour) || !Digits(text.Slice(8, 2), out var minute) || !Digits(text.Slice(11, 2), out var second))
        {
            return null;
        }

        return Zone(text[14..], out var offset) ? Make(year, month, day, hour, minute, second, offset) : null;
    }

    private static bool Zone(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z" or "GMT" or "UTC" or "UT")
        {
            return true;
        }

        var colon = text.Length == 6 && text[3] == ':';
        if (text.Length is not (5 or 6) || text[0] is not ('+' or '-') || (text.Length == 6 && !colon)
            || !Digits(text.Slice(1, 2), out var hours) || !Digits(text[^2..], out var minutes) || hours > 14 || minutes > 59)
        {
            return false;
        }

        offset = TimeSpan.FromMinutes((hours * 60 + minutes) * (text[0] == '-' ? -1 : 1));
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = value * 10 + (c - '0');
        }

        return true;
    }

    /// <summary>The moment, in UTC, or null where there is no such day or time. 24:00 is the next day's 0:00; a leap second is the 59th.</summary>
    internal static DateTimeOffset? Make(int year, int month, int day, int hour, int minute, int second, TimeSpan offset, long ticks = 0)
    {
        if (year is < 1900 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 24 || minute is < 0 or > 59 || second is < 0 or > 60 || (hour == 24 && (minute > 0 || second > 0)) || offset.Duration() > TimeSpan.FromHours(15))
        {
            return null;
        }

        var local = new DateTime(year, month, day, hour % 24, minute, Math.Min(second, 59), DateTimeKind.Utc).AddTicks(ticks).AddDays(hour / 24);
        return new DateTimeOffset(local - offset, TimeSpan.Zero);
    }
}
