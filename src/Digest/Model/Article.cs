namespace Digest.Model;

/// <summary>One item of one feed. All text is plain text, never markup.</summary>
public sealed record Article
{
    public long Id { get; init; }
    public required long SourceId { get; init; }
    public required long FeedId { get; init; }
    /// <summary>What makes it itself within its source: its guid, else its link, else a hash of title and text.</summary>
    public required string Identity { get; init; }
    /// <summary>Absolute http(s) address of the page, tracking parameters removed.</summary>
    public required string Url { get; init; }
    public required string Title { get; init; }
    public string Teaser { get; init; } = "";
    public string? Byline { get; init; }
    public string? Section { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    public Picture? Picture { get; init; }
    /// <summary>BCP 47, lower case, or null where neither item, feed nor source says.</summary>
    public string? Language { get; init; }
    /// <summary>As feed or page say it; null where neither does.</summary>
    public Access? Access { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    /// <summary>True when it came with the first sight of its feed and was already old: never today's news.</summary>
    public bool Backlog { get; init; }
    /// <summary>Hash of every shown field; a different one means the article changed.</summary>
    public string ContentHash { get; init; } = "";
}

/// <summary>A lead picture. Url is absolute http(s); width and height in pixels where the feed says.</summary>
public sealed record Picture(string Url, string? Alt = null, string? Caption = null, string? Credit = null, int? Width = null, int? Height = null);
