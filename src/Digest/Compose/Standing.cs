using System.Runtime.CompilerServices;

using Digest.Model;

namespace Digest.Compose;

/// <summary>A story of an issue and how it stands there. Two are the same when the very object is.</summary>
/// <param name="Story">As the issue's row has it.</param>
/// <param name="IsFirst">The first of its section.</param>
/// <param name="IsLead">The first of the issue.</param>
/// <param name="Feedback">With the "more, less, mute" links.</param>
internal readonly record struct Standing(IssueStory Story, bool IsFirst, bool IsLead, bool Feedback)
{
    /// <summary>By its words: what is equal in all that templates see.</summary>
    public StoryPlace Place() => new(Story.StoryId, Story.Section, Story.Why, IsFirst, IsLead)
    {
        Because = Story.Because,
        Since = Story.Since,
        NewTitles = Story.NewTitles,
        Without = Story.Without,
        First = Story.First,
        Feedback = Feedback,
    };

    public bool Equals(Standing other) =>
        ReferenceEquals(Story, other.Story) && IsFirst == other.IsFirst && IsLead == other.IsLead && Feedback == other.Feedback;

    public override int GetHashCode() =>
        RuntimeHelpers.GetHashCode(Story) ^ (IsFirst ? 1 << 28 : 0) ^ (IsLead ? 1 << 29 : 0) ^ (Feedback ? 1 << 30 : 0);
}
