using Digest.Model;
using Digest.Stories.Clusters;

namespace Digest.Stories;

/// <summary>An article with the story it was given and its topics, about to be written.</summary>
public sealed record Placement(Article Article, Joined Joined, IReadOnlyList<TopicAssignment> Topics);
