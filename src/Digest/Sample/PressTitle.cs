namespace Digest.Sample;

/// <summary>A fictional news title of the sample press, as Press/titles.json has it.</summary>
public sealed record PressTitle
{
    /// <summary>Its folder in every address: /meridian-post/.</summary>
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string Tagline { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }
    public required string Language { get; init; }
    public required double Weight { get; init; }
    public required PressShape Shape { get; init; }
    public required IReadOnlyList<PressFeed> Feeds { get; init; }
}

/// <summary>A section of a title with a feed of its own.</summary>
public sealed record PressFeed(string Slug, string Section);

/// <summary>How a title writes its feeds, each after the habits of real titles.</summary>
public enum PressShape
{
    /// <summary>RSS 2.0 with one media:content per width, media:credit and media:description, dc:creator, HTML teasers.</summary>
    RssMedia,
    /// <summary>RSS 2.0 with CDATA texts and a media:group of renditions, no bylines.</summary>
    RssGroup,
    /// <summary>RSS 2.0 as blog software writes it: content:encoded with a figure, guid by number, a "first appeared" tail.</summary>
    RssContent,
    /// <summary>RSS 2.0 with an enclosure for the picture and plain texts.</summary>
    RssEnclosure,
    /// <summary>RSS 0.91: title, link and description, and nothing else.</summary>
    Rss091,
    /// <summary>Atom 1.0 with xml:base, relative links and HTML content.</summary>
    Atom,
    /// <summary>RSS 1.0 (RDF) with Dublin Core.</summary>
    Rdf,
    /// <summary>RSS 1.0 (RDF) in ISO 8859-1.</summary>
    RdfLatin1,
    /// <summary>JSON Feed 1.1.</summary>
    Json,
}
