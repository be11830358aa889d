namespace Digest.Model;

/// <summary>What the operator said of a section. FeedId 0: in every feed; section folded, * for all of a feed; topic "" where it tells nothing.</summary>
public sealed record MappedSection(long FeedId, string Section, string Topic);
