using System.Text;

using Digest.Templates;

namespace Digest.Compose;

/// <summary>A story or heading, rendered once: as the template wrote it, and as it goes on the wire, with holes for what is the reader's own.</summary>
internal sealed class Block
{
    private readonly int _size;
    /// <summary>How often each of the reader's values stands in it.</summary>
    private readonly (string Name, int Count)[] _own;

    public Block(IReadOnlyList<Piece> pieces, bool markup)
    {
        Pieces = pieces;
        Encoded = EncodedPiece.All(pieces, markup);
        _size = Encoded.Sum(p => p.Size);
        _own = [.. Encoded.Select(p => p.Hole?.Name).OfType<string>().CountBy(n => n).Select(n => (n.Key, n.Value))];
    }

    public IReadOnlyList<Piece> Pieces { get; }

    public EncodedPiece[] Encoded { get; }

    /// <summary>Octets when decoded, without what stands in holes.</summary>
    public int Size => _size;

    /// <summary>Octets when decoded, for a reader with these values.</summary>
    public int SizeWith(IReadOnlyDictionary<string, string> own)
    {
        var size = _size;
        foreach (var (name, count) in _own)
        {
            size += count * Encoding.UTF8.GetByteCount(own[name]);
        }

        return size;
    }
}
