using Digest.Model;

namespace Digest.Editions;

/// <summary>Which stories belong together: those of one matter, and the parts of one saga.</summary>
internal sealed class Families
{
    private readonly Dictionary<long, long> _elder = [];

    private const string Politics = "11000000";
    private const string Conflict = "16000000";

    /// <summary>
    /// False for two that readers look for in different places: a study of droughts is not told beneath the strikes in the same countries.
    /// A war and what is said of it in parliaments are one matter.
    /// </summary>
    public static bool AreOfOneTopic(string? one, string? other) =>
        one is null || other is null || one == other || (one is Politics or Conflict && other is Politics or Conflict);

    /// <summary>
    /// As <see cref="AreOfOneTopic(string?, string?)"/>, save that two told in two languages are of one matter by the names and places they share:
    /// what words say of their topics differs from language to language.
    /// </summary>
    public static bool AreOfOneTopic(StoryCandidate one, StoryCandidate other) =>
        AreOfOneTopic(one.Topic, other.Topic) || (one.Language is { } a && other.Language is { } b && !LanguageTag.Same(a, b));

    /// <summary>Joins two stories, and with them all that each belongs with.</summary>
    public void Join(long one, long other)
    {
        var (first, second) = (Of(one), Of(other));
        if (first != second)
        {
            _elder[Math.Max(first, second)] = Math.Min(first, second);
        }
    }

    /// <summary>The oldest story of its family: the story itself where it has none.</summary>
    public long Of(long story)
    {
        while (_elder.TryGetValue(story, out var elder))
        {
            story = elder;
        }

        return story;
    }
}
