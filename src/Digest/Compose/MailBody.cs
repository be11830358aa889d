using System.Text;

namespace Digest.Compose;

/// <summary>The two versions of a mail as encoded pieces, joined under one header: text first, HTML last (RFC 2046, 5.1.4).</summary>
internal sealed record MailBody(IReadOnlyList<ReadOnlyMemory<byte>> Text, IReadOnlyList<ReadOnlyMemory<byte>> Html)
{
    public static MailBody Of(string text, string html) => new([QuotedPrintable.Encode(text)], [QuotedPrintable.Encode(html)]);

    public byte[] Under(ReadOnlyMemory<byte> headers, string boundary)
    {
        ReadOnlyMemory<byte>[] parts =
        [
            headers, Part(boundary, "plain"), .. Text, Part(boundary, "html"), .. Html, Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"),
        ];
        var message = new byte[parts.Sum(p => p.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Span.CopyTo(message.AsSpan(at));
            at += part.Length;
        }

        return message;
    }

    private static byte[] Part(string boundary, string type) => Encoding.ASCII.GetBytes(
        $"\r\n--{boundary}\r\nContent-Type: text/{type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
}
