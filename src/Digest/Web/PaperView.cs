using Digest.Model;

namespace Digest.Web;

/// <summary>An edition laid out as a front page: the lead, the top stories, then a section per topic.</summary>
public sealed record PaperView(
    long? Number, DateTimeOffset? CutAt, EditionStory? Lead, IReadOnlyList<EditionStory> Top, IReadOnlyList<PaperSection> Sections, int Titles)
{
    public string Span { get; init; } = nameof(EditionSpan.Day);

    private const int TopStories = 6;
    private const int SectionStories = 6;

    public static readonly PaperView Empty = new(null, null, null, [], [], 0);

    public static PaperView Of(Edition edition, IReadOnlyList<EditionStory> stories)
    {
        // Stories of one matter stand beneath the first of them; what an editor put forward stands by itself.
        stories = [.. stories.DistinctBy(s => s.MatterOrSelf)];
        var rest = stories.Skip(1 + TopStories).ToList();
        // Sections stand in the order of their best story.
        var sections = rest.GroupBy(s => s.Topic).OrderBy(g => g.Key is null).ThenBy(g => g.Min(s => s.Rank))
            .Select(g => new PaperSection(g.Key, [.. g.Take(SectionStories)])).ToList();
        var titles = stories.SelectMany(s => s.AlsoIn.Select(a => a.SourceId).Append(s.SourceId)).Distinct().Count();
        return new PaperView(edition.Number, edition.CutAt, stories.Count > 0 ? stories[0] : null, [.. stories.Skip(1).Take(TopStories)], sections, titles) { Span = edition.Span.ToString() };
    }
}

/// <summary>Stories of one topic, by its IPTC code; null for those without one.</summary>
public sealed record PaperSection(string? Topic, IReadOnlyList<EditionStory> Stories);
