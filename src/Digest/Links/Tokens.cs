using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Links;

/// <summary>What a token is the right to do; one made for one purpose opens no other.</summary>
public enum TokenPurpose { Confirm, Preferences, Unsubscribe, Form, Feedback }

/// <summary>
/// Opaque tokens that hold one number, for links in mails. Each is nonce, ciphertext and tag of AES-256-GCM in base64url, 48
/// characters. The nonce is the purpose's part of an HMAC of the number (made from what it protects, as in SIV, RFC 5297), so the same link is made on
/// every render of a mail, and tokens of neighbours share nothing. There is no time in them: what expires does so by its row.
/// </summary>
public sealed class Tokens(LinkKeys keys)
{
    private const int NonceBytes = 12;
    private const int NumberBytes = sizeof(long);
    private const int TagBytes = 16;
    private const int TokenBytes = NonceBytes + NumberBytes + TagBytes;
    private const int TokenChars = TokenBytes / 3 * 4;

    private static readonly byte[][] Labels = [.. Enum.GetValues<TokenPurpose>().Select(p => Encoding.ASCII.GetBytes("digest-link-1:" + p))];

    private readonly Keys[] _keys = [.. keys.Secrets.Select(Derive)];

    [ThreadStatic]
    private static Bench? _bench;

    /// <summary>The token for this number and purpose, by the newest key.</summary>
    public string Make(TokenPurpose purpose, long number)
    {
        // A mail names the same token in its header, twice, and in both of its versions.
        ref var last = ref BenchOfThread().Made[(int)purpose];
        if (last.Token is null || last.Number != number)
        {
            last = (number, New(purpose, number));
        }

        return last.Token;
    }

    private string New(TokenPurpose purpose, long number)
    {
        var bench = BenchOfThread();
        Span<byte> plain = stackalloc byte[NumberBytes];
        BinaryPrimitives.WriteInt64BigEndian(plain, number);
        Span<byte> token = stackalloc byte[TokenBytes];
        bench.Nonces(number, plain).Slice((int)purpose * NonceBytes, NonceBytes).CopyTo(token);
        bench.Cipher(0).Encrypt(token[..NonceBytes], plain, token.Slice(NonceBytes, NumberBytes), token[^TagBytes..], Label(purpose));
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
        for (var i = 0; i < _keys.Length; i++)
        {
            found ??= TryOpen(BenchOfThread().Cipher(i), Label(purpose), bytes);
        }

        return found;
    }

    // Base64Url skips white space, which would give one token several spellings: the count catches it.
    private static bool Decode(string token, Span<byte> bytes) =>
        Base64Url.IsValid(token, out var length) && length == TokenBytes && Base64Url.DecodeFromChars(token, bytes) == TokenBytes;

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

    private static byte[] Label(TokenPurpose purpose) => Labels[(int)purpose];

    private static Keys Derive(byte[] secret) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "digest link encrypt"u8.ToArray()),
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "digest link nonce"u8.ToArray()));

    private Bench BenchOfThread() => _bench?.Owner == this ? _bench : _bench = new Bench(this);

    private sealed record Keys(byte[] Encrypt, byte[] Nonce);

    /// <summary>What one thread makes tokens with: setting a cipher up costs more than a token, and none is promised to serve two threads.</summary>
    private sealed class Bench(Tokens owner)
    {
        private readonly AesGcm?[] _ciphers = new AesGcm?[owner._keys.Length];
        private readonly byte[] _nonces = new byte[HMACSHA512.HashSizeInBytes];
        private long? _number;

        public Tokens Owner => owner;

        /// <summary>Of the newest key.</summary>
        private HMACSHA512 Hasher { get; } = new(owner._keys[0].Nonce);

        /// <summary>The last token of each purpose.</summary>
        public (long Number, string? Token)[] Made { get; } = new (long, string?)[Labels.Length];

        /// <summary>One hash holds the nonces of all purposes.</summary>
        public ReadOnlySpan<byte> Nonces(long number, ReadOnlySpan<byte> plain)
        {
            if (number != _number)
            {
                Hasher.TryComputeHash(plain, _nonces, out _);
                _number = number;
            }

            return _nonces;
        }

        public AesGcm Cipher(int key) => _ciphers[key] ??= new AesGcm(owner._keys[key].Encrypt, TagBytes);
    }
}
