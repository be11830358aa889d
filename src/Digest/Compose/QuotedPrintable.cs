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

    /// <param name="text">Lines end in LF; a CR is dropped, a bare one never reaches the wire.</param>
    public static byte[] Encode(string text)
    {
        var source = Encoding.UTF8.GetBytes(text);
        var result = new List<byte>(source.Length + (source.Length / 8) + 16);
        var column = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var b = source[i];
            if (b == '\r')
            {
                continue;
            }

            if (b == '\n')
            {
                Break(result, soft: false, ref column);
                continue;
            }

            var literal = IsLiteral(source, i, column);
            // One octet is kept free for the soft break's own sign.
            if (column + (literal ? 1 : 3) > LongestLine - 1)
            {
                Break(result, soft: true, ref column);
                literal = IsLiteral(source, i, column);
            }

            column += Append(result, b, literal);
        }

        if (column > 0)
        {
            Break(result, soft: true, ref column);
        }

        return [.. result];
    }

    // Blanks before a line's end are lost on the way; "From " at a line's start is changed by mbox stores.
    private static bool IsLiteral(byte[] source, int at, int column) => source[at] switch
    {
        (byte)'=' => false,
        (byte)' ' or (byte)'\t' => at + 1 < source.Length && source[at + 1] is not ((byte)'\n' or (byte)'\r'),
        (byte)'F' when column == 0 => !source.AsSpan(at).StartsWith("From "u8),
        var b => b is > 32 and < 127,
    };

    private static int Append(List<byte> result, byte b, bool literal)
    {
        if (literal)
        {
            result.Add(b);
            return 1;
        }

        result.Add((byte)'=');
        result.Add((byte)Digits[b >> 4]);
        result.Add((byte)Digits[b & 15]);
        return 3;
    }

    private static void Break(List<byte> result, bool soft, ref int column)
    {
        if (soft)
        {
            result.Add((byte)'=');
        }

        result.Add((byte)'\r');
        result.Add((byte)'\n');
        column = 0;
    }
}
