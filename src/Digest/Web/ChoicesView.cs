using Digest.Model;
using Digest.Templates;

namespace Digest.Web;

/// <summary>Everything the fields of a reader's choices need: what is chosen, and what can be.</summary>
public sealed record ChoicesView(
    ChoicesForm Form,
    IReadOnlyList<Topic> Topics,
    IReadOnlyList<ZoneRegion> Regions,
    IReadOnlyList<LanguageChoice> Locales,
    IReadOnlyList<LanguageChoice> Languages,
    IReadOnlyList<int> StoryCounts,
    IReadOnlyList<int> ReadingTimes,
    IReadOnlyList<string> WeekDays)
{
    private static readonly IReadOnlyList<string> Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static ChoicesView Of(ChoicesForm form, TemplateSet templates, Newspaper paper, DateTimeOffset now) => new(
        form,
        Topic.All,
        Zones.Regions(now, form.Zone),
        ChoicesForm.LanguageChoices(templates.Locales),
        ChoicesForm.LanguageChoices(paper.KnownLanguages.Concat(form.Languages)),
        [.. ChoicesForm.StoryCounts.Append(form.MaxStories).Distinct().Order()],
        [.. ChoicesForm.ReadingTimes.Append(form.Minutes).Distinct().Order()],
        Days);
}
