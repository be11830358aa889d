using System.Text;

using Digest.Templates;

namespace Digest.Compose;

/// <summary>A story or heading, rendered once: as the template wrote it, and as it goes on the wire, with holes for what is the reader's own.</summary>
internal sealed class Block
{
    private readonly int _size;

    public Block(IReadOnlyList<Piece> pieces, bool markup)
    {
        Pieces = pieces;
        Encoded = EncodedPiece.All(pieces, markup);
        _size = Encoded.Sum(p => p.Size);
    }

    public IReadOnlyList<Piece> Pieces { get; }

    public EncodedPiece[] Encoded { get; }

    /// <summary>Octets when decoded, without what stands in holes.</summary>
    public int Size => _size;

    /// <summary>Octets when decoded, for a reader with these values.</summary>
    public int SizeWith(IReadOnlyDictionary<string, string> own) =>
        Encoded.Length == 1 ? _size : _size + Encoded.Where(p => p.Hole is not null).Sum(p => Encoding.UTF8.GetByteCount(own[p.Hole!.Name]));
}
