using Digest.Model;

namespace Digest.Gather.Parse;

/// <summary>
/// What one document said, whatever its wire format. Addresses are absolute, times UTC, titles plain text.
/// A document that is no feed has <see cref="Failure"/> and no items; one that was broken but readable has <see cref="Recovered"/>.
/// </summary>
public sealed record ParsedFeed
{
    /// <summary>rss090, rss091, rss092, rss10, rss20, atom03, atom10, cdf, json1, json11; empty when it is no feed.</summary>
    public string Format { get; init; } = "";
    /// <summary>The encoding that was used to read the bytes (utf-8, windows-1252).</summary>
    public string Encoding { get; init; } = "utf-8";
    public string? Id { get; init; }
    public string? Title { get; init; }
    public string? Subtitle { get; init; }
    public string? HomeUrl { get; init; }
    public string? SelfUrl { get; init; }
    /// <summary>WebSub hubs, in the document's order.</summary>
    public IReadOnlyList<string> HubUrls { get; init; } = [];
    /// <summary>BCP 47, lower case, or null.</summary>
    public string? Language { get; init; }
    public string? Byline { get; init; }
    public string? Generator { get; init; }
    public Picture? Picture { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>How long the publisher says the document keeps: RSS ttl, else sy:updatePeriod ÷ sy:updateFrequency.</summary>
    public TimeSpan? Ttl { get; init; }
    /// <summary>Hours of the day (0 to 23, UTC) in which the publisher asks not to be read.</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];
    /// <summary>The new address a feed gives for itself (itunes:new-feed-url), or null.</summary>
    public string? MovedTo { get; init; }
    public IReadOnlyList<ParsedItem> Items { get; init; } = [];
    /// <summary>What was wrong and where ("line 12, column 4: …"), or null when the document was well formed.</summary>
    public string? Recovered { get; init; }
    /// <summary>Why it is no feed, in words an operator can act on, or null when it is one.</summary>
    public string? Failure { get; init; }
    /// <summary>True for an HTML page, which is no feed.</summary>
    public bool IsPage { get; init; }
    /// <summary>The feeds an HTML page names with link rel=alternate; empty otherwise.</summary>
    public IReadOnlyList<DiscoveredFeed> DiscoveredFeeds { get; init; } = [];
}

/// <summary>A feed that an HTML page names. Type is its media type as written.</summary>
public sealed record DiscoveredFeed(string Url, string? Title, string? Type);
