using System.Text;

namespace Digest.Deliver.Smtp;

/// <summary>The octets of one write, in a buffer that is kept: a mail costs two copies and no allocation.</summary>
internal sealed class OutBuffer
{
    private byte[] _octets = new byte[16 * 1024];
    private int _length;

    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void Write(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _octets.AsSpan(_length));
    }

    /// <summary>The message as DATA carries it: a line's first dot doubled, and the dot that ends it (RFC 5321, 4.5.2).</summary>
    /// <returns>The octets written so far, the last dot's line included.</returns>
    public int WriteBody(Letter letter)
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
        Write(_length > 1 && _octets[_length - 1] == '\n' && _octets[_length - 2] == '\r' ? ".\r\n" : "\r\n.\r\n");
        return _length;
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
        octets.CopyTo(_octets.AsSpan(_length));
        _length += octets.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more > _octets.Length)
        {
            Array.Resize(ref _octets, Math.Max(_octets.Length * 2, _length + more));
        }
    }
}
