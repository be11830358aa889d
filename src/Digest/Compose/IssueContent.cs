using Digest.Model;

namespace Digest.Compose;

/// <summary>What one reader's mail holds: places of stories by section, and the reader's own values by the name of their hole.</summary>
internal sealed record IssueContent(IReadOnlyList<SectionContent> Sections, IReadOnlyDictionary<string, string> Own)
{
    public PlacedStory Lead => Sections[0].Stories[0];

    public int Count => Sections.Sum(s => s.Stories.Count);

    /// <summary>The stories of an issue in its sections, in the issue's order; one that the edition does not hold is left out.</summary>
    public static IReadOnlyList<SectionContent> SectionsOf(IReadOnlyList<IssueStory> stories, EditionPress press, bool feedback)
    {
        var sections = new List<SectionContent>();
        for (var i = 0; i < stories.Count; i++)
        {
            var story = stories[i];
            var into = StoriesOf(sections, story.Section);
            if (press.Place(new Standing(story, IsFirst: into is null, IsLead: sections.Count == 0, feedback)) is not { } placed)
            {
                continue;
            }

            if (into is null)
            {
                into = new List<PlacedStory>(8);
                sections.Add(new SectionContent(story.Section, sections.Count == 0, into));
            }

            into.Add(placed);
        }

        return sections;
    }

    // A section whose stories do not stand together is still one; most do.
    private static List<PlacedStory>? StoriesOf(List<SectionContent> sections, string key)
    {
        for (var i = sections.Count - 1; i >= 0; i--)
        {
            if (sections[i].Key == key)
            {
                return sections[i].Stories;
            }
        }

        return null;
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
internal sealed record SectionContent(string Key, bool IsFirst, List<PlacedStory> Stories);
