using System.Runtime.InteropServices;
using System.Text;

using Digest.Model;

namespace Digest.Deliver.Smtp;

/// <summary>
/// The octets of one write, in a buffer that is kept, or in the mail's own array where it has room for what stands about the mail: then a mail
/// is not copied at all.
/// </summary>
internal sealed class OutBuffer
{
    // The end of the data and an envelope of two addresses (RFC 5321, 4.5.3.1.3), or nearly always.
    private const int Behind = 900;

    private readonly byte[] _kept = new byte[16 * 1024];
    private byte[] _octets;
    private int _start;
    private int _end;
    private OutgoingMail? _lent;

    public OutBuffer() => _octets = _kept;

    public ReadOnlyMemory<byte> Written => _octets.AsMemory(_start, _end - _start);

    /// <summary>What was written before has left, or never will.</summary>
    public void Clear()
    {
        if (_lent is { } mail)
        {
            _lent = null;
            mail.Release();
            _octets = _kept;
        }

        (_start, _end) = (0, 0);
    }

    public void Write(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _end += Encoding.UTF8.GetBytes(text, _octets.AsSpan(_end));
    }

    /// <summary>The message as DATA carries it: a line's first dot doubled, and the dot that ends it (RFC 5321, 4.5.2).</summary>
    /// <returns>The octets written so far, the last dot's line included.</returns>
    public int WriteBody(Letter letter)
    {
        if (_end == 0 && letter.Lend(letter.Signature.Length, Behind) is { } mail)
        {
            Take(mail, letter.Signature.Span);
        }
        else
        {
            Copy(letter);
        }

        Write(_end - _start > 1 && _octets[_end - 1] == '\n' && _octets[_end - 2] == '\r' ? ".\r\n" : "\r\n.\r\n");
        return _end - _start;
    }

    // The signature holds no line that begins with a dot: header fields begin with their names, folds with a blank.
    private void Take(OutgoingMail mail, ReadOnlySpan<byte> signature)
    {
        MemoryMarshal.TryGetArray(mail.Message, out var array);
        (_lent, _octets, _start, _end) = (mail, array.Array!, array.Offset - signature.Length, array.Offset + array.Count);
        signature.CopyTo(_octets.AsSpan(_start));
    }

    private void Copy(Letter letter)
    {
        Stuff(letter.Signature.Span, atLineStart: true);
        if (letter.HasNoDots)
        {
            Append(letter.Message.Span);
        }
        else
        {
            Stuff(letter.Message.Span, atLineStart: true);
        }

        letter.Release();
    }

    private void Stuff(ReadOnlySpan<byte> text, bool atLineStart)
    {
        if (atLineStart && text.StartsWith("."u8))
        {
            Write(".");
        }

        int dot;
        // Behind any LF, not only CRLF: a server that takes a bare one for a line's end must not see the end of the mail in it.
        while ((dot = text.IndexOf("\n."u8)) >= 0)
        {
            Append(text[..(dot + 2)]);
            Write(".");
            text = text[(dot + 2)..];
        }

        Append(text);
    }

    private void Append(ReadOnlySpan<byte> octets)
    {
        Reserve(octets.Length);
        octets.CopyTo(_octets.AsSpan(_end));
        _end += octets.Length;
    }

    private void Reserve(int more)
    {
        if (_end + more > _octets.Length)
        {
            // A lent array is given back by Clear; what stands in it goes on in another.
            var larger = new byte[Math.Max(_octets.Length * 2, _end + more)];
            _octets.AsSpan(_start, _end - _start).CopyTo(larger.AsSpan(_start));
            _octets = larger;
        }
    }
}
