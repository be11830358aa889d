namespace Digest.Compose;

/// <summary>A shell whose texts are encoded already; the holes are the reader's.</summary>
internal sealed class EncodedShell(Shell shell, bool markup)
{
    public Shell Shell { get; } = shell;

    public EncodedText Head { get; } = EncodedText.Of(shell.Head, markup);

    public EncodedText AfterHeading { get; } = EncodedText.Of(shell.AfterHeading, markup);

    public EncodedText BetweenStories { get; } = EncodedText.Of(shell.BetweenStories, markup);

    public EncodedText BetweenSections { get; } = EncodedText.Of(shell.BetweenSections, markup);

    public EncodedText Tail { get; } = EncodedText.Of(shell.Tail, markup);

    /// <summary>Octets when decoded, of what stands once.</summary>
    public int Size => Head.Size + Tail.Size;
}
