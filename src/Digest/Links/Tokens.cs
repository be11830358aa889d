using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Links;

/// <summary>What a token is the right to do; one made for one purpose opens no other.</summary>
public enum TokenPurpose { Confirm, Preferences, Unsubscribe, Form, Feedback }

/// <summary>
/// Opaque tokens that hold one number, for links in mails: the number and the mark of the purpose, enciphered as one block of AES-256, 22
/// characters of base64url. So the same link is made on every render of a mail, and tokens of neighbours share nothing; one that somebody
/// made up deciphers to any block, and shows the mark once in 2^64 (Bellare and Rogaway, Encode-then-encipher encryption, ASIACRYPT 2000).
/// There is no time in them: what expires does so by its row.
/// </summary>
/// <remarks>An authenticated cipher's call and a keyed hash for its nonce cost six times as much, and a mail holds three tokens. Those of mails sent before, made so, open as ever.</remarks>
public sealed class Tokens(LinkKeys keys)
{
    private const int NumberBytes = sizeof(long);
    private const int TokenBytes = 2 * NumberBytes;
    private const int TokenChars = 22;

    private static readonly byte[][] Marks = [.. Enum.GetValues<TokenPurpose>().Select(p => SHA256.HashData(Encoding.ASCII.GetBytes("digest-link-2:" + p))[..NumberBytes])];

    private readonly byte[][] _keys = [.. keys.Secrets.Select(s => HKDF.DeriveKey(HashAlgorithmName.SHA256, s, 32, info: "digest link block"u8.ToArray()))];
    private readonly SealedTokens _sealed = new(keys);

    [ThreadStatic]
    private static Bench? _bench;

    /// <summary>The token for this number and purpose, by the newest key.</summary>
    public string Make(TokenPurpose purpose, long number)
    {
        // A mail names the same token in its header, twice, and in both of its versions.
        var bench = BenchOfThread();
        ref var last = ref bench.Made[(int)purpose];
        if (last.Token is null || last.Number != number)
        {
            last = (number, bench.Encipher(number, Marks[(int)purpose]));
        }

        return last.Token;
    }

    /// <summary>The number inside, or null for anything but a whole token of this purpose made with one of our keys.</summary>
    public long? Open(TokenPurpose purpose, string? token)
    {
        if (token is not { Length: TokenChars })
        {
            return _sealed.Open(purpose, token);
        }

        var block = new byte[TokenBytes];
        if (!Decode(token, block))
        {
            return null;
        }

        long? found = null;
        for (var i = 0; i < _keys.Length; i++)
        {
            found ??= BenchOfThread().Decipher(i, block, Marks[(int)purpose]);
        }

        return found;
    }

    /// <summary>All octets of a token, or false. White space is skipped by Base64Url, and the last character's lowest bits are: a token has one spelling.</summary>
    internal static bool Decode(string token, Span<byte> octets) =>
        Base64Url.IsValid(token, out var length) && length == octets.Length && Base64Url.DecodeFromChars(token, octets) == length && Base64Url.EncodeToString(octets) == token;

    private Bench BenchOfThread() => _bench?.Owner == this ? _bench : _bench = new Bench(this);

    /// <summary>What one thread makes tokens with: setting a cipher up costs more than a token, and none is promised to serve two threads.</summary>
    private sealed class Bench(Tokens owner)
    {
        private readonly ICryptoTransform _encipher = Cipher(owner._keys[0]).CreateEncryptor();
        private readonly ICryptoTransform?[] _decipher = new ICryptoTransform?[owner._keys.Length];
        private readonly byte[] _plain = new byte[TokenBytes];
        private readonly byte[] _block = new byte[TokenBytes];

        public Tokens Owner => owner;

        /// <summary>The last token of each purpose.</summary>
        public (long Number, string? Token)[] Made { get; } = new (long, string?)[Marks.Length];

        /// <summary>By the newest key.</summary>
        public string Encipher(long number, byte[] mark)
        {
            BinaryPrimitives.WriteInt64BigEndian(_plain, number);
            mark.CopyTo(_plain, NumberBytes);
            _encipher.TransformBlock(_plain, 0, TokenBytes, _block, 0);
            return Base64Url.EncodeToString(_block);
        }

        public long? Decipher(int key, byte[] block, byte[] mark)
        {
            var decipher = _decipher[key] ??= Cipher(owner._keys[key]).CreateDecryptor();
            decipher.TransformBlock(block, 0, TokenBytes, _plain, 0);
            return CryptographicOperations.FixedTimeEquals(_plain.AsSpan(NumberBytes), mark) ? BinaryPrimitives.ReadInt64BigEndian(_plain) : null;
        }

        private static Aes Cipher(byte[] key)
        {
            var aes = Aes.Create();
            (aes.Key, aes.Mode, aes.Padding) = (key, CipherMode.ECB, PaddingMode.None);
            return aes;
        }
    }
}
