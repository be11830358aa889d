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
        List<PlacedStory> last = [];
        for (var i = 0; i < stories.Count; i++)
        {
            var story = stories[i];
            if (!press.Holds(story.StoryId))
            {
                continue;
            }

            if (sections.Count == 0 || sections[^1].Key != story.Section)
            {
                last = StoriesOf(sections, story.Section);
            }

            last.Add(press.Place(new Standing(story, last.Count == 0, sections.Count == 1 && last.Count == 0, feedback)));
        }

        return sections;
    }

    // A section whose stories do not stand together is still one.
    private static List<PlacedStory> StoriesOf(List<SectionContent> sections, string key)
    {
        if (sections.Find(s => s.Key == key) is { } known)
        {
            return known.Stories;
        }

        var stories = new List<PlacedStory>(8);
        sections.Add(new SectionContent(key, sections.Count == 0, stories));
        return stories;
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
