using Digest.Model;

namespace Digest.Gather.Pages;

/// <summary>What an article's page says of it: plain text and an absolute picture address; empty or null where it says nothing.</summary>
public sealed record PageFacts(string Teaser, string? Byline, Picture? Picture, Access? Access = null)
{
    public static readonly PageFacts None = new("", null, null);

    public bool IsEmpty => Teaser.Length == 0 && Byline is null && Picture is null && Access is null;
}
