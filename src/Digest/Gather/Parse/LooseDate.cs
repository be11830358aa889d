using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Gather.Parse;

/// <summary>
/// Every other way dates are written: the parts of ISO 8601, C's ctime, month names in many languages, numbers in any order that
/// can be told apart, am and pm, zones by letters. What it cannot account for whole is no date: a wrong date is worse than none.
/// </summary>
internal static partial class LooseDate
{
    public static DateTimeOffset? Parse(string text, string? language) => Iso(text) ?? Words(text, language);

    private static DateTimeOffset? Iso(string text)
    {
        if (Compact().Match(text) is { Success: true } m)
        {
            return At(m, Int(m, "y"), Int(m, "m", 1), Int(m, "d", 1));
        }

        if (Ordinal().Match(text) is { Success: true } o)
        {
            var year = Year(Int(o, "y"), o.Groups["y"].Length);
            var first = FeedDate.Make(year, 1, 1, 0, 0, 0, TimeSpan.Zero)?.AddDays(Int(o, "n") - 1);
            return first is { } day && day.Year == year ? At(o, year, day.Month, day.Day) : null;
        }

        if (Week().Match(text) is { Success: true } w)
        {
            return Int(w, "w") is >= 1 and <= 53 && Int(w, "d", 1) is >= 1 and <= 7 && Int(w, "y") is >= 1900 and <= 2199
                ? At(w, ISOWeek.ToDateTime(Int(w, "y"), Int(w, "w"), (DayOfWeek)(Int(w, "d", 1) % 7)))
                : null;
        }

        // -0312 and -03-12: ISO 8601:1988's year of the century and month.
        if (Century().Match(text) is { Success: true } c)
        {
            return FeedDate.Make(2000 + Int(c, "y"), Int(c, "m"), 1, 0, 0, 0, TimeSpan.Zero);
        }

        return ShortYear().Match(text) is { Success: true } s ? At(s, Year(Int(s, "y"), 2), Int(s, "m"), Int(s, "d")) : null;
    }

    private static DateTimeOffset? At(Match m, DateTime day) => At(m, day.Year, day.Month, day.Day);

    private static DateTimeOffset? At(Match m, int year, int month, int day)
    {
        var fraction = m.Groups["f"] is { Success: true } f ? FeedDate.Fraction(f.ValueSpan) : 0;
        var zone = m.Groups["z"] is { Success: true, Length: > 0 } z ? Offset(z.Value) : TimeSpan.Zero;
        return zone is { } offset ? FeedDate.Make(year, month, day, Int(m, "h"), Int(m, "i"), Int(m, "s"), offset, fraction) : null;
    }

    private static TimeSpan? Offset(string zone)
    {
        if (NumericZone().Match(zone) is not { Success: true } m)
        {
            return zone is "Z" or "z" ? TimeSpan.Zero : null;
        }

        var minutes = Int(m, "h") * 60 + Int(m, "m");
        return Int(m, "m") < 60 && minutes <= 15 * 60 ? TimeSpan.FromMinutes(m.Groups["sign"].Value is "-" or "\u2212" ? -minutes : minutes) : null;
    }

    private static DateTimeOffset? Words(string text, string? language)
    {
        // Asian dates mark their parts with 年月日 or 년월일 and times of day with words of their own.
        if (Asian().Match(text) is { Success: true } asian)
        {
            var hours = asian.Groups["pm"].Success && Int(asian, "h") < 12 ? Int(asian, "h") + 12 : Int(asian, "h");
            var offset = TimeSpan.FromHours(asian.Groups["mark"].Value is "년" ? 9 : 8);
            return FeedDate.Make(Int(asian, "y"), Int(asian, "m"), Int(asian, "d"), hours, Int(asian, "i"), Int(asian, "s"), asian.Groups["h"].Success ? offset : TimeSpan.Zero);
        }

        var parts = new DateParts(language);
        foreach (Match token in Token().Matches(text))
        {
            if (!parts.Take(token.Value))
            {
                return null;
            }
        }

        return parts.Make();
    }

    private static int Int(Match m, string group, int otherwise = 0) =>
        m.Groups[group] is { Success: true } g ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Two digits mean 1970 to 2069.</summary>
    internal static int Year(int value, int digits) => digits > 2 ? value : value < 70 ? 2000 + value : 1900 + value;

    private const string Time = @"(?:\s*[T\s]\s*(?<h>\d{1,2})(?::?(?<i>\d{2})(?::?(?<s>\d{2})(?:[.,](?<f>\d{1,12}))?)?)?\s*(?<z>Z|z|(?:GMT|UTC)?[+\-\u2212]\d{1,2}(?::?\d{2})?)?(?:Z|\s*\(?(?:GMT|UTC)\)?)?)?";

    // 2003, 2003-12, 20031231, 2003-12-31 10:14:55.5 +0100; three digits in the month are one too many, and seen.
    [GeneratedRegex(@"^(?<y>\d{4})(?:-0?(?<m>\d{1,2})(?:-(?<d>\d{1,2}))?|(?<m>\d{2})(?<d>\d{2})|/(?<m>\d{1,2})/(?<d>\d{1,2}))?" + Time + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(?<y>\d{4}|\d{2})-?(?<n>\d{3})" + Time + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^(?<y>\d{4})-?W(?<w>\d{2})(?:-?(?<d>\d))?" + Time + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Week();

    [GeneratedRegex(@"^-(?<y>\d{2})-?(?<m>\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Century();

    [GeneratedRegex(@"^(?<y>\d{2})-(?<m>\d{2})-(?<d>\d{2})" + Time + "$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortYear();

    [GeneratedRegex(@"^(?:GMT|UTC)?(?<sign>[+\-\u2212])(?<h>\d{1,2}):?(?<m>\d{2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex NumericZone();

    [GeneratedRegex(@"^(?<y>\d{4})\s*(?<mark>[年년])\s*(?<m>\d{1,2})\s*[月월]\s*(?<d>\d{1,2})\s*[日일]?\D{0,12}?(?:(?<pm>下午|午後|오후)|上午|午前|오전)?\s*(?:(?<h>\d{1,2})[:時时시]\s*(?<i>\d{1,2})?(?:[:分분]\s*(?<s>\d{1,2})?)?[秒초]?)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Asian();

    [GeneratedRegex(@"\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
