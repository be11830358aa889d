namespace Digest.Deliver.Dkim;

/// <summary>Where one header field stands in a message: its name, and its value from after the colon to before the last CRLF.</summary>
public readonly record struct HeaderField(Range Name, Range Value);

/// <summary>The header block of a message, by position, without copying it.</summary>
public static class HeaderFields
{
    /// <summary>Finds the fields in their order, and where the body begins.</summary>
    /// <returns>The body's first octet; the message's length when there is none.</returns>
    /// <exception cref="ArgumentException">A line of the block is no field: signing it would sign nothing a verifier reads.</exception>
    public static int Find(ReadOnlySpan<byte> message, List<HeaderField> fields)
    {
        var at = 0;
        while (at < message.Length && !message[at..].StartsWith("\r\n"u8))
        {
            var end = EndOfField(message, at);
            var colon = message[at..end].IndexOf((byte)':');
            if (colon <= 0)
            {
                throw new ArgumentException("A header line has no name: the message is not RFC 5322 with CRLF.", nameof(message));
            }

            var name = message[at..(at + colon)].TrimEnd(" \t"u8);
            fields.Add(new HeaderField(at..(at + name.Length), (at + colon + 1)..end));
            at = Math.Min(end + 2, message.Length);
        }

        return Math.Min(at + 2, message.Length);
    }

    /// <summary>Whether a field has this name, in any case.</summary>
    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => System.Text.Ascii.EqualsIgnoreCase(name, wanted);

    // A field ends at the CRLF that no blank follows (unfolding, RFC 5322, 2.2.3).
    private static int EndOfField(ReadOnlySpan<byte> message, int at)
    {
        while (true)
        {
            var line = message[at..].IndexOf("\r\n"u8);
            if (line < 0)
            {
                return message.Length;
            }

            at += line;
            if (at + 2 >= message.Length || message[at + 2] is not ((byte)' ' or (byte)'\t'))
            {
                return at;
            }

            at += 2;
        }
    }
}
