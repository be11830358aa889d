using System.Text;
using System.Text.RegularExpressions;

using MimeKit;

namespace Digest.Deliver.Bounces;

/// <summary>
/// A returned message taken apart, whole or damaged: what it says to people, its reports to machines, and what it returns of the
/// mail it is about.
/// </summary>
public sealed partial class Notice
{
    /// <summary>More of one text is not read: the words of a notice stand at its top.</summary>
    private const int MostText = 128 * 1024;

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _status = new();
    private readonly StringBuilder _feedback = new();
    private readonly StringBuilder _returned = new();
    private readonly StringBuilder _disposition = new();

    private Notice(MimeMessage message) => Message = message;

    public MimeMessage Message { get; }

    /// <summary>The words to people, before any copy of the mail; lines end in \n.</summary>
    public string Text => _text.ToString();

    /// <summary>RFC 3464 fields, from a message/delivery-status part or from within the text.</summary>
    public string Status => _status.ToString();

    /// <summary>RFC 5965 fields.</summary>
    public string Feedback => _feedback.ToString();

    /// <summary>RFC 8098 fields.</summary>
    public string Disposition => _disposition.ToString();

    /// <summary>An answer about what became of a mail that had arrived (RFC 8098), whatever is left of it.</summary>
    public bool IsDisposition => _disposition.Length > 0 || IsReport("disposition-notification");

    /// <summary>The header (and perhaps more) of the mail that came back.</summary>
    public string Returned => _returned.ToString();

    /// <summary>A message/rfc822 part: the mail that came back, or a notice that somebody forwarded.</summary>
    public MimeMessage? Enclosed { get; private set; }

    public static Notice Of(MimeMessage message)
    {
        var notice = new Notice(message);
        notice.Take(message.Body, 0);
        if (notice._text.Length == 0 && notice._status.Length == 0 && notice._feedback.Length == 0)
        {
            notice.TakeRaw(message.Body);
        }

        if (notice._status.Length == 0 && StatusField().IsMatch(notice._text.ToString()))
        {
            notice._status.Append(notice._text);
        }

        return notice;
    }

    /// <summary>Whether the message calls itself a report of that kind (RFC 6522), even one whose fields were lost.</summary>
    public bool IsReport(string kind) =>
        Message.Body?.ContentType is { } type && type.IsMimeType("multipart", "report") && kind.Equals(type.Parameters["report-type"], StringComparison.OrdinalIgnoreCase);

    private void Take(MimeEntity? entity, int depth)
    {
        switch (entity)
        {
            case Multipart multipart when depth < 8:
                foreach (var part in multipart)
                {
                    Take(part, depth + 1);
                }

                break;
            case MessagePart { Message: { } returned }:
                Enclosed ??= returned;
                AppendHeaders(returned);
                break;
            case MimePart part:
                TakePart(part);
                break;
            default:
                break;
        }
    }

    private void TakePart(MimePart part)
    {
        switch (part.ContentType.MimeType.ToLowerInvariant())
        {
            case "message/delivery-status" or "message/global-delivery-status":
                _status.Append(Decode(part)).Append("\n\n");
                break;
            case "message/disposition-notification" or "message/global-disposition-notification":
                _disposition.Append(Decode(part)).Append("\n\n");
                break;
            case "message/feedback-report":
                _feedback.Append(Decode(part)).Append("\n\n");
                break;
            case "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers" or "message/rfc822" or "text/rfc822":
                _returned.Append(Decode(part)).Append('\n');
                break;
            case "text/html":
                // Most notices say the same in plain text first.
                if (_text.Length == 0)
                {
                    TakeText(PlainText.FromHtml(Decode(part)));
                }

                break;
            case var type when type.StartsWith("text/", StringComparison.Ordinal) || type == "application/json":
                TakeText(Decode(part));
                break;
            // Gateways pass a report on as a file of no kind.
            case "application/octet-stream" when Decode(part) is var file && file.Length < MostText && StatusField().IsMatch(file):
                _status.Append(file).Append("\n\n");
                break;
            default:
                break;
        }
    }

    // The boundary of a damaged multipart is never found: everything stands before it.
    private void TakeRaw(MimeEntity? body)
    {
        if (body is null)
        {
            return;
        }

        using var stream = new MemoryStream();
        body.WriteTo(stream, contentOnly: true);
        TakeText(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private void TakeText(string text)
    {
        text = Capped(text).ReplaceLineEndings("\n");
        var at = ReturnedCopy.Find(text);
        // Our own headline, repeated, may say anything: "Bank account blocked".
        _text.Append(SubjectLine().Replace(text[..at], "")).Append('\n');
        _returned.Append(text.AsSpan(at)).Append('\n');
    }

    private void AppendHeaders(MimeMessage message)
    {
        foreach (var header in message.Headers)
        {
            _returned.Append(header.Field).Append(": ").Append(header.Value.ReplaceLineEndings(" ")).Append('\n');
        }
    }

    private static string Decode(MimePart part)
    {
        if (part.Content is null)
        {
            return "";
        }

        using var stream = new MemoryStream();
        part.Content.DecodeTo(stream);
        return Capped(EncodingOf(part).GetString(stream.GetBuffer(), 0, (int)stream.Length).ReplaceLineEndings("\n"));
    }

    // MimeKit remembers a charset that .NET did not know when it first met it, so ISO-2022-JP and its kin are decoded here.
    private static Encoding EncodingOf(MimePart part)
    {
        try
        {
            return part.ContentType.Charset is { Length: > 0 } charset
                ? CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset)
                : Encoding.UTF8;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    private static string Capped(string text) => text.Length > MostText ? text[..MostText] : text;

    [GeneratedRegex(@"^[ \t>*|]{0,20}(?:Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Onderwerp|Temat|Předmět|Ämne|Emne|Konu|Тема|件名|主题|主旨|제목)[ \t]{0,4}[:：].*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex SubjectLine();

    [GeneratedRegex(@"^\s*(Final-Recipient|Original-Recipient)[ \t]*:", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex StatusField();
}
