using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Digest.Compose;

/// <summary>
/// The octets of one mail as it is put together, in an array of the shared pool: <see cref="Model.OutgoingMail.Release"/> gives it back. A mail
/// that cannot be finished leaves its array to the collector.
/// </summary>
internal sealed class OctetWriter(int room)
{
    private byte[] _octets = ArrayPool<byte>.Shared.Rent(room);
    private int _length;

    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, _length);

    public void Write(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(Room(octets.Length));
        _length += octets.Length;
    }

    /// <summary>In UTF-8.</summary>
    public void Write(string text) => _length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var digits);
        _length += digits;
    }

    /// <summary>Room for so many octets, to be written before <see cref="Advance"/>.</summary>
    public Span<byte> Room(int octets)
    {
        if (_octets.Length - _length < octets)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_octets.Length * 2, _length + octets));
            _octets.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_octets);
            _octets = larger;
        }

        return _octets.AsSpan(_length);
    }

    public void Advance(int octets) => _length += octets;
}
