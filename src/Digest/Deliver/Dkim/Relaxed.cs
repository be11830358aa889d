namespace Digest.Deliver.Dkim;

/// <summary>The relaxed canonical forms of RFC 6376, 3.4.2 and 3.4.4, from CRLF octets to octets.</summary>
public static class Relaxed
{
    /// <summary>
    /// A body: runs of blanks become one space, blanks at a line's end and empty lines at the end go. Leaps from one blank that
    /// must change to the next by vectorised search, since most text holds few: forty kilobytes cost a few microseconds.
    /// </summary>
    /// <param name="into">At least the body's length plus two.</param>
    /// <returns>The octets written.</returns>
    public static int Body(ReadOnlySpan<byte> body, Span<byte> into)
    {
        var (at, written) = (0, 0);
        var (tab, twice, end) = (Next(body, 0, "\t"u8), Next(body, 0, "  "u8), Next(body, 0, " \r"u8));
        while (at < body.Length)
        {
            var start = Math.Min(Math.Min(tab, twice), end);
            while (start > at && start <= body.Length && body[start - 1] == ' ')
            {
                start--;
            }

            body[at..start].CopyTo(into[written..]);
            written += start - at;
            at = SkipBlanks(body, start);
            if (at > start && at < body.Length && !body[at..].StartsWith("\r\n"u8))
            {
                into[written++] = (byte)' ';
            }

            tab = tab < at ? Next(body, at, "\t"u8) : tab;
            twice = twice < at ? Next(body, at, "  "u8) : twice;
            end = end < at ? Next(body, at, " \r"u8) : end;
        }

        return CloseLines(into, written);
    }

    /// <summary>One header field: lower-case name, colon, the value unfolded, its blanks one space, none at the ends; no CRLF.</summary>
    /// <param name="into">At least as long as name, value and a colon.</param>
    /// <returns>The octets written.</returns>
    public static int Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Span<byte> into)
    {
        System.Text.Ascii.ToLower(name, into, out var written);
        into[written++] = (byte)':';
        var first = written;
        for (var at = 0; at < value.Length;)
        {
            var run = value[at..].IndexOfAnyExcept(Blanks);
            if (run < 0)
            {
                break;
            }

            if (run > 0 && written > first)
            {
                into[written++] = (byte)' ';
            }

            var word = value[(at + run)..];
            var length = word.IndexOfAny(Blanks);
            word = length < 0 ? word : word[..length];
            word.CopyTo(into[written..]);
            written += word.Length;
            at += run + word.Length;
        }

        return written;
    }

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    private static int Next(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> what)
    {
        var found = body[from..].IndexOf(what);
        return found < 0 ? body.Length : from + found;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> body, int at)
    {
        while (at < body.Length && body[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    private static int CloseLines(Span<byte> into, int written)
    {
        while (written >= 2 && into[..written].EndsWith("\r\n"u8))
        {
            written -= 2;
        }

        if (written > 0)
        {
            "\r\n"u8.CopyTo(into[written..]);
            written += 2;
        }

        return written;
    }
}
