using System.Buffers;
using System.Text;

namespace Digest.Compose;

/// <summary>The two versions of a mail as encoded pieces, joined under one header: text first, HTML last (RFC 2046, 5.1.4).</summary>
internal sealed record MailBody(IReadOnlyList<ReadOnlyMemory<byte>> Text, IReadOnlyList<ReadOnlyMemory<byte>> Html)
{
    public static MailBody Of(string text, string html) => new([QuotedPrintable.Encode(text)], [QuotedPrintable.Encode(html)]);

    /// <returns>The message, in an array of the shared pool: <see cref="Model.OutgoingMail.Release"/> gives it back.</returns>
    public ReadOnlyMemory<byte> Under(ReadOnlyMemory<byte> headers, string boundary)
    {
        byte[] plain = Part(boundary, "plain"), html = Part(boundary, "html"), end = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
        var length = headers.Length + plain.Length + Length(Text) + html.Length + Length(Html) + end.Length;
        var message = ArrayPool<byte>.Shared.Rent(length);
        var rest = message.AsSpan(0, length);
        Put(ref rest, headers);
        Put(ref rest, plain);
        Put(ref rest, Text);
        Put(ref rest, html);
        Put(ref rest, Html);
        Put(ref rest, end);
        return message.AsMemory(0, length);
    }

    private static int Length(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var length = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            length += parts[i].Length;
        }

        return length;
    }

    private static void Put(ref Span<byte> rest, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            Put(ref rest, parts[i]);
        }
    }

    private static void Put(ref Span<byte> rest, ReadOnlyMemory<byte> part)
    {
        part.Span.CopyTo(rest);
        rest = rest[part.Length..];
    }

    private static byte[] Part(string boundary, string type) => Encoding.ASCII.GetBytes(
        $"\r\n--{boundary}\r\nContent-Type: text/{type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
}
