using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Digest.Compose;

/// <summary>
/// The octets of one mail as it is put together, in an array of the shared pool: <see cref="Model.OutgoingMail.Release"/> gives it back. A mail
/// that cannot be finished leaves its array to the collector. Before and behind the mail there is room for what who sends it adds.
/// </summary>
internal sealed class OctetWriter(int room)
{
    /// <summary>Two signatures.</summary>
    private const int Before = 2048;
    /// <summary>The end of the data and the next envelope.</summary>
    private const int Behind = 1024;

    private byte[] _octets = ArrayPool<byte>.Shared.Rent(Before + room + Behind);
    private int _length = Before;

    public int Length => _length - Before;

    /// <summary>The mail, when it is whole.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        Room(Behind);
        return _octets.AsMemory(Before, Length);
    }

    /// <summary>Forgets what was written since an earlier <see cref="Length"/>.</summary>
    public void Back(int length) => _length = Before + length;

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

    /// <summary>Writes once more what stands at an earlier <see cref="Length"/>.</summary>
    public void Again(int at, int octets)
    {
        Room(octets);
        _octets.AsSpan(Before + at, octets).CopyTo(_octets.AsSpan(_length));
        _length += octets;
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
