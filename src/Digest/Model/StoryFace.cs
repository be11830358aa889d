using System.Globalization;

namespace Digest.Model;

/// <summary>A story without the titles that a reader has muted: another title's article is shown where the lead is one of theirs.</summary>
internal static class StoryFace
{
    /// <summary>Every title whose article is kept, the lead's first.</summary>
    public static IEnumerable<(long Id, string Name)> Sources(EditionStory story) =>
        story.Outlets.Concat(story.AlsoIn.SelectMany(a => a.Outlets.Prepend(new Outlet(a.SourceId, a.SourceName, a.Url))))
            .Select(o => (o.SourceId, o.SourceName)).Prepend((story.SourceId, story.SourceName));

    /// <summary>The story shown without these titles; itself where they do not tell it, null where nobody is left.</summary>
    public static EditionStory? Visible(EditionStory story, IReadOnlyCollection<long> hidden)
    {
        var also = story.AlsoIn.Select(a => Visible(a, hidden)).OfType<AlsoIn>().ToList();
        var outlets = story.Outlets.Where(o => !hidden.Contains(o.SourceId)).ToList();
        if (!hidden.Contains(story.SourceId))
        {
            return story with { AlsoIn = also, Outlets = outlets };
        }

        // The same words in another title keep teaser and picture; another article has neither.
        if (outlets.Count > 0)
        {
            return story with { SourceId = outlets[0].SourceId, SourceName = outlets[0].SourceName, Url = outlets[0].Url, Section = null, Outlets = [.. outlets.Skip(1)], AlsoIn = also };
        }

        return also.Count == 0 ? null : story with
        {
            SourceId = also[0].SourceId,
            SourceName = also[0].SourceName,
            Title = story.IsPick ? story.Title : also[0].Title,
            Url = also[0].Url,
            PublishedAt = also[0].PublishedAt,
            Teaser = "",
            Picture = null,
            Section = null,
            Byline = null,
            Outlets = also[0].Outlets,
            AlsoIn = [.. also.Skip(1)],
        };
    }

    /// <summary>The same, of ids as an issue keeps them.</summary>
    public static EditionStory Visible(EditionStory story, string? without) =>
        without is null ? story : Visible(story, [.. without.Split(',').Select(id => long.Parse(id, CultureInfo.InvariantCulture))]) ?? story;

    public static string Text(IEnumerable<long> ids) => string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    private static AlsoIn? Visible(AlsoIn also, IReadOnlyCollection<long> hidden)
    {
        var outlets = also.Outlets.Where(o => !hidden.Contains(o.SourceId)).ToList();
        if (!hidden.Contains(also.SourceId))
        {
            return also with { Outlets = outlets };
        }

        return outlets.Count == 0 ? null : also with { SourceId = outlets[0].SourceId, SourceName = outlets[0].SourceName, Url = outlets[0].Url, Outlets = [.. outlets.Skip(1)] };
    }
}
