using System.Globalization;

namespace Digest.Model;

/// <summary>
/// A story as one reader sees it: led by the title they follow, and without those they have muted, in whose place another title's article
/// is shown.
/// </summary>
internal static class StoryFace
{
    private const char Beneath = 's';

    /// <summary>Every title whose article is kept, the lead's first.</summary>
    public static IEnumerable<(long Id, string Name)> Sources(EditionStory story) =>
        story.Outlets.Concat(story.AlsoIn.SelectMany(a => a.Outlets.Prepend(new Outlet(a.SourceId, a.SourceName, a.Url))))
            .Select(o => (o.SourceId, o.SourceName)).Prepend((story.SourceId, story.SourceName));

    /// <summary>The story led by another title's article; itself where that title does not tell it, or leads it anyway.</summary>
    public static EditionStory Led(EditionStory story, long? by)
    {
        if (story.SourceId == by || story.Faces.FirstOrDefault(f => f.SourceId == by) is not { } face)
        {
            return story;
        }

        var before = new Outlet(story.SourceId, story.SourceName, story.Url) { Access = story.Access };
        var sameWords = story.Outlets.Any(o => o.SourceId == by);
        return story with
        {
            SourceId = face.SourceId,
            SourceName = face.SourceName,
            ArticleId = face.ArticleId,
            Title = story.IsPick ? story.Title : face.Title,
            Teaser = face.Teaser,
            Url = face.Url,
            PublishedAt = face.PublishedAt,
            Section = face.Section,
            Byline = face.Byline,
            Picture = face.Picture ?? (sameWords ? story.Picture : null),
            Access = face.Access,
            Outlets = sameWords ? [before, .. story.Outlets.Where(o => o.SourceId != by)] : story.AlsoIn.FirstOrDefault(a => a.SourceId == by)?.Outlets ?? [],
            AlsoIn = sameWords ? story.AlsoIn : [new AlsoIn(story.SourceId, story.SourceName, story.Title, story.Url, story.PublishedAt) { Outlets = story.Outlets, Access = story.Access }, .. story.AlsoIn.Where(a => a.SourceId != by)],
        };
    }

    /// <summary>The story shown without these titles; itself where they do not tell it, null where nobody is left.</summary>
    public static EditionStory? Visible(EditionStory story, IReadOnlyCollection<long> hidden)
    {
        var also = story.AlsoIn.Select(a => Visible(a, hidden)).OfType<AlsoIn>().ToList();
        var outlets = story.Outlets.Where(o => !hidden.Contains(o.SourceId)).ToList();
        story = story with { Related = [.. story.Related.Where(r => !hidden.Contains(r.SourceId))] };
        if (!hidden.Contains(story.SourceId))
        {
            return story with { AlsoIn = also, Outlets = outlets };
        }

        // The same words in another title keep teaser and picture; another article has neither.
        if (outlets.Count > 0)
        {
            return story with { SourceId = outlets[0].SourceId, SourceName = outlets[0].SourceName, Url = outlets[0].Url, Access = outlets[0].Access, Section = null, Outlets = [.. outlets.Skip(1)], AlsoIn = also };
        }

        return also.Count == 0 ? null : story with
        {
            SourceId = also[0].SourceId,
            SourceName = also[0].SourceName,
            Title = story.IsPick ? story.Title : also[0].Title,
            Url = also[0].Url,
            Access = also[0].Access,
            PublishedAt = also[0].PublishedAt,
            Teaser = "",
            Picture = null,
            Section = null,
            Byline = null,
            Outlets = also[0].Outlets,
            AlsoIn = [.. also.Skip(1)],
        };
    }

    /// <summary>The same, as an issue keeps it.</summary>
    /// <param name="story">As the edition froze it.</param>
    /// <param name="without">As <see cref="IssueStory.Without"/>.</param>
    /// <param name="first">As <see cref="IssueStory.First"/>.</param>
    public static EditionStory Visible(EditionStory story, string? without, long? first)
    {
        story = Led(story, first);
        if (without is null)
        {
            return story;
        }

        var parts = without.Split(',').ToLookup(p => p[0] == Beneath, p => long.Parse(p.AsSpan(p[0] == Beneath ? 1 : 0), CultureInfo.InvariantCulture));
        var titles = parts[false].ToList();
        var seen = titles.Count == 0 ? story : Visible(story, titles) ?? story;
        return seen with { Related = [.. seen.Related.Where(r => !parts[true].Contains(r.StoryId))] };
    }

    /// <summary>What an issue keeps of this; null where nothing is hidden.</summary>
    /// <param name="titles">Ids of titles not shown.</param>
    /// <param name="related">Ids of stories not named beneath.</param>
    public static string? Text(IEnumerable<long> titles, IEnumerable<long> related)
    {
        var text = string.Join(',', titles.Select(id => id.ToString(CultureInfo.InvariantCulture)).Concat(related.Select(id => string.Create(CultureInfo.InvariantCulture, $"{Beneath}{id}"))));
        return text.Length == 0 ? null : text;
    }

    private static AlsoIn? Visible(AlsoIn also, IReadOnlyCollection<long> hidden)
    {
        var outlets = also.Outlets.Where(o => !hidden.Contains(o.SourceId)).ToList();
        if (!hidden.Contains(also.SourceId))
        {
            return also with { Outlets = outlets };
        }

        return outlets.Count == 0 ? null : also with { SourceId = outlets[0].SourceId, SourceName = outlets[0].SourceName, Url = outlets[0].Url, Access = outlets[0].Access, Outlets = [.. outlets.Skip(1)] };
    }
}
