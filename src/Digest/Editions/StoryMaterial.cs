using Digest.Model;

namespace Digest.Editions;

/// <summary>All that is known of a story at the cut: its place, its articles, and the titles they are from.</summary>
internal sealed record StoryMaterial(RankedStory Ranked, IReadOnlyList<LeadCandidate> Articles, IReadOnlyDictionary<long, Source> Sources);
