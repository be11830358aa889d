using Digest.Model;

namespace Digest.Compose;

/// <summary>What one reader's mail holds: places of stories by section, and the reader's own values by the name of their hole.</summary>
internal sealed record IssueContent(IReadOnlyList<SectionContent> Sections, IReadOnlyDictionary<string, string> Own)
{
    public StoryPlace Lead => Sections[0].Stories[0];

    public int Count => Sections.Sum(s => s.Stories.Count);

    /// <summary>The stories of an issue in its sections, in the issue's order; one that the edition does not hold is left out.</summary>
    public static IReadOnlyList<SectionContent> SectionsOf(IReadOnlyList<IssueStory> stories, Func<long, bool> isThere, bool feedback = false)
    {
        var sections = new List<SectionContent>();
        foreach (var section in stories.Where(s => isThere(s.StoryId)).GroupBy(s => s.Section))
        {
            var first = sections.Count == 0;
            sections.Add(new SectionContent(section.Key, first, [.. section.Select((s, i) => StoryPlace.Of(s, i == 0, first && i == 0, feedback))]));
        }

        return sections;
    }

    /// <summary>Without its last story.</summary>
    public IssueContent Shorter()
    {
        var last = Sections[^1];
        return last.Stories.Count > 1
            ? this with { Sections = [.. Sections.SkipLast(1), last with { Stories = [.. last.Stories.SkipLast(1)] }] }
            : this with { Sections = [.. Sections.SkipLast(1)] };
    }
}

/// <summary>A section's key (top, picks, follow, more, or an IPTC code) and what stands in it.</summary>
internal sealed record SectionContent(string Key, bool IsFirst, IReadOnlyList<StoryPlace> Stories);
