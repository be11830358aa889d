using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
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

    [ThreadStatic]
    private static StringBuilder? _scratch;

    private readonly string _from = Mailbox(site.Name, site.From);
    private readonly string _listId = $"{Phrase(site.Name)} <digest.{links.Domain}>";
    private readonly string _sender = Sender(links.Domain);
    /// <summary>Thousands of readers get the same line.</summary>
    private readonly Kept<string, string> _subjects = new(512, Words);
    private readonly string _replyTo = string.IsNullOrWhiteSpace(site.ReplyTo) ? site.From : site.ReplyTo;

    /// <param name="delivery">The ledger's row.</param>
    /// <param name="subject">One line of plain text.</param>
    /// <param name="campaign">What complaints are counted by: e12 for edition 12, or the kind of mail.</param>
    /// <param name="date">When it is handed over.</param>
    /// <param name="boundary">Of the multipart.</param>
    /// <returns>Lines with CRLF, and the empty line after them.</returns>
    public byte[] Write(Delivery delivery, string subject, string campaign, DateTimeOffset date, string boundary)
    {
        var h = (_scratch ??= new StringBuilder(2_048)).Clear();
        Add(h, "Date", date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Add(h, "From", _from);
        Add(h, "Reply-To", _replyTo);
        Add(h, "To", Address(delivery.Address));
        h.Append("Subject:").Append(_subjects.Get(subject));
        Add(h, "Message-ID", $"<{delivery.MessageId}>");
        Add(h, "List-Id", _listId);
        if (delivery.SubscriberId is { } subscriber && delivery.Kind is MailKind.Digest or MailKind.Welcome)
        {
            // Addresses cannot be folded; each gets a line.
            Add(h, "List-Unsubscribe", $"\r\n <{links.Unsubscribe(subscriber)}>,\r\n <{links.UnsubscribeMailto(subscriber)}>");
            Add(h, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        Add(h, "Feedback-ID", $"{campaign}:{delivery.Kind.ToString().ToLowerInvariant()}:digest:{_sender}");
        if (delivery.Kind == MailKind.Digest)
        {
            Add(h, "Precedence", "bulk");
        }
        else
        {
            Add(h, "Auto-Submitted", "auto-generated");
        }

        Add(h, "MIME-Version", "1.0");
        Add(h, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        return Octets(h.Append("\r\n"));
    }

    private static byte[] Octets(StringBuilder h)
    {
        var characters = ArrayPool<char>.Shared.Rent(h.Length);
        h.CopyTo(0, characters, h.Length);
        var octets = Encoding.UTF8.GetBytes(characters, 0, h.Length);
        ArrayPool<char>.Shared.Return(characters);
        return octets;
    }

    /// <summary>The same for the same row; "=_" cannot stand in quoted-printable.</summary>
    public static string Boundary(string messageId) => "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 16));

    /// <summary>One line, without control characters or overrides, not longer than an inbox shows.</summary>
    public static string Subject(string text)
    {
        var line = Escape.Line(text);
        return line.Length <= LongestSubject ? line : Cut.AtWord(line, LongestSubject);
    }

    /// <exception cref="InvalidOperationException">The value holds a line end of its own.</exception>
    private static void Add(StringBuilder h, string name, string value)
    {
        // The only line ends allowed are our own folds, which a blank follows.
        if (value.AsSpan().ContainsAny('\r', '\n', '\0') && value.Replace("\r\n ", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new InvalidOperationException($"A line end in {name} would begin another header; nothing is sent.");
        }

        h.Append(name).Append(value.StartsWith("\r\n", StringComparison.Ordinal) ? ":" : ": ").Append(value).Append("\r\n");
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
