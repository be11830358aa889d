using System.Security.Cryptography;

using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace Digest.Deliver.Dkim;

/// <summary>
/// A private key that signs a SHA-256 hash. RSA is .NET's (OpenSSL): a managed one costs twenty times as much. .NET has no Ed25519,
/// so that one is BouncyCastle's, which comes with MailKit. Safe for many threads at once.
/// </summary>
public abstract class DkimKey : IDisposable
{
    /// <summary>The a= of the signature.</summary>
    public abstract string Algorithm { get; }

    /// <summary>Octets of a signature.</summary>
    public abstract int SignatureSize { get; }

    /// <summary>The TXT record to publish, in one piece (RFC 6376, 3.6.1; RFC 8463, 4).</summary>
    public abstract string Record { get; }

    /// <summary>PKCS#8, as PEM.</summary>
    public abstract string ToPem();

    /// <returns>The octets written.</returns>
    public abstract int Sign(ReadOnlySpan<byte> hash, Span<byte> signature);

    /// <param name="pem">PKCS#8 of either kind, or PKCS#1 of RSA.</param>
    /// <exception cref="CryptographicException">It is not such a key, is encrypted, or is RSA of fewer than 1024 bits (RFC 8301).</exception>
    public static DkimKey Load(string pem)
    {
        var fields = Fields(pem);
        var der = Convert.FromBase64String(pem[fields.Base64Data]);
        return pem[fields.Label] switch
        {
            "PRIVATE KEY" when IsEd25519(der) => new Ed25519Key((Ed25519PrivateKeyParameters)PrivateKeyFactory.CreateKey(der)),
            "PRIVATE KEY" => Rsa(rsa => rsa.ImportPkcs8PrivateKey(der, out _)),
            "RSA PRIVATE KEY" => Rsa(rsa => rsa.ImportRSAPrivateKey(der, out _)),
            _ => throw new CryptographicException($"A DKIM key is a PEM file of 'PRIVATE KEY' or 'RSA PRIVATE KEY', not '{pem[fields.Label]}'."),
        };
    }

    public static DkimKey CreateRsa(int bits = 2048)
    {
        using var rsa = RSA.Create(bits);
        var pkcs8 = rsa.ExportPkcs8PrivateKey();
        return new RsaKey(r => r.ImportPkcs8PrivateKey(pkcs8, out _));
    }

    public static DkimKey CreateEd25519()
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new Ed25519Key((Ed25519PrivateKeyParameters)generator.GenerateKeyPair().Private);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private static RsaKey Rsa(Action<RSA> import)
    {
        var key = new RsaKey(import);
        return key.SignatureSize >= 128 ? key : throw new CryptographicException("An RSA key for DKIM has at least 1024 bits, better 2048.");
    }

    private static PemFields Fields(string pem) =>
        PemEncoding.TryFind(pem, out var fields) ? fields : throw new CryptographicException("This is not a PEM file with a private key.");

    // The OID 1.3.101.112 (RFC 8410) stands within the first octets of PKCS#8.
    private static bool IsEd25519(byte[] der) => der.AsSpan(0, Math.Min(der.Length, 24)).IndexOf((ReadOnlySpan<byte>)[0x06, 0x03, 0x2b, 0x65, 0x70]) >= 0;

    private sealed class RsaKey : DkimKey
    {
        // One per thread: RSA is not promised to be safe for several, and OpenSSL's blinding would serialize them.
        private readonly ThreadLocal<RSA> _rsa;

        public RsaKey(Action<RSA> import)
        {
            _rsa = new ThreadLocal<RSA>(() => Import(import), trackAllValues: true);
            SignatureSize = (_rsa.Value!.KeySize + 7) / 8;
        }

        public override string Algorithm => "rsa-sha256";

        public override int SignatureSize { get; }

        public override string Record => $"v=DKIM1; k=rsa; p={Convert.ToBase64String(_rsa.Value!.ExportSubjectPublicKeyInfo())}";

        public override string ToPem() => _rsa.Value!.ExportPkcs8PrivateKeyPem() + "\n";

        public override int Sign(ReadOnlySpan<byte> hash, Span<byte> signature) =>
            _rsa.Value!.SignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        protected override void Dispose(bool disposing)
        {
            foreach (var rsa in _rsa.Values)
            {
                rsa.Dispose();
            }

            _rsa.Dispose();
            base.Dispose(disposing);
        }

        private static RSA Import(Action<RSA> import)
        {
            var rsa = RSA.Create();
            import(rsa);
            return rsa;
        }
    }

    private sealed class Ed25519Key(Ed25519PrivateKeyParameters key) : DkimKey
    {
        private readonly byte[] _secret = key.GetEncoded();
        private readonly byte[] _public = key.GeneratePublicKey().GetEncoded();

        public override string Algorithm => "ed25519-sha256";

        public override int SignatureSize => Ed25519.SignatureSize;

        public override string Record => $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(_public)}";

        public override string ToPem() =>
            PemEncoding.WriteString("PRIVATE KEY", PrivateKeyInfoFactory.CreatePrivateKeyInfo(new Ed25519PrivateKeyParameters(_secret)).GetDerEncoded()) + "\n";

        // RFC 8463, 3: PureEdDSA over the SHA-256 hash.
        public override int Sign(ReadOnlySpan<byte> hash, Span<byte> signature)
        {
            var signed = new byte[Ed25519.SignatureSize];
            Ed25519.Sign(_secret, 0, _public, 0, hash.ToArray(), 0, hash.Length, signed, 0);
            signed.CopyTo(signature);
            return signed.Length;
        }
    }
}
