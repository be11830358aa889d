using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

using Digest.Links;
using Digest.Model;
using Digest.Templates;

using MimeKit;

namespace Digest.Compose;

/// <summary>
/// The header of a message, RFC 5322: one From, one To, list headers with one-click (RFC 2369, 2919, 8058). Nothing that a feed or a person
/// wrote can add a line: texts are encoded words (RFC 2047), all else is checked.
/// </summary>
internal sealed class MailHeaders(SiteOptions site, SiteLinks links)
{
    private const int LongestSubject = 150;

    /// <summary>From Date's end to the reader's address.</summary>
    private readonly byte[] _sender = Encoding.UTF8.GetBytes(
        "\r\n" + Folded("From", Mailbox(site.Name, site.From)) + Folded("Reply-To", string.IsNullOrWhiteSpace(site.ReplyTo) ? site.From : site.ReplyTo) + "To: ");

    /// <summary>From the Message-ID's end on.</summary>
    private readonly byte[] _list = Encoding.UTF8.GetBytes(">\r\n" + Folded("List-Id", $"{Phrase(site.Name)} <digest.{links.Domain}>"));

    /// <summary>Thousands of readers get the same line.</summary>
    private readonly Kept<string, byte[]> _subjects = new(512, s => Encoding.UTF8.GetBytes(Words(s)));
    private readonly Kept<MailKind, byte[]> _campaigns = new(16, k => Encoding.UTF8.GetBytes($":{k.ToString().ToLowerInvariant()}:digest:{Sender(links.Domain)}\r\n"));
    private readonly Kept<DateTimeOffset, byte[]> _dates = new(16, at => Encoding.ASCII.GetBytes(at.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)));

    /// <summary>Lines with CRLF, and the empty line after them.</summary>
    /// <param name="h">What they are written into.</param>
    /// <param name="delivery">The ledger's row.</param>
    /// <param name="subject">One line of plain text.</param>
    /// <param name="campaign">What complaints are counted by: e12 for edition 12, or the kind of mail.</param>
    /// <param name="date">When it is handed over.</param>
    /// <param name="boundary">Of the multipart.</param>
    /// <exception cref="InvalidOperationException">An address or Message-ID holds a line end of its own.</exception>
    public void Write(OctetWriter h, Delivery delivery, string subject, string campaign, DateTimeOffset date, ReadOnlySpan<byte> boundary)
    {
        var second = date.ToUniversalTime();
        h.Write("Date: "u8);
        h.Write(_dates.Get(second.AddTicks(-(second.Ticks % TimeSpan.TicksPerSecond))));
        h.Write(_sender);
        h.Write(Checked("To", Address(delivery.Address)));
        h.Write("\r\nSubject:"u8);
        h.Write(_subjects.Get(subject));
        h.Write("Message-ID: <"u8);
        h.Write(Checked("Message-ID", delivery.MessageId));
        h.Write(_list);
        if (delivery.SubscriberId is { } subscriber && delivery.Kind is MailKind.Digest or MailKind.Welcome)
        {
            // Addresses cannot be folded; each gets a line.
            h.Write("List-Unsubscribe:\r\n <"u8);
            h.Write(Checked("List-Unsubscribe", links.Unsubscribe(subscriber)));
            h.Write(">,\r\n <"u8);
            h.Write(Checked("List-Unsubscribe", links.UnsubscribeMailto(subscriber)));
            h.Write(">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"u8);
        }

        h.Write("Feedback-ID: "u8);
        h.Write(Checked("Feedback-ID", campaign));
        h.Write(_campaigns.Get(delivery.Kind));
        h.Write(delivery.Kind == MailKind.Digest ? "Precedence: bulk\r\n"u8 : "Auto-Submitted: auto-generated\r\n"u8);
        h.Write("MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\""u8);
        h.Write(boundary);
        h.Write("\"\r\n\r\n"u8);
    }

    /// <summary>The same for the same row; "=_" cannot stand in quoted-printable, so it need only be told from those of other mails, not be hard to guess.</summary>
    public static byte[] Boundary(string messageId)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(MemoryMarshal.AsBytes(messageId.AsSpan()), hash);
        var boundary = new byte[34];
        "=_"u8.CopyTo(boundary);
        Convert.TryToHexStringLower(hash, boundary.AsSpan(2), out _);
        return boundary;
    }

    /// <summary>One line, without control characters or overrides, not longer than an inbox shows.</summary>
    public static string Subject(string text)
    {
        var line = Escape.Line(text);
        return line.Length <= LongestSubject ? line : Cut.AtWord(line, LongestSubject);
    }

    // What stands in a line of ours: a line end in it would begin another header.
    private static string Checked(string name, string value) => value.AsSpan().ContainsAny('\r', '\n', '\0')
        ? throw new InvalidOperationException($"A line end in {name} would begin another header; nothing is sent.")
        : value;

    // The only line ends allowed are our own folds, which a blank follows.
    private static string Folded(string name, string value)
    {
        Checked(name, value.Replace("\r\n ", "", StringComparison.Ordinal));
        return $"{name}: {value}\r\n";
    }

    private static string Words(string text)
    {
        var line = Subject(text);
        if (LooksEncoded(line))
        {
            return " " + EncodedWords(line) + "\r\n";
        }

        var raw = Encoding.ASCII.GetString(new Header(Encoding.UTF8, HeaderId.Subject, line).RawValue);
        return raw.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n";
    }

    private static string Mailbox(string name, string address) => $"{Phrase(name)} <{Address(address)}>";

    private static string Phrase(string name)
    {
        var line = Escape.Line(name);
        return LooksEncoded(line)
            ? EncodedWords(line)
            : Encoding.ASCII.GetString(MimeKit.Utils.Rfc2047.EncodePhrase(Encoding.UTF8, line)).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
    }

    // What a feed wrote as an encoded word would be decoded at the far end, into whatever it hides.
    private static bool LooksEncoded(string text) => text.Contains("=?", StringComparison.Ordinal);

    private static string EncodedWords(string text)
    {
        // 45 octets make 60 characters of base64, and with their frame a word under the 75 allowed (RFC 2047, 2).
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(word.ToString()) + rune.Utf8SequenceLength > 45)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            word.Append(rune);
        }

        words.Add(word.ToString());
        return string.Join("\r\n ", words.Select(w => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(w))}?="));
    }

    // A domain in letters of its own is sent as ASCII (RFC 5891); a local part cannot be, and needs SMTPUTF8.
    private static string Address(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && !Ascii.IsValid(address.AsSpan(at))
            ? address[..at] + "@" + new IdnMapping().GetAscii(address[(at + 1)..])
            : address;
    }

    // Between 5 and 15 characters, as the readers of Feedback-ID ask.
    private static string Sender(string domain) => (domain.Replace('.', '-') + "-list")[..Math.Min(15, domain.Length + 5)];
}
