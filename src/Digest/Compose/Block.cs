using System.Text;

using Digest.Templates;

namespace Digest.Compose;

/// <summary>A story or heading, rendered once: as the template wrote it, and as it goes on the wire, with holes for what is the reader's own.</summary>
internal sealed class Block
{
    /// <summary>How often each of the reader's values stands in it.</summary>
    private readonly (string Name, int Count)[] _own;

    public Block(IReadOnlyList<Piece> pieces, bool markup)
    {
        Pieces = pieces;
        Encoded = EncodedText.Of(pieces, markup);
        _own = [.. pieces.OfType<HolePiece>().Select(p => p.Name).CountBy(n => n).Select(n => (n.Key, n.Value))];
    }

    public IReadOnlyList<Piece> Pieces { get; }

    public EncodedText Encoded { get; }

    /// <summary>Octets when decoded, without what stands in holes.</summary>
    public int Size => Encoded.Size;

    /// <summary>Octets when decoded, for a reader with these values.</summary>
    public int SizeWith(IReadOnlyDictionary<string, string> own)
    {
        var size = Size;
        foreach (var (name, count) in _own)
        {
            size += count * Encoding.UTF8.GetByteCount(own[name]);
        }

        return size;
    }
}
