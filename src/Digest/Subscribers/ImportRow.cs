using System.Globalization;
using System.Text.RegularExpressions;

using Digest.Model;

namespace Digest.Subscribers;

/// <summary>One row of a list of readers, by column name.</summary>
internal sealed class ImportRow(int line, IReadOnlyList<string> cells, Dictionary<string, int>? columns)
{
    public int Line => line;

    /// <summary>A cell's text without the space around it, or null where it is missing or empty.</summary>
    public string? Cell(string column)
    {
        var index = columns is null ? (column == "address" ? 0 : -1) : columns.GetValueOrDefault(column, -1);
        return index >= 0 && index < cells.Count && cells[index].Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The row's choices, or null and what is wrong with them.</summary>
    public Choices? ChoicesOr(Choices defaults, out string? problem)
    {
        try
        {
            problem = null;
            return new Choices
            {
                Topics = Cell("topics") is { } topics ? ChoicesText.Topics(topics) : defaults.Topics,
                Hour = Cell("hour") is { } hour ? ChoicesText.Hour(hour) : defaults.Hour,
                Zone = Cell("zone") is { } zone ? ChoicesText.Zone(zone) : defaults.Zone,
                Frequency = Cell("frequency") is { } frequency ? ChoicesText.Frequency(frequency) : defaults.Frequency,
                WeekDay = Cell("week_day") is { } day ? ChoicesText.WeekDay(day) : defaults.WeekDay,
                Locale = Cell("locale") ?? defaults.Locale,
                Languages = Cell("languages") is { } languages ? ChoicesText.List(languages) : defaults.Languages,
                MaxStories = Cell("max_stories") is { } most ? ChoicesText.MaxStories(most) : defaults.MaxStories,
                FollowedTitles = Cell("followed_titles") is { } followed ? ChoicesText.Names(followed) : defaults.FollowedTitles,
                MutedTitles = Cell("muted_titles") is { } muted ? ChoicesText.Names(muted) : defaults.MutedTitles,
                FollowedWords = Cell("followed_words") is { } words ? ChoicesText.Names(words) : defaults.FollowedWords,
                MutedWords = Cell("muted_words") is { } mutedWords ? ChoicesText.Names(mutedWords) : defaults.MutedWords,
                Minutes = Cell("minutes") is { } minutes ? ChoicesText.Minutes(minutes) : defaults.Minutes,
                Feedback = Cell("feedback") is { } feedback ? ChoicesText.YesOrNo(feedback) : defaults.Feedback,
                PrefersFree = Cell("prefers_free") is { } free ? ChoicesText.YesOrNo(free) : defaults.PrefersFree,
            };
        }
        catch (FormatException error)
        {
            problem = error.Message;
            return null;
        }
    }
}

/// <summary>Choices as an operator writes them, in a list or on the command line.</summary>
public static partial class ChoicesText
{
    private static readonly char[] Separators = [' ', ',', ';', '|'];

    public static IReadOnlyList<string> List(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Names and phrases, which may hold spaces and commas: parted by |. One that stands within a name is written \|.</summary>
    public static IReadOnlyList<string> Names(string text) =>
        [.. Bar().Split(text).Select(n => n.Replace("\\|", "|", StringComparison.Ordinal).Trim()).Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>As <see cref="Names(string)"/> reads them.</summary>
    public static string Joined(IEnumerable<string> names) => string.Join(" | ", names.Select(n => n.Replace("|", "\\|", StringComparison.Ordinal)));

    /// <exception cref="FormatException">Not a sensible number.</exception>
    public static int Minutes(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= 60
        ? minutes : throw new FormatException($"{text} is no number of minutes; write 1 to 60, or 0 for no limit.");

    /// <exception cref="FormatException">Neither yes nor no.</exception>
    public static bool YesOrNo(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "true" or "1" => true,
        "no" or "false" or "0" => false,
        _ => throw new FormatException($"{text} is neither yes nor no."),
    };

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    /// <summary>Keys or IPTC codes to codes.</summary>
    /// <exception cref="FormatException">Not a topic; the message names those there are.</exception>
    public static IReadOnlyList<string> Topics(string text) => [.. List(text).Select(t =>
        Topic.All.FirstOrDefault(x => x.Key.Equals(t, StringComparison.OrdinalIgnoreCase) || x.Code == t)?.Code
        ?? throw new FormatException($"{t} is no topic; there are {string.Join(", ", Topic.All.Select(x => x.Key))}.")).Distinct()];

    /// <exception cref="FormatException">Not an hour of the day.</exception>
    public static int Hour(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 23
        ? hour : throw new FormatException($"{text} is no hour; write 0 to 23.");

    /// <exception cref="FormatException">Not a time zone.</exception>
    public static string Zone(string text) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId
        ? text : throw new FormatException($"{text} is no time zone; write it as Europe/Berlin.");

    /// <exception cref="FormatException">Not a frequency.</exception>
    public static Frequency Frequency(string text) => Enum.TryParse<Frequency>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
        ? value : throw new FormatException($"{text} is no frequency; write daily, weekdays or weekly.");

    /// <exception cref="FormatException">Not a day of the week.</exception>
    public static DayOfWeek WeekDay(string text) => Enum.TryParse<DayOfWeek>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
        ? value : throw new FormatException($"{text} is no day of the week; write monday to sunday.");

    /// <exception cref="FormatException">Not a sensible number.</exception>
    public static int MaxStories(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= 50
        ? most : throw new FormatException($"{text} is no number of stories; write 1 to 50.");
}

/// <summary>What is wrong with an address, for operators.</summary>
public static class AddressWords
{
    public static string Of(AddressFault fault) => fault switch
    {
        AddressFault.Empty => "there is no address.",
        AddressFault.NoAt => "the address has no @.",
        AddressFault.SeveralAddresses => "that is more than one address.",
        AddressFault.Domain => "the part after the @ is no domain name.",
        AddressFault.TooLong => "the address is too long.",
        AddressFault.LocalPart => "the part before the @ is nothing a mailbox is called.",
        _ => "the address holds control or invisible characters.",
    };
}
