using System.Text;

using Digest.Templates;

namespace Digest.Compose;

/// <summary>
/// Octets ready for the wire with holes for a reader's own values. All stand in one array: a mail is put together from hundreds of pieces,
/// and to find each costs more than to copy it.
/// </summary>
internal sealed class EncodedText
{
    private readonly byte[] _octets;
    private readonly Stretch[] _stretches;

    private EncodedText(byte[] octets, Stretch[] stretches, int size) => (_octets, _stretches, Size) = (octets, stretches, size);

    public static EncodedText Empty { get; } = new([], [], 0);

    public static EncodedText Of(IReadOnlyList<Piece> pieces, bool markup)
    {
        var (octets, size, length) = (new List<byte>(), 0, 0);
        var stretches = new List<Stretch>();
        foreach (var piece in pieces)
        {
            if (piece is HolePiece hole)
            {
                stretches.Add(new Stretch(length, hole));
                length = 0;
                continue;
            }

            var text = piece is TextPiece t ? (markup ? Tidy.Html(t.Text) : t.Text) : "";
            var encoded = QuotedPrintable.Encode(text);
            octets.AddRange(encoded);
            (size, length) = (size + Encoding.UTF8.GetByteCount(text), length + encoded.Length);
        }

        if (length > 0)
        {
            stretches.Add(new Stretch(length, null));
        }

        return new EncodedText([.. octets], [.. stretches], size);
    }

    /// <summary>Octets when decoded, without what stands in holes.</summary>
    public int Size { get; }

    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>One behind another from the first of <see cref="Octets"/> to the last.</summary>
    public ReadOnlySpan<Stretch> Stretches => _stretches;
}

/// <summary>So many octets, and the hole behind them; none at the end.</summary>
internal readonly record struct Stretch(int Length, HolePiece? Hole);
