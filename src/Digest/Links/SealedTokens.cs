using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Links;

/// <summary>
/// Tokens of mails sent before version 2 of them: nonce, ciphertext and tag of AES-256-GCM in base64url, 48 characters. They are opened for as
/// long as somebody may keep such a mail; none is made any more.
/// </summary>
internal sealed class SealedTokens(LinkKeys keys)
{
    private const int NonceBytes = 12;
    private const int NumberBytes = sizeof(long);
    private const int TagBytes = 16;
    private const int TokenBytes = NonceBytes + NumberBytes + TagBytes;
    private const int TokenChars = TokenBytes / 3 * 4;

    private readonly byte[][] _keys = [.. keys.Secrets.Select(s => HKDF.DeriveKey(HashAlgorithmName.SHA256, s, 32, info: "digest link encrypt"u8.ToArray()))];

    /// <summary>The number inside, or null for anything but a whole token of this purpose made with one of our keys.</summary>
    public long? Open(TokenPurpose purpose, string? token)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (token is not { Length: TokenChars } || !Tokens.Decode(token, bytes))
        {
            return null;
        }

        long? found = null;
        foreach (var key in _keys)
        {
            using var cipher = new AesGcm(key, TagBytes);
            found ??= TryOpen(cipher, Encoding.ASCII.GetBytes("digest-link-1:" + purpose), bytes);
        }

        return found;
    }

    private static long? TryOpen(AesGcm cipher, byte[] label, ReadOnlySpan<byte> token)
    {
        Span<byte> plain = stackalloc byte[NumberBytes];
        try
        {
            cipher.Decrypt(token[..NonceBytes], token.Slice(NonceBytes, NumberBytes), token[^TagBytes..], plain, label);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return BinaryPrimitives.ReadInt64BigEndian(plain);
    }
}
