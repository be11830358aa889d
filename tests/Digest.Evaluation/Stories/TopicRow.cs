namespace Digest.Evaluation.Stories;

/// <summary>A text and the topic its publisher filed it under.</summary>
internal sealed record TopicRow
{
    public string Set { get; init; } = "";
    public string Id { get; init; } = "";
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public string Label { get; init; } = "";
    public string Lang { get; init; } = "";
    public string Source { get; init; } = "";

    /// <summary>Set and language: sections-en.</summary>
    public string Name => $"{Set}-{Lang}";

    /// <summary>The label without the name of its vocabulary (medtop:).</summary>
    public string Code => Label[(Label.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
