using Digest.Model;
using Digest.Store;

namespace Digest.Compose;

/// <summary>A story that may come into a reader's issue.</summary>
/// <param name="Story">As the edition froze it.</param>
/// <param name="SourceId">The title that is shown: the lead article's, or another where the reader follows that or has muted the lead's.</param>
internal sealed record Candidate(EditionStory Story, long SourceId)
{
    /// <summary>What the reader was last told of it, or of the story it takes up; null when it is new to them.</summary>
    public SentStory? Before { get; init; }

    /// <summary>The titles that have come to it since.</summary>
    public int NewTitles { get; init; }

    /// <summary>As <see cref="IssueStory.First"/>.</summary>
    public long? First { get; init; }

    /// <summary>As <see cref="IssueStory.Without"/>.</summary>
    public string? Without { get; init; }

    /// <summary>Why it suits the reader: title, word or like, and which one; null when nothing they follow is in it.</summary>
    public Following? Following { get; init; }

    /// <summary>Where it stands among those that suit the reader as well: less is better.</summary>
    public double Place { get; init; }

    /// <summary>An editor wants it in every issue.</summary>
    public bool IsWanted => Story.Reason.Kind == "picked";
}

/// <summary>What of a reader's wishes a story meets: Why is title, word or like; Because the title's name, the word, or the headline they liked.</summary>
internal readonly record struct Following(string Why, string Because);
