namespace Digest.Model;

/// <summary>The articles, of several sources, that report the same event; the lead article is the one shown.</summary>
public sealed record Story
{
    public required long Id { get; init; }
    public required long LeadArticleId { get; init; }
    /// <summary>IPTC code of its topic, or null below the confidence asked for.</summary>
    public string? Topic { get; init; }
    /// <summary>IPTC code of a topic below <see cref="Topic"/>, or null where none is clear.</summary>
    public string? Subtopic { get; init; }
    public string? Language { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    /// <summary>When its newest article was published.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }
    public long ArticleCount { get; init; } = 1;
    public long SourceCount { get; init; } = 1;
    /// <summary>The story it was merged into, or null.</summary>
    public long? MergedInto { get; init; }
    /// <summary>The earlier story, already closed, that it takes up again, or null.</summary>
    public long? Continues { get; init; }
}

/// <summary>What an article is about and why: confidence is 0 to 1, why is a short phrase ("section 'Sport'").</summary>
public sealed record TopicAssignment(long ArticleId, string Topic, double Confidence, string Why)
{
    /// <summary>The IPTC code of a topic below it, or null where none is clear.</summary>
    public string? Subtopic { get; init; }
}

/// <summary>An editor's word on a story; it wins over scores and is marked as a pick.</summary>
public sealed record Pick
{
    public required long Id { get; init; }
    public required long StoryId { get; init; }
    public required PickKind Kind { get; init; }
    public string? Headline { get; init; }
    public string? Note { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? Until { get; init; }
}

public enum PickKind { Pick, Pin, Lift, Sink, Ban }
