using Digest.Model;
using Digest.Subscribers;

namespace Digest.Web;

/// <summary>What a reader follows and mutes, as fields of one entry a line: read, checked, and shown again as it was typed.</summary>
public sealed record Tastes
{
    public const string Mark = "tastes";

    private const int Most = 60;
    private const int Longest = 60;

    public static readonly Tastes None = new();

    public IReadOnlyList<string> FollowedTitles { get; init; } = [];
    public IReadOnlyList<string> MutedTitles { get; init; } = [];
    public IReadOnlyList<string> FollowedWords { get; init; } = [];
    public IReadOnlyList<string> MutedWords { get; init; } = [];
    public bool Feedback { get; init; }
    public bool PrefersFree { get; init; }

    public static Tastes Of(Choices choices) => new()
    {
        FollowedTitles = choices.FollowedTitles,
        MutedTitles = choices.MutedTitles,
        FollowedWords = choices.FollowedWords,
        MutedWords = choices.MutedWords,
        Feedback = choices.Feedback,
        PrefersFree = choices.PrefersFree,
    };

    /// <summary>What was sent; a form without these fields keeps what was before.</summary>
    /// <param name="form">The form as it came.</param>
    /// <param name="before">The reader's so far. A title of theirs that is no longer there stays.</param>
    /// <param name="titles">The names of all titles.</param>
    /// <param name="problems">What has to be filled in differently; added to.</param>
    public static Tastes Read(IFormCollection form, Tastes before, IReadOnlyCollection<string> titles, List<Problem> problems)
    {
        if (!form.ContainsKey(Mark))
        {
            return before;
        }

        return new Tastes
        {
            FollowedTitles = Titles(form, "followed_titles", [.. titles.Union(before.FollowedTitles)], problems),
            MutedTitles = Titles(form, "muted_titles", [.. titles.Union(before.MutedTitles)], problems),
            FollowedWords = Words(form, "followed_words", problems),
            MutedWords = Words(form, "muted_words", problems),
            Feedback = form["feedback"] == "yes",
            PrefersFree = form["prefers_free"] == "yes",
        };
    }

    // A name nobody has stays in the field, so that its slip can be mended.
    private static IReadOnlyList<string> Titles(IFormCollection form, string field, IReadOnlyCollection<string> known, List<Problem> problems)
    {
        var names = new List<string>();
        foreach (var typed in Lines(form, field))
        {
            var (name, proposals) = TitleNames.Find(typed, known);
            names.Add(name ?? typed);
            if (name is null)
            {
                problems.Add(new Problem(field, $"web.problem.{field}{(proposals.Count > 0 ? "_several" : "")}", typed, string.Join(", ", proposals)));
            }
        }

        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IReadOnlyList<string> Words(IFormCollection form, string field, List<Problem> problems)
    {
        var words = Lines(form, field);
        problems.AddRange(words.Where(w => w.Length > Longest || Phrase.Of(w) is null).Select(w => new Problem(field, "web.problem." + field, w)));
        return words;
    }

    private static IReadOnlyList<string> Lines(IFormCollection form, string field) =>
        [.. form[field].ToString().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)];
}
