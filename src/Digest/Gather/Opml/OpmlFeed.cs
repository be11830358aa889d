namespace Digest.Gather.Opml;

/// <summary>An OPML file: its title and its feeds in order.</summary>
public sealed record OpmlDocument(string? Title, IReadOnlyList<OpmlFeed> Feeds);

/// <summary>One outline that names a feed, as written; nothing is checked yet.</summary>
public sealed record OpmlFeed
{
    public required string Url { get; init; }
    public required string Title { get; init; }
    public string? HomeUrl { get; init; }
    /// <summary>The groups it stands in, outermost first, joined by '/'.</summary>
    public string? Folder { get; init; }
    /// <summary>The news title it belongs to, where the file says so (our own exports do).</summary>
    public string? Source { get; init; }
    public string? Section { get; init; }
    public string? Country { get; init; }
    /// <summary>The title's language.</summary>
    public string? Language { get; init; }
    /// <summary>The feed's own language, where it differs from the title's.</summary>
    public string? FeedLanguage { get; init; }
    public double? Weight { get; init; }
    public bool Paused { get; init; }
}
