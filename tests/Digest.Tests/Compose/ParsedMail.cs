using System.Text;
using System.Text.RegularExpressions;

using AngleSharp.Html.Parser;

using MimeKit;

namespace Digest.Tests.Compose;

/// <summary>A message as a mailbox reads it, by MimeKit and AngleSharp, none of which wrote it.</summary>
internal sealed partial class ParsedMail
{
    public ParsedMail(ReadOnlyMemory<byte> message)
    {
        Raw = message.ToArray();
        Message = MimeMessage.Load(new MemoryStream(Raw));
        Text = Message.TextBody ?? "";
        Html = Message.HtmlBody ?? "";
        Document = new HtmlParser().ParseDocument(Html);
    }

    public byte[] Raw { get; }

    public MimeMessage Message { get; }

    public string Subject => Message.Subject ?? "";

    public string Text { get; }

    public string Html { get; }

    public AngleSharp.Html.Dom.IHtmlDocument Document { get; }

    public IReadOnlyList<string> HtmlLinks => [.. Document.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Distinct().Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> TextLinks => [.. Address().Matches(Text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The header fields' names in order.</summary>
    public IReadOnlyList<string> Fields => [.. Message.Headers.Select(h => h.Field)];

    /// <summary>Elements and their attributes' names, in order: what hostile text must not be able to change.</summary>
    public string Shape => string.Join('\n', Document.All.Select(e => e.LocalName + " " + string.Join(',', e.Attributes.Select(a => a.Name))));

    /// <summary>Octets of the message, in lines without their CRLF.</summary>
    public IEnumerable<string> Lines => Encoding.Latin1.GetString(Raw).Split("\r\n");

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}
