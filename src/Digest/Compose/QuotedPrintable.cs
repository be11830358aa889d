using System.Buffers;
using System.Text;

namespace Digest.Compose;

/// <summary>
/// RFC 2045, 6.7, for pieces that are put one after another: each begins and ends at the start of a line (with a soft break where its text
/// ends within one), so that pieces encoded once can be joined in any order. Lines have at most 76 octets and end in CRLF.
/// </summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;
    private const string Digits = "0123456789ABCDEF";

    // What stands for itself anywhere in a line; blanks, F and the rest are looked at one by one.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        "!\"#$%&'()*+,-./0123456789:;<>?@ABCDEGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    /// <param name="text">Lines end in LF; a CR is dropped, a bare one never reaches the wire.</param>
    public static byte[] Encode(string text)
    {
        var source = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, source);
        // Each octet may become three, and each line of at least 73 ends in three more.
        var result = ArrayPool<byte>.Shared.Rent(length * 3 + length / 24 * 3 + 8);
        var written = new Writer(result).Encode(source.AsSpan(0, length));
        var encoded = result.AsSpan(0, written).ToArray();
        ArrayPool<byte>.Shared.Return(source);
        ArrayPool<byte>.Shared.Return(result);
        return encoded;
    }

    // Blanks before a line's end are lost on the way; "From " at a line's start is changed by mbox stores.
    private static bool IsLiteral(ReadOnlySpan<byte> source, int at, int column) => source[at] switch
    {
        (byte)'=' => false,
        (byte)' ' or (byte)'\t' => at + 1 < source.Length && source[at + 1] is not ((byte)'\n' or (byte)'\r'),
        (byte)'F' when column == 0 => !source[at..].StartsWith("From "u8),
        var b => b is > 32 and < 127,
    };

    private ref struct Writer(byte[] result)
    {
        private int _length;
        private int _column;

        public int Encode(ReadOnlySpan<byte> source)
        {
            for (var i = 0; i < source.Length; i++)
            {
                i += Run(source[i..]);
                if (i < source.Length)
                {
                    One(source, i);
                }
            }

            if (_column > 0)
            {
                Break(soft: true);
            }

            return _length;
        }

        // As much of the plain octets as the line has room for; one octet is kept free for the soft break's own sign.
        private int Run(ReadOnlySpan<byte> source)
        {
            var window = source[..Math.Min(source.Length, LongestLine - 1 - _column)];
            var run = window.IndexOfAnyExcept(Plain);
            run = run < 0 ? window.Length : run;
            source[..run].CopyTo(result.AsSpan(_length));
            _length += run;
            _column += run;
            return run;
        }

        private void One(ReadOnlySpan<byte> source, int at)
        {
            var b = source[at];
            if (b == '\r')
            {
                return;
            }

            if (b == '\n')
            {
                Break(soft: false);
                return;
            }

            var literal = IsLiteral(source, at, _column);
            if (_column + (literal ? 1 : 3) > LongestLine - 1)
            {
                Break(soft: true);
                literal = IsLiteral(source, at, _column);
            }

            Append(b, literal);
        }

        private void Append(byte b, bool literal)
        {
            if (literal)
            {
                result[_length++] = b;
                _column++;
                return;
            }

            result[_length++] = (byte)'=';
            result[_length++] = (byte)Digits[b >> 4];
            result[_length++] = (byte)Digits[b & 15];
            _column += 3;
        }

        private void Break(bool soft)
        {
            if (soft)
            {
                result[_length++] = (byte)'=';
            }

            result[_length++] = (byte)'\r';
            result[_length++] = (byte)'\n';
            _column = 0;
        }
    }
}
