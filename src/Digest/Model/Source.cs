namespace Digest.Model;

/// <summary>A news title (The Guardian - UK). Weight is relative: 1 is usual, 0 never leads, 10 is the most.</summary>
public sealed record Source
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public string? HomeUrl { get; init; }
    /// <summary>ISO 3166-1 alpha-2, upper case (GB), or null.</summary>
    public string? Country { get; init; }
    /// <summary>BCP 47, lower-case primary tag (en, pt-br), or null.</summary>
    public string? Language { get; init; }
    public double Weight { get; init; } = 1;
    /// <summary>The OPML group it came in, levels joined by '/', or null.</summary>
    public string? Folder { get; init; }
}
