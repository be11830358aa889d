using Digest.Model;

namespace Digest.Gather.Parse;

/// <summary>One item of a feed. Addresses are absolute; every text but the two Html ones is plain text.</summary>
public sealed record ParsedItem
{
    /// <summary>guid, atom:id, rdf:about or JSON id, as written; null where the item has none.</summary>
    public string? Id { get; init; }
    /// <summary>True when the id is said (or by RSS's default taken) to be the article's address.</summary>
    public bool IdIsPermalink { get; init; }
    /// <summary>The article's page, or null. Not yet normalised.</summary>
    public string? Link { get; init; }
    /// <summary>
    /// The article's page at its publisher: <see cref="Link"/>, but where that only leads through a feed proxy, the address the item
    /// says it came from.
    /// </summary>
    public string? PageUrl => Link is { } link && OtherLinks.Count > 0 && FeedAddress.IsProxy(link) ? OtherLinks.FirstOrDefault(o => !FeedAddress.IsProxy(o)) ?? link : Link;
    /// <summary>Other addresses of the same article: feedburner:origLink, a permalink guid, atom links, external_url; best first.</summary>
    public IReadOnlyList<string> OtherLinks { get; init; } = [];
    public string Title { get; init; } = "";
    /// <summary>The summary as markup; text that came as plain is already escaped. Not sanitized.</summary>
    public string? SummaryHtml { get; init; }
    /// <summary>The full content as markup; text that came as plain is already escaped. Not sanitized. Always there with <see cref="ParseLimits.Markup"/> only.</summary>
    public string? ContentHtml { get; init; }
    /// <summary>What relative addresses inside the markup are relative to.</summary>
    public string? BaseUrl { get; init; }
    /// <summary>Plain text, paragraphs joined by a line feed, cut at a sentence; empty when the item has none.</summary>
    public string Teaser { get; init; } = "";
    /// <summary>The authors as the feed writes them; may be e-mail addresses, so not for showing.</summary>
    public string? Author { get; init; }
    /// <summary>Names of people or desks, in the document's order, without addresses or "By".</summary>
    public IReadOnlyList<string> Bylines { get; init; } = [];
    /// <summary>The part of the paper the item says it is in (dc:subject, prism:section), or null.</summary>
    public string? Section { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    /// <summary>Best choice first.</summary>
    public IReadOnlyList<Picture> Pictures { get; init; } = [];
    /// <summary>BCP 47, lower case; the item's own or the feed's, or null.</summary>
    public string? Language { get; init; }
    /// <summary>Who may read it, where the item says so.</summary>
    public Access? Access { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];
    /// <summary>The item's address for readers' comments, or null.</summary>
    public string? CommentsUrl { get; init; }
    /// <summary>Another title's name and feed, where the item says it came from there (RSS source, atom:source).</summary>
    public string? SourceName { get; init; }
    public string? SourceUrl { get; init; }
}

/// <summary>A file attached to an item. Length in bytes where it is said.</summary>
public sealed record Enclosure(string Url, string? Type = null, long? Length = null);
