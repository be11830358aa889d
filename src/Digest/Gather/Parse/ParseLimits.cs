using System.ComponentModel.DataAnnotations;

namespace Digest.Gather.Parse;

/// <summary>How much of a document is read. What lies beyond a limit is left out, and <see cref="ParsedFeed.Recovered"/> says so.</summary>
public sealed record ParseLimits
{
    public static readonly ParseLimits Default = new();

    /// <summary>Longest document, in bytes.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int Bytes { get; init; } = 16 * 1024 * 1024;
    /// <summary>Deepest nesting of elements; what is nested deeper counts as text of its parent.</summary>
    [Range(8, 4096)]
    public int Depth { get; init; } = 128;
    /// <summary>Most elements and texts in one document.</summary>
    [Range(1000, 5_000_000)]
    public int Nodes { get; init; } = 250_000;
    /// <summary>Most items read from one document, the first ones.</summary>
    [Range(1, 100_000)]
    public int Items { get; init; } = 2_000;
    /// <summary>Longest title, in characters.</summary>
    [Range(40, 10_000)]
    public int Title { get; init; } = 1_000;
    /// <summary>Longest summary or content of one item, in characters of markup.</summary>
    [Range(1_000, 16 * 1024 * 1024)]
    public int Content { get; init; } = 1_000_000;
    /// <summary>Longest name, category, identifier or caption, in characters.</summary>
    [Range(40, 10_000)]
    public int Field { get; init; } = 2_048;
    /// <summary>Most entries of one kind (categories, pictures, enclosures, links) per item.</summary>
    [Range(1, 1_000)]
    public int Entries { get; init; } = 32;
    /// <summary>
    /// Whether <see cref="ParsedItem.ContentHtml"/> is always kept. Otherwise it is there only where the teaser or a picture had to
    /// come from it: it is most of a document, and gathering shows none of it.
    /// </summary>
    public bool Markup { get; init; }
    /// <summary>Teaser length aimed at, in characters: it ends with the sentence nearest below.</summary>
    [Range(80, 4_000)]
    public int Teaser { get; init; } = 300;
}
