using Digest.Model;

namespace Digest.Stories.Clusters;

/// <summary>An article as clustering sees it.</summary>
public sealed record Piece
{
    public required long Id { get; init; }
    public required long SourceId { get; init; }
    /// <summary>Primary tag (en), or "und". Articles of different languages never share a story.</summary>
    public required string Language { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    /// <summary>Without the publisher's suffix.</summary>
    public required string Title { get; init; }
    public string Teaser { get; init; } = "";

    /// <summary>As the title tells it; to be set where the title was cleaned of what tells it.</summary>
    public ArticleKind Kind
    {
        get => _kind ?? ArticleKinds.Of(Title);
        init => _kind = value;
    }

    private readonly ArticleKind? _kind;
}

/// <summary>Where a piece went, and why.</summary>
/// <param name="StoryId">The story it is in, before the changes it brought about; a new number when it founded one.</param>
/// <param name="IsNew">True when it founded the story.</param>
/// <param name="Similarity">0 to 1, to the story it joined; 0 when new.</param>
/// <param name="CopyOf">The piece of the same story whose words it repeats, or null.</param>
public readonly record struct Joined(long StoryId, bool IsNew, double Similarity, long? CopyOf);
