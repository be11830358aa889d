using System.Globalization;

using Digest.Model;

namespace Digest.Web;

/// <summary>A field that has to be filled in differently: its id in the page, the words' key in the locale, and what stands in them.</summary>
public sealed record Problem(string Field, string Key, string Typed = "", string Proposed = "");

/// <summary>A language of stories, by its own name.</summary>
public sealed record LanguageChoice(string Code, string Name);

/// <summary>What a reader chooses, as a form: read, checked, and shown again as it was typed.</summary>
public sealed record ChoicesForm
{
    private const int MostLanguages = 20;

    public static readonly IReadOnlyList<int> StoryCounts = [5, 8, 12, 20, 30];

    /// <summary>Minutes of reading; 0 for no limit.</summary>
    public static readonly IReadOnlyList<int> ReadingTimes = [0, 3, 5, 10, 15];

    public IReadOnlyList<string> Topics { get; init; } = [];
    public int Hour { get; init; } = 7;
    public string Zone { get; init; } = "";
    public Frequency Frequency { get; init; }
    public DayOfWeek WeekDay { get; init; } = DayOfWeek.Monday;
    public string Locale { get; init; } = "en";
    public IReadOnlyList<string> Languages { get; init; } = [];
    public int MaxStories { get; init; } = 12;
    public int Minutes { get; init; }
    public Tastes Tastes { get; init; } = Tastes.None;

    public static ChoicesForm Of(Choices choices) => new()
    {
        Topics = choices.Topics,
        Hour = choices.Hour,
        Zone = choices.Zone,
        Frequency = choices.Frequency,
        WeekDay = choices.WeekDay,
        Locale = choices.Locale,
        Languages = choices.Languages,
        MaxStories = choices.MaxStories,
        Minutes = choices.Minutes,
        Tastes = Tastes.Of(choices),
    };

    /// <summary>What was sent; a field that was not sent keeps the value of <paramref name="before"/>.</summary>
    /// <param name="form">The form as it came.</param>
    /// <param name="before">Defaults, or the reader's choices so far.</param>
    /// <param name="problems">What has to be filled in differently; added to.</param>
    public static ChoicesForm Read(IFormCollection form, ChoicesForm before, List<Problem> problems) => new()
    {
        // Unticked boxes send nothing: the hidden field beside them tells an empty choice from a form without one.
        Topics = form.ContainsKey("choices") ? [.. Topic.All.Select(t => t.Code).Where(c => form["topics"].Contains(c))] : before.Topics,
        Languages = form.ContainsKey("choices") ? [.. form["languages"].OfType<string>().Where(IsLanguage).Distinct().Take(MostLanguages)] : before.Languages,
        Hour = ReadNumber(form, "hour", before.Hour, h => h is >= 0 and <= 23, problems),
        Zone = ReadZone(form, before.Zone, problems),
        Frequency = ReadEnum(form, "frequency", before.Frequency, problems),
        WeekDay = ReadEnum(form, "week_day", before.WeekDay, problems),
        Locale = form["locale"].ToString() is { Length: > 0 and <= 10 } locale ? locale : before.Locale,
        MaxStories = ReadNumber(form, "max_stories", before.MaxStories, n => n is >= 1 and <= 50, problems),
        Minutes = ReadNumber(form, "minutes", before.Minutes, n => n is >= 0 and <= 60, problems),
        Tastes = before.Tastes,
    };

    /// <param name="locales">The languages there are words for; another becomes the first.</param>
    public Choices ToChoices(IReadOnlyList<string> locales) => new()
    {
        Topics = Topics,
        Hour = Hour,
        Zone = Zone,
        Frequency = Frequency,
        WeekDay = WeekDay,
        Locale = locales.Contains(Locale) ? Locale : locales.Contains("en") ? "en" : locales[0],
        Languages = Languages,
        MaxStories = MaxStories,
        Minutes = Minutes,
        FollowedTitles = Tastes.FollowedTitles,
        MutedTitles = Tastes.MutedTitles,
        FollowedWords = Tastes.FollowedWords,
        MutedWords = Tastes.MutedWords,
        Feedback = Tastes.Feedback,
        PrefersFree = Tastes.PrefersFree,
    };

    public static IReadOnlyList<LanguageChoice> LanguageChoices(IEnumerable<string> codes) => [.. codes
        .Where(IsLanguage).Distinct().Select(c => new LanguageChoice(c, NameOf(c))).OrderBy(l => l.Name, StringComparer.Ordinal)];

    /// <summary>A language by its own name, first letter a capital (Deutsch, Polski).</summary>
    public static string NameOf(string code)
    {
        var culture = CultureInfo.GetCultureInfo(code);
        var name = culture.NativeName.Split(" (")[0];
        return culture.TextInfo.ToUpper(name[0]) + name[1..];
    }

    private static bool IsLanguage(string? code) => code is { Length: 2 or 3 } && code.All(char.IsAsciiLetterLower) && IsKnown(code);

    private static bool IsKnown(string code) =>
        CultureInfo.GetCultures(CultureTypes.NeutralCultures).Any(c => c.Name == code);

    private static string ReadZone(IFormCollection form, string before, List<Problem> problems)
    {
        if (!form.ContainsKey("zone"))
        {
            return before;
        }

        var typed = form["zone"].ToString();
        if (Zones.Find(typed) is not null)
        {
            return typed;
        }

        problems.Add(new Problem("zone", "web.problem.zone"));
        return before;
    }

    private static int ReadNumber(IFormCollection form, string field, int before, Func<int, bool> isGood, List<Problem> problems)
    {
        if (!form.ContainsKey(field))
        {
            return before;
        }

        if (int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && isGood(number))
        {
            return number;
        }

        problems.Add(new Problem(field, "web.problem." + field));
        return before;
    }

    private static T ReadEnum<T>(IFormCollection form, string field, T before, List<Problem> problems) where T : struct, Enum
    {
        if (!form.ContainsKey(field))
        {
            return before;
        }

        if (Enum.TryParse<T>(form[field], out var value) && Enum.IsDefined(value))
        {
            return value;
        }

        problems.Add(new Problem(field, "web.problem." + field));
        return before;
    }
}
