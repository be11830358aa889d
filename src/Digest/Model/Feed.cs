namespace Digest.Model;

/// <summary>One URL of a source, often with a section (World), and what is known of its health.</summary>
public sealed record Feed
{
    public required long Id { get; init; }
    public required long SourceId { get; init; }
    public required string Url { get; init; }
    public string? Section { get; init; }
    public string? Language { get; init; }
    public FeedState State { get; init; } = FeedState.Active;
    public string? ETag { get; init; }
    public string? LastModified { get; init; }
    /// <summary>SHA-256 (hex) of the last body that was read, so an unchanged one is not parsed again.</summary>
    public string? BodyHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CheckedAt { get; init; }
    public DateTimeOffset? SucceededAt { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public DateTimeOffset NextCheckAt { get; init; }
    /// <summary>Failures in a row; 0 after a success.</summary>
    public long Failures { get; init; }
    public long? HttpStatus { get; init; }
    /// <summary>The last error in words, kept after recovery until the next one; see <see cref="Failures"/>.</summary>
    public string? LastError { get; init; }
    public DateTimeOffset? FailedAt { get; init; }
    /// <summary>What was wrong with the last document that could still be read, and where; null when it was well formed.</summary>
    public string? Recovered { get; init; }
    /// <summary>The address it had before a permanent redirect.</summary>
    public string? MovedFrom { get; init; }
    /// <summary>Where a permanent redirect points that could not be followed for good, because another feed has that address.</summary>
    public string? MovedTo { get; init; }
    /// <summary>What the document calls itself.</summary>
    public string? Title { get; init; }
    /// <summary>The WebSub hub it announces, or null.</summary>
    public string? Hub { get; init; }
    /// <summary>What its last document asked of readers (ttl, hours and days to skip) as JSON, or null.</summary>
    public string? Asks { get; init; }
    /// <summary>When it last brought an article that was not known.</summary>
    public DateTimeOffset? LastArticleAt { get; init; }
    /// <summary>Articles first seen per day, a decaying average.</summary>
    public double ArticlesPerDay { get; init; }
}

public enum FeedState { Active, Paused, Gone }
