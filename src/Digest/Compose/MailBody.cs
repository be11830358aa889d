namespace Digest.Compose;

/// <summary>The frame of the two versions of a mail: text first, HTML last (RFC 2046, 5.1.4). What stands in each is quoted-printable.</summary>
internal static class MailBody
{
    public static void BeginText(OctetWriter into, ReadOnlySpan<byte> boundary)
    {
        Begin(into, boundary);
        into.Write("\r\nContent-Type: text/plain"u8);
        into.Write(Encoding);
    }

    public static void BeginHtml(OctetWriter into, ReadOnlySpan<byte> boundary)
    {
        Begin(into, boundary);
        into.Write("\r\nContent-Type: text/html"u8);
        into.Write(Encoding);
    }

    public static void End(OctetWriter into, ReadOnlySpan<byte> boundary)
    {
        Begin(into, boundary);
        into.Write("--\r\n"u8);
    }

    private static ReadOnlySpan<byte> Encoding => "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"u8;

    private static void Begin(OctetWriter into, ReadOnlySpan<byte> boundary)
    {
        into.Write("\r\n--"u8);
        into.Write(boundary);
    }
}
