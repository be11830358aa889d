using System.Text;

using AngleSharp.Html;

namespace Digest.Gather.Parse.Markup;

/// <summary>
/// Character references: XML's five, HTML's 2,231 by name, and numbers. Nothing declared in a document is ever looked at,
/// so no entity can grow or reach out.
/// </summary>
internal static class CharacterReference
{
    // The longest HTML name is CounterClockwiseContourIntegral.
    private const int LongestName = 33;

    public enum Kind { None, Xml, Html, Number, BadNumber }

    /// <summary>Reads the reference that begins at <paramref name="text"/>[0], an ampersand.</summary>
    /// <param name="length">How much of the text it took; 1 for a bare ampersand.</param>
    /// <param name="value">What it stands for, at most two UTF-16 units per reference unit read.</param>
    public static Kind Read(ReadOnlySpan<char> text, out int length, out Characters value)
    {
        length = 1;
        value = new('&');
        if (text.Length < 4)
        {
            return Kind.None;
        }

        // Escaped markup is made of these two.
        if (text[2] == 't' && text[3] == ';' && text[1] is 'l' or 'g')
        {
            (length, value) = (4, new(text[1] == 'l' ? '<' : '>'));
            return Kind.Xml;
        }

        return text[1] == '#' ? Number(text, ref length, ref value) : Named(text, ref length, ref value);
    }

    private static Kind Number(ReadOnlySpan<char> text, ref int length, ref Characters value)
    {
        var hex = text[2] is 'x' or 'X';
        var digits = text[(hex ? 3 : 2)..];
        var count = 0;
        long code = 0;
        while (count < digits.Length && Digit(digits[count], hex) is >= 0 and var digit)
        {
            // Beyond the last code point the value no longer matters, only that it does not wrap around.
            code = Math.Min(code * (hex ? 16 : 10) + digit, 0x110000);
            count++;
        }

        if (count == 0)
        {
            return Kind.None;
        }

        var ends = count < digits.Length && digits[count] == ';';
        length = (hex ? 3 : 2) + count + (ends ? 1 : 0);
        value = Code(code);
        return ends && !value.IsEmpty ? Kind.Number : Kind.BadNumber;
    }

    private static Characters Code(long code)
    {
        // HTML's rule: these numbers mean Windows-1252, since that is what their writers meant.
        if (code is >= 0x80 and <= 0x9F)
        {
            code = Windows1252[(int)code - 0x80];
        }

        if (code is < 0x20 and not (9 or 10 or 13) || code is 0xFFFE or 0xFFFF || !Rune.IsValid((int)code))
        {
            return default;
        }

        Span<char> units = stackalloc char[2];
        return new Rune((int)code).EncodeToUtf16(units) == 1 ? new(units[0]) : new(units[0], units[1]);
    }

    private static int Digit(char c, bool hex) =>
        char.IsAsciiDigit(c) ? c - '0' : hex && char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : -1;

    private static Kind Named(ReadOnlySpan<char> text, ref int length, ref Characters value)
    {
        var name = text[1..Math.Min(text.Length, LongestName)];
        var end = name.IndexOf(';');
        if (end <= 0)
        {
            return Kind.None;
        }

        name = name[..end];
        var known = name switch { "lt" => '<', "gt" => '>', "amp" => '&', "quot" => '"', "apos" => '\'', _ => '\0' };
        if (known != '\0')
        {
            (length, value) = (end + 2, new(known));
            return Kind.Xml;
        }

        if (name.ContainsAnyExcept(NameCharacters) || HtmlEntityProvider.Resolver.GetSymbol(string.Concat(name, ";")) is not { Length: > 0 and <= 2 } symbol)
        {
            return Kind.None;
        }

        (length, value) = (end + 2, symbol.Length == 1 ? new(symbol[0]) : new(symbol[0], symbol[1]));
        return Kind.Html;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>What bytes 80 to 9F stand for.</summary>
    public const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>None, one or two UTF-16 units.</summary>
    public readonly record struct Characters(char First, char Second = '\0')
    {
        public bool IsEmpty => First == '\0';

        public int CopyTo(Span<char> target)
        {
            if (IsEmpty)
            {
                return 0;
            }

            target[0] = First;
            if (Second == '\0')
            {
                return 1;
            }

            target[1] = Second;
            return 2;
        }
    }
}
