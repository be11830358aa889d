namespace Digest.Model;

/// <summary>
/// The envelope sender of a mail (VERP): <c>bounce+</c> before its Message-ID, so that what comes back names the very row of the
/// ledger, even when the notice holds nothing else. Message-IDs are random, so nobody can make up a bounce for another's mail.
/// </summary>
public static class Verp
{
    private const string Prefix = "bounce+";

    /// <param name="messageId">Without angle brackets: LEFT@DOMAIN, LEFT of at most 57 octets (RFC 5321, 4.5.3.1.1).</param>
    public static string Sender(string messageId) => Prefix + messageId;

    /// <summary>The Message-ID inside an envelope sender, or null for any other address. Case is left as it came.</summary>
    public static string? MessageId(string address)
    {
        var bare = address.Trim().TrimStart('<').TrimEnd('>');
        return bare.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && bare.IndexOf('@', StringComparison.Ordinal) > Prefix.Length ? bare[Prefix.Length..] : null;
    }
}
