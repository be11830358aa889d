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

    /// <summary>True where its publisher says so, by section, category or address; a guess is none.</summary>
    public bool IsFiled => Filed.Any(f => Why.StartsWith(f, StringComparison.Ordinal));

    /// <summary>How <see cref="Why"/> begins where a publisher says so.</summary>
    internal static readonly string[] Filed = ["section ", "category ", "address "];
}

/// <summary>
/// An editor's word on a story; it wins over scores, and what it puts forward is marked as a pick. A Merge is of StoryId into OtherId; a
/// Split made StoryId out of OtherId.
/// </summary>
public sealed record Pick
{
    public required long Id { get; init; }
    public required long StoryId { get; init; }
    public required PickKind Kind { get; init; }
    /// <summary>Of a pin: the rank it stands at, 1 for the top; null for the top, after those pinned before it.</summary>
    public long? Place { get; init; }
    public string? Headline { get; init; }
    public string? Note { get; init; }
    public long? OtherId { get; init; }
    /// <summary>The articles a merge or split moved.</summary>
    public IReadOnlyList<long> Articles { get; init; } = [];
    /// <summary>Stories that were merged before into the one a merge took away.</summary>
    public IReadOnlyList<long> Followers { get; init; } = [];
    public string Who { get; init; } = "";
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it stops counting; a merge, a split and a ban without an end count until taken back.</summary>
    public DateTimeOffset? Until { get; init; }
    /// <summary>When it was taken back, or replaced by a newer one of its kind.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedBy { get; init; }
}

public enum PickKind { Pick, Pin, Lift, Sink, Ban, Headline, Note, Merge, Split }
