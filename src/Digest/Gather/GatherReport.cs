namespace Digest.Gather;

/// <summary>What one run of the step did.</summary>
public sealed record GatherReport
{
    /// <summary>Feeds checked.</summary>
    public int Feeds { get; init; }
    /// <summary>Of these, with a new document.</summary>
    public int Read { get; init; }
    public int Unchanged { get; init; }
    public int Failed { get; init; }
    /// <summary>Put off, because their host asked to be left alone.</summary>
    public int PutOff { get; init; }
    public int NewArticles { get; init; }
    public int ChangedArticles { get; init; }
    /// <summary>Documents that were broken and could still be read.</summary>
    public int Recovered { get; init; }
    /// <summary>Articles completed from their own page.</summary>
    public int Pages { get; init; }
    public TimeSpan Took { get; init; }
    /// <summary>The failures, in the order they were met.</summary>
    public IReadOnlyList<FeedFailure> Failures { get; init; } = [];
}

public sealed record FeedFailure(long FeedId, string Url, string Error);

/// <summary>What one check of one feed came to.</summary>
public sealed record FeedResult
{
    public required FeedResultKind Kind { get; init; }
    public int New { get; init; }
    public int Changed { get; init; }
    public string? Recovered { get; init; }
    public string? Error { get; init; }
    /// <summary>The host is busy: its other feeds wait until then as well.</summary>
    public DateTimeOffset? HostWaitsUntil { get; init; }
}

public enum FeedResultKind { Read, Unchanged, Failed }
