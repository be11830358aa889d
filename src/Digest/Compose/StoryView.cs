using Digest.Links;
using Digest.Model;

namespace Digest.Compose;

/// <summary>How a story stands in an issue: with its reader's topic apart from them, all who share it see the same block.</summary>
/// <param name="Section">As <see cref="IssueStory.Section"/>.</param>
/// <param name="Why">As <see cref="IssueStory.Why"/>.</param>
/// <param name="IsFirst">The first of its section: no rule above it.</param>
/// <param name="IsLead">The first of the issue: large.</param>
internal readonly record struct StoryPlace(long StoryId, string Section, string Why, bool IsFirst, bool IsLead);

/// <summary>A story as templates see it.</summary>
internal sealed record StoryView
{
    public required string Title { get; init; }
    public required string Teaser { get; init; }
    public required string Url { get; init; }
    public required string Source { get; init; }
    public string? Section { get; init; }
    public string? Byline { get; init; }
    public string? Language { get; init; }
    public string? Topic { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    /// <summary>Published on the reader's day of the cut: then the hour says enough.</summary>
    public required bool IsToday { get; init; }
    public PictureView? Picture { get; init; }
    public required IReadOnlyList<AlsoIn> AlsoIn { get; init; }
    /// <summary>The site's page of all coverage.</summary>
    public required string Page { get; init; }
    public required string Why { get; init; }
    public required bool IsFirst { get; init; }
    public required bool IsLead { get; init; }
    public required bool IsUpdate { get; init; }
    public required bool IsPick { get; init; }
    public required bool IsFresh { get; init; }
    /// <summary>True where the section does not say it already.</summary>
    public required bool ShowsTopic { get; init; }
    public string? Note { get; init; }
    /// <summary>Distinct sources that tell it.</summary>
    public required int Titles { get; init; }
    /// <summary>Whole hours since the first of them, at least 1.</summary>
    public required int Hours { get; init; }

    public static StoryView Of(EditionStory story, StoryPlace place, Edition edition, TimeZoneInfo zone, SiteLinks links) => new()
    {
        Title = story.Title,
        Teaser = story.Teaser,
        Url = story.Url,
        Source = story.SourceName,
        Section = story.Section,
        Byline = story.Byline,
        Language = story.Language,
        Topic = Model.Topic.Find(story.Topic)?.Code,
        PublishedAt = story.PublishedAt,
        IsToday = Day(story.PublishedAt, zone) == Day(edition.CutAt, zone),
        Picture = PictureView.Of(story.Picture),
        AlsoIn = story.AlsoIn,
        Page = links.Story(story.StoryId),
        Why = place.Why,
        IsFirst = place.IsFirst,
        IsLead = place.IsLead,
        IsUpdate = place.Why == "update",
        IsPick = story.IsPick,
        IsFresh = story.Reason.Kind == "fresh",
        ShowsTopic = Model.Topic.Find(story.Topic) is { } topic && topic.Code != place.Section,
        Note = story.PickNote,
        Titles = Math.Max(1, story.SourceCount),
        Hours = Math.Max(1, (int)Math.Round(story.Reason.Hours)),
    };

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}

/// <summary>A picture a mail may show: over https, or from this machine while trying things out.</summary>
internal sealed record PictureView(string Url, string? Alt, string? Caption, string? Credit, bool IsLarge)
{
    // Narrower ones look poor across the whole column.
    private const int Large = 400;

    public static PictureView? Of(Picture? picture) =>
        picture is not null && Uri.TryCreate(picture.Url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? new PictureView(picture.Url, OrNull(picture.Alt), OrNull(picture.Caption), OrNull(picture.Credit), picture.Width is null or >= Large)
            : null;

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
