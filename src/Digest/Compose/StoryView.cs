using Digest.Links;
using Digest.Model;

namespace Digest.Compose;

/// <summary>How a story stands in an issue: with its reader's topic apart from them, all who share it see the same block.</summary>
/// <param name="Section">As <see cref="IssueStory.Section"/>.</param>
/// <param name="Why">As <see cref="IssueStory.Why"/>.</param>
/// <param name="IsFirst">The first of its section: no rule above it.</param>
/// <param name="IsLead">The first of the issue: large.</param>
internal readonly record struct StoryPlace(long StoryId, string Section, string Why, bool IsFirst, bool IsLead)
{
    public string? Because { get; init; }
    public string? Since { get; init; }
    public int NewTitles { get; init; }
    public string? Without { get; init; }
    public long? First { get; init; }
    /// <summary>With the "more, less, mute" links.</summary>
    public bool Feedback { get; init; }
}

/// <summary>A story as templates see it.</summary>
internal sealed record StoryView
{
    public required long Id { get; init; }
    /// <summary>What the reader's "more, less, mute" links begin with: their own, so it can only be written; null where there are none.</summary>
    public object? Feedback { get; init; }
    public bool HasFeedback => Feedback is not null;
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
    /// <summary>Only subscribers of its title may read it, as far as is known.</summary>
    public required bool IsLocked { get; init; }
    public required IReadOnlyList<AlsoIn> AlsoIn { get; init; }
    /// <summary>Titles that printed the same words as the article shown.</summary>
    public required IReadOnlyList<Outlet> Outlets { get; init; }
    /// <summary>Other stories on the same matter.</summary>
    public required IReadOnlyList<RelatedStory> Related { get; init; }
    /// <summary>The story it takes up again, or null.</summary>
    public EarlierView? Earlier { get; init; }
    /// <summary>The site's page of all coverage.</summary>
    public required string Page { get; init; }
    public required string Why { get; init; }
    public required bool IsFirst { get; init; }
    public required bool IsLead { get; init; }
    public required bool IsUpdate { get; init; }
    /// <summary>Of an update, the locale's key of "since Tuesday" (or, further back, "since {0}"), and the day.</summary>
    public string? SinceKey { get; init; }
    public DateTimeOffset? SinceDay { get; init; }
    /// <summary>Of an update, titles that have come to it since; 0 where that is not known.</summary>
    public int NewTitles { get; init; }
    /// <summary>What they follow, where that is why.</summary>
    public string? Because { get; init; }
    public required bool IsPick { get; init; }
    public required bool IsFresh { get; init; }
    /// <summary>True where the section does not say it already.</summary>
    public required bool ShowsTopic { get; init; }
    public string? Note { get; init; }
    /// <summary>Distinct sources that tell it.</summary>
    public required int Titles { get; init; }
    /// <summary>As <see cref="EditionStory.Stage"/>.</summary>
    public string? Stage { get; init; }
    /// <summary>Whole hours since the first of them, at least 1.</summary>
    public required int Hours { get; init; }

    public static StoryView Of(EditionStory frozen, StoryPlace place, Edition edition, TimeZoneInfo zone, SiteLinks links)
    {
        var story = StoryFace.Visible(frozen, place.Without, place.First);
        var since = Since.Of(place.Since, Day(edition.CutAt, zone));
        return new StoryView
        {
            Id = story.StoryId,
            Feedback = place.Feedback ? new Templates.Hole("feedback") : null,
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
            IsLocked = story.IsLocked,
            AlsoIn = story.AlsoIn,
            Outlets = story.Outlets,
            Related = story.Related,
            Earlier = story.Earlier.Count == 0 ? null : new EarlierView(story.Earlier[0].Title, links.Story(story.Earlier[0].StoryId), story.Earlier[0].LastSeenAt),
            Page = links.Story(story.StoryId),
            Why = place.Why,
            IsFirst = place.IsFirst,
            IsLead = place.IsLead,
            IsUpdate = place.Why == "update",
            SinceKey = since?.Key,
            SinceDay = since?.Day,
            NewTitles = place.NewTitles,
            Because = place.Because,
            IsPick = story.IsPick,
            IsFresh = story.Reason.Kind == "fresh",
            ShowsTopic = Model.Topic.Find(story.Topic) is { } topic && topic.Code != place.Section,
            Note = story.PickNote,
            Titles = Math.Max(1, story.SourceCount),
            Stage = story.Stage,
            Hours = Math.Max(1, (int)Math.Round(story.Reason.Hours)),
        };
    }

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}

/// <summary>A story told before, and the site's page of it.</summary>
internal sealed record EarlierView(string Title, string Page, DateTimeOffset LastSeenAt);

/// <summary>Since when a reader has not been told of a story: "since Tuesday" within a week, else a date.</summary>
internal sealed record Since(string Key, DateTimeOffset Day)
{
    /// <param name="slot">The local day of the issue (yyyy-MM-dd), or null.</param>
    /// <param name="today">The reader's day of the cut.</param>
    public static Since? Of(string? slot, DateOnly today)
    {
        if (!DateOnly.TryParseExact(slot, "yyyy-MM-dd", out var day))
        {
            return null;
        }

        // Noon in UTC is the same day everywhere people live but for a few islands.
        var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        return new Since(today.DayNumber - day.DayNumber is > 0 and < 7 ? "mail.since." + day.DayOfWeek : "mail.since.date", at);
    }
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
