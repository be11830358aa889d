using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Links;

/// <summary>What a token is the right to do; one made for one purpose opens no other.</summary>
public enum TokenPurpose { Confirm, Preferences, Unsubscribe, Form, Feedback }

/// <summary>
/// Opaque tokens that hold one number, for links in mails. Each is nonce, ciphertext and tag of AES-256-GCM in base64url, 48
/// characters. The nonce is an HMAC of purpose and number (as in SIV, RFC 5297), so the same link is made on every render of a
/// mail, and tokens of neighbours share nothing. There is no time in them: what expires does so by its row.
/// </summary>
public sealed class Tokens(LinkKeys keys)
{
    private const int NonceBytes = 12;
    private const int NumberBytes = sizeof(long);
    private const int TagBytes = 16;
    private const int TokenBytes = NonceBytes + NumberBytes + TagBytes;
    private const int TokenChars = TokenBytes / 3 * 4;

    private readonly Keys[] _keys = [.. keys.Secrets.Select(Derive)];

    /// <summary>The token for this number and purpose, by the newest key.</summary>
    public string Make(TokenPurpose purpose, long number)
    {
        var label = Label(purpose);
        Span<byte> plain = stackalloc byte[NumberBytes];
        BinaryPrimitives.WriteInt64BigEndian(plain, number);
        Span<byte> token = stackalloc byte[TokenBytes];
        Nonce(_keys[0], label, plain).AsSpan(0, NonceBytes).CopyTo(token);
        using var aes = new AesGcm(_keys[0].Encrypt, TagBytes);
        aes.Encrypt(token[..NonceBytes], plain, token.Slice(NonceBytes, NumberBytes), token[^TagBytes..], label);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The number inside, or null for anything but a whole token of this purpose made with one of our keys.</summary>
    public long? Open(TokenPurpose purpose, string? token)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (token is not { Length: TokenChars } || !Decode(token, bytes))
        {
            return null;
        }

        long? found = null;
        foreach (var key in _keys)
        {
            found ??= TryOpen(key, Label(purpose), bytes);
        }

        return found;
    }

    // Base64Url skips white space, which would give one token several spellings: the count catches it.
    private static bool Decode(string token, Span<byte> bytes) =>
        Base64Url.IsValid(token, out var length) && length == TokenBytes && Base64Url.DecodeFromChars(token, bytes) == TokenBytes;

    private static long? TryOpen(Keys key, byte[] label, ReadOnlySpan<byte> token)
    {
        Span<byte> plain = stackalloc byte[NumberBytes];
        using var aes = new AesGcm(key.Encrypt, TagBytes);
        try
        {
            aes.Decrypt(token[..NonceBytes], token.Slice(NonceBytes, NumberBytes), token[^TagBytes..], plain, label);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return BinaryPrimitives.ReadInt64BigEndian(plain);
    }

    private static byte[] Nonce(Keys key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> plain) =>
        HMACSHA256.HashData(key.Nonce, (byte[])[.. label, 0, .. plain]);

    private static byte[] Label(TokenPurpose purpose) => Encoding.ASCII.GetBytes("digest-link-1:" + purpose);

    private static Keys Derive(byte[] secret) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "digest link encrypt"u8.ToArray()),
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "digest link nonce"u8.ToArray()));

    private sealed record Keys(byte[] Encrypt, byte[] Nonce);
}
