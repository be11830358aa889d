using System.Buffers;
using System.Globalization;
using System.Text;

namespace Digest.Deliver.Smtp;

/// <summary>MAIL, RCPT and DATA for one letter, and what must be true of it before they are sent.</summary>
internal static class Envelope
{
    private static readonly IdnMapping Idn = new();
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(i => (char)i).Where(c => char.IsControl(c) || c is '<' or '>' or ' ')]);

    /// <returns>Why this server cannot take this letter, or null.</returns>
    public static Answer? Refusal(Letter letter, Offers offers)
    {
        if (offers.MaxSize > 0 && letter.Size > offers.MaxSize)
        {
            return new Answer(Stage.Mail, default, Break.TooBig,
                $"the mail has {letter.Size} octets and the relay takes {offers.MaxSize} (SIZE): send fewer stories, or raise the relay's limit");
        }

        if (!IsSafe(letter.To) || !IsSafe(letter.From))
        {
            return new Answer(Stage.Rcpt, default, Break.Unsupported, "the address cannot stand in an SMTP envelope");
        }

        if (letter.NeedsUtf8 && !offers.Utf8 && !(Ascii.IsValid(Plain(letter.To)) && Ascii.IsValid(Plain(letter.From))))
        {
            return new Answer(Stage.Rcpt, default, Break.Unsupported, "the address needs SMTPUTF8 (RFC 6531), which the relay does not offer");
        }

        return letter.EightBit && !offers.EightBit
            ? new Answer(Stage.Mail, default, Break.Unsupported, "the mail has 8-bit octets and the relay does not offer 8BITMIME (RFC 6152)")
            : null;
    }

    public static string Mail(Letter letter, Offers offers)
    {
        var text = new StringBuilder("MAIL FROM:<").Append(Address(letter.From, offers)).Append('>');
        if (offers.Size)
        {
            text.Append(CultureInfo.InvariantCulture, $" SIZE={letter.Size}");
        }

        if (letter.EightBit)
        {
            text.Append(" BODY=8BITMIME");
        }

        if (letter.NeedsUtf8 && offers.Utf8)
        {
            text.Append(" SMTPUTF8");
        }

        return text.Append("\r\n").ToString();
    }

    public static string Rcpt(Letter letter, Offers offers) => $"RCPT TO:<{Address(letter.To, offers)}>\r\n";

    // A domain in other letters has an ASCII form that every server takes; a local part has none (RFC 6531, 3.3).
    private static string Address(string address, Offers offers) => offers.Utf8 || Ascii.IsValid(address) ? address : Plain(address);

    private static string Plain(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0 || Ascii.IsValid(address))
        {
            return address;
        }

        try
        {
            return address[..(at + 1)] + Idn.GetAscii(address[(at + 1)..]);
        }
        catch (ArgumentException)
        {
            // Not a domain at all: it stays as it is, and is refused for that.
            return address;
        }
    }

    // An address with a line break would be a command of its own.
    private static bool IsSafe(string address)
    {
        if (address.Length == 0)
        {
            return true;
        }

        return address.Length <= 320 && address.Contains('@', StringComparison.Ordinal) && !address.AsSpan().ContainsAny(Unsafe);
    }
}
