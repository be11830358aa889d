using System.Text.Json.Serialization;

namespace Digest.Model;

/// <summary>The time an edition tells of: a day, or for those who get one mail a week, the week.</summary>
public enum EditionSpan { Day, Week }

/// <summary>The ranked stories as they stood at one cut; immutable; shared by all who are due then.</summary>
public sealed record Edition
{
    public required long Id { get; init; }
    /// <summary>1, 2, 3 … in the order of their cuts.</summary>
    public required long Number { get; init; }
    public required DateTimeOffset CutAt { get; init; }
    public EditionSpan Span { get; init; }
    public required IReadOnlyList<EditionStory> Stories { get; init; }
}

/// <summary>
/// A story frozen as it stood: everything a mail or a page shows of it, so that the same edition always renders the same.
/// Stored as JSON in the edition's row.
/// </summary>
public sealed record EditionStory
{
    public required long StoryId { get; init; }
    /// <summary>1 is the top story.</summary>
    public required int Rank { get; init; }
    public required double Score { get; init; }
    public string? Topic { get; init; }
    public string? Language { get; init; }
    public required string Title { get; init; }
    public string Teaser { get; init; } = "";
    public required string Url { get; init; }
    public required string SourceName { get; init; }
    public required long SourceId { get; init; }
    public required long ArticleId { get; init; }
    public string? Section { get; init; }
    public string? Byline { get; init; }
    public Picture? Picture { get; init; }
    /// <summary>Who may read the article shown; null where nobody says it.</summary>
    public Access? Access { get; init; }
    /// <summary>Only subscribers of its title may read it, as far as is known: readers are told.</summary>
    [JsonIgnore]
    public bool IsLocked => Access is Model.Access.Locked;
    public required DateTimeOffset PublishedAt { get; init; }
    public required int SourceCount { get; init; }
    public required int ArticleCount { get; init; }
    /// <summary>The other titles' articles, best first, one per source.</summary>
    public IReadOnlyList<AlsoIn> AlsoIn { get; init; } = [];
    /// <summary>Titles that printed the lead article's very words (wire copy).</summary>
    public IReadOnlyList<Outlet> Outlets { get; init; } = [];
    /// <summary>
    /// Articles of titles that some reader follows, best first, whole: each leads the issues of those who follow it. Among them, where not
    /// everybody may read the one shown, the best that everybody may.
    /// </summary>
    public IReadOnlyList<Face> Faces { get; init; } = [];
    /// <summary>The names of all titles that tell it.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];
    /// <summary>The stories it takes up again, the latest first.</summary>
    public IReadOnlyList<EarlierStory> Earlier { get; init; } = [];
    /// <summary>Other stories of this edition on the same matter, best first: told beneath this one, not beside it.</summary>
    public IReadOnlyList<RelatedStory> Related { get; init; } = [];
    /// <summary>Stories of one saga or of one matter have the same. 0 in editions of before there were families.</summary>
    public long Family { get; init; }
    /// <summary>The family it is told with, once; null for a story without one, and for what an editor put forward, which stands by itself.</summary>
    [JsonIgnore]
    public long? Matter => IsPick || Family == 0 ? null : Family;

    /// <summary>The same for all that is told once: the matter, or a number of its own, below zero, where there is none.</summary>
    [JsonIgnore]
    public long MatterOrSelf => Matter ?? -StoryId;
    public bool IsPick { get; init; }
    public string? PickNote { get; init; }
    /// <summary>Why it has this place: facts, which templates turn into words of the reader's language.</summary>
    public required PlaceReason Reason { get; init; }

    /// <summary>Where several titles tell it and it is just out or gaining: breaking or developing; else null, for the rest tells a reader nothing.</summary>
    [JsonIgnore]
    public string? Stage => Reason switch
    {
        { Sources: < 2 } => null,
        // Editions of before there were phases say breaking of all.
        { Phase: StoryPhase.Breaking, Hours: > 0 and <= 4 } => "breaking",
        { Phase: StoryPhase.Developing, Hours: > 0 } => "developing",
        _ => null,
    };
}

/// <summary>Another title's article on the same story.</summary>
public sealed record AlsoIn(long SourceId, string SourceName, string Title, string Url, DateTimeOffset PublishedAt)
{
    /// <summary>Further titles that printed the same words.</summary>
    public IReadOnlyList<Outlet> Outlets { get; init; } = [];
    public Access? Access { get; init; }
}

/// <summary>An article of a story with all that is shown of the one that leads.</summary>
public sealed record Face(long SourceId, string SourceName, string Title, string Url, DateTimeOffset PublishedAt)
{
    public required long ArticleId { get; init; }
    public string Teaser { get; init; } = "";
    public string? Section { get; init; }
    public string? Byline { get; init; }
    public Picture? Picture { get; init; }
    public Access? Access { get; init; }
}

/// <summary>A title that printed another's words, and where.</summary>
public sealed record Outlet(long SourceId, string SourceName, string Url)
{
    public Access? Access { get; init; }
}

/// <summary>A story, told before and faded, that a later one takes up again.</summary>
public sealed record EarlierStory(long StoryId, string Title, DateTimeOffset LastSeenAt);

/// <summary>Another story on the same matter: its headline, and the article shown of it.</summary>
public sealed record RelatedStory(long StoryId, string Title, string Url, long SourceId, string SourceName)
{
    /// <summary>BCP 47, or null where it is not known.</summary>
    public string? Language { get; init; }
}

/// <summary>Why a story has its place. Kind is corroboration, fresh, picked or single; Hours is the span of the coverage so far.</summary>
public sealed record PlaceReason(string Kind, int Sources, double Hours)
{
    public StoryPhase Phase { get; init; }
}

/// <summary>Where a story stands in its life: just out, gaining titles, still told, or told by ever fewer.</summary>
public enum StoryPhase { Breaking, Developing, Sustained, Fading }
