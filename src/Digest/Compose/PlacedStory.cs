namespace Digest.Compose;

/// <summary>A story as it stands in the issues of one press: what templates see, and what was rendered of it, each once for all readers.</summary>
internal sealed class PlacedStory(StoryPlace place, StoryView view)
{
    public StoryPlace Place { get; } = place;

    public StoryView View { get; } = view;

    /// <summary>The subject line of an issue it leads; null until it does.</summary>
    public string? Subject { get; set; }

    /// <summary>Its block in HTML; null until it is rendered. Two threads may render it, to the same end.</summary>
    public Block? Html { get; set; }

    /// <summary>Its block in plain text.</summary>
    public Block? Text { get; set; }
}
