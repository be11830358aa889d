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
    /// <summary>A link's or a line's octets need no array.</summary>
    private const int Short = 512;
    private const string Digits = "0123456789ABCDEF";

    // What stands for itself anywhere in a line; blanks, F and the rest are looked at one by one.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        "!\"#$%&'()*+,-./0123456789:;<>?@ABCDEGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    /// <param name="text">Lines end in LF; a CR is dropped, a bare one never reaches the wire.</param>
    public static byte[] Encode(string text)
    {
        var source = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, source);
        var result = ArrayPool<byte>.Shared.Rent(Most(length));
        var written = new Writer(result).Encode(source.AsSpan(0, length));
        var encoded = result.AsSpan(0, written).ToArray();
        ArrayPool<byte>.Shared.Return(source);
        ArrayPool<byte>.Shared.Return(result);
        return encoded;
    }

    /// <summary>The same, behind what is written already, which must end at a line's start.</summary>
    public static void Encode(string text, OctetWriter into)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > Short ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> source = rented ?? stackalloc byte[Short];
        var length = Encoding.UTF8.GetBytes(text, source);
        into.Advance(new Writer(into.Room(Most(length))).Encode(source[..length]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // Each octet may become three, and each line of at least 73 ends in three more.
    private static int Most(int octets) => octets * 3 + octets / 24 * 3 + 8;

    // Blanks before a line's end are lost on the way; "From " at a line's start is changed by mbox stores, and a dot there doubled by SMTP.
    private static bool IsLiteral(ReadOnlySpan<byte> source, int at, int column) => source[at] switch
    {
        (byte)'=' => false,
        (byte)' ' or (byte)'\t' => at + 1 < source.Length && source[at + 1] is not ((byte)'\n' or (byte)'\r'),
        (byte)'.' when column == 0 => false,
        (byte)'F' when column == 0 => !source[at..].StartsWith("From "u8),
        var b => b is > 32 and < 127,
    };

    private ref struct Writer(Span<byte> result)
    {
        private readonly Span<byte> _result = result;
        private int _length;
        private int _column;

        public int Encode(scoped ReadOnlySpan<byte> source)
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
        private int Run(scoped ReadOnlySpan<byte> source)
        {
            if (_column == 0 && source[0] == '.')
            {
                return 0;
            }

            var window = source[..Math.Min(source.Length, LongestLine - 1 - _column)];
            var run = window.IndexOfAnyExcept(Plain);
            run = run < 0 ? window.Length : run;
            source[..run].CopyTo(_result[_length..]);
            _length += run;
            _column += run;
            return run;
        }

        private void One(scoped ReadOnlySpan<byte> source, int at)
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
                _result[_length++] = b;
                _column++;
                return;
            }

            _result[_length++] = (byte)'=';
            _result[_length++] = (byte)Digits[b >> 4];
            _result[_length++] = (byte)Digits[b & 15];
            _column += 3;
        }

        private void Break(bool soft)
        {
            if (soft)
            {
                _result[_length++] = (byte)'=';
            }

            _result[_length++] = (byte)'\r';
            _result[_length++] = (byte)'\n';
            _column = 0;
        }
    }
}
