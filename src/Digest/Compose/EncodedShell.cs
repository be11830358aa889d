using System.Text;

using Digest.Templates;

namespace Digest.Compose;

/// <summary>A shell whose texts are encoded already; the holes are the reader's.</summary>
internal sealed class EncodedShell(Shell shell, bool markup)
{
    private int? _size;

    public Shell Shell { get; } = shell;

    public EncodedPiece[] Head { get; } = EncodedPiece.All(shell.Head, markup);

    public EncodedPiece[] AfterHeading { get; } = EncodedPiece.All(shell.AfterHeading, markup);

    public EncodedPiece[] BetweenStories { get; } = EncodedPiece.All(shell.BetweenStories, markup);

    public EncodedPiece[] BetweenSections { get; } = EncodedPiece.All(shell.BetweenSections, markup);

    public EncodedPiece[] Tail { get; } = EncodedPiece.All(shell.Tail, markup);

    /// <summary>Octets when decoded, of what stands once.</summary>
    public int Size => _size ??= Head.Concat(Tail).Sum(p => p.Size);
}

/// <summary>Octets ready for the wire, or a hole for a reader's own value.</summary>
internal sealed record EncodedPiece(byte[] Bytes, HolePiece? Hole, int Size)
{
    public static EncodedPiece[] All(IReadOnlyList<Piece> pieces, bool markup) => [.. pieces.Select(p =>
    {
        var text = p is TextPiece t ? (markup ? Tidy.Html(t.Text) : t.Text) : "";
        return new EncodedPiece(QuotedPrintable.Encode(text), p as HolePiece, Encoding.UTF8.GetByteCount(text));
    })];
}
