using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>What the providers' ways of signing share.</summary>
internal static class Signatures
{
    /// <summary>Whether a time in seconds since 1970 is near enough to now for the message not to be an old one played again.</summary>
    public static bool IsFresh(string timestamp, DateTimeOffset now, TimeSpan tolerance) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= tolerance.TotalSeconds;

    /// <summary>Compares in constant time.</summary>
    public static bool HexEquals(string? hex, byte[] expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hex?.ToLowerInvariant() ?? ""), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected)));

    /// <summary>Whether an Authorization header is this USER:PASSWORD (RFC 7617), compared in constant time.</summary>
    public static bool IsLogin(string? authorization, string login)
    {
        var octets = new byte[512];
        return authorization?.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) == true
            && Convert.TryFromBase64String(authorization["Basic ".Length..].Trim(), octets, out var length)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(octets.AsSpan(0, length)), SHA256.HashData(Encoding.UTF8.GetBytes(login)));
    }
}
