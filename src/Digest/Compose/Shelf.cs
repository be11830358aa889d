using Digest.Model;

namespace Digest.Compose;

/// <summary>An edition's stories with what choosing among them needs of each, reckoned once for all readers.</summary>
public sealed class Shelf(Edition edition)
{
    public Edition Edition { get; } = edition;

    internal IReadOnlyList<ShelvedStory> Stories { get; } = [.. edition.Stories.Select(s => new ShelvedStory(s))];
}

/// <summary>A story and its words, found out when the first reader needs them.</summary>
internal sealed class ShelvedStory(EditionStory story)
{
    private readonly Lazy<string> _told = new(() => Phrase.Fold(string.Join(" \n ", story.AlsoIn.Select(a => a.Title).Prepend(story.Teaser).Prepend(story.Title))));
    private readonly Lazy<IReadOnlyList<BeneathStory>> _beneath = new(() => [.. story.Related.Select(r => new BeneathStory(r.StoryId, Phrase.Fold(r.Title), r.Language))]);
    private readonly Lazy<IReadOnlySet<string>> _words = new(() => Significant(story.Title));

    public EditionStory Story { get; } = story;

    /// <summary>Headlines and teaser, by <see cref="Phrase.Fold"/>.</summary>
    public string Told => _told.Value;

    /// <summary>What is named beneath it.</summary>
    public IReadOnlyList<BeneathStory> Beneath => _beneath.Value;

    /// <summary>The headline's words that say what it is about.</summary>
    public IReadOnlySet<string> Words => _words.Value;

    public bool IsToldBy(string title) =>
        Same(Story.SourceName, title) || Story.Titles.Any(t => Same(t, title)) || Story.AlsoIn.Any(a => Same(a.SourceName, title));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Words of four letters or more, or that hold a digit: short ones are mostly grammar.</summary>
    public static IReadOnlySet<string> Significant(string headline) =>
        Phrase.Fold(headline).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= 4 || w.Any(char.IsDigit)).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Another story of the matter.</summary>
/// <param name="StoryId">Its number.</param>
/// <param name="Told">Its headline, by <see cref="Phrase.Fold"/>.</param>
/// <param name="Language">The headline's, where it is known.</param>
internal readonly record struct BeneathStory(long StoryId, string Told, string? Language);
