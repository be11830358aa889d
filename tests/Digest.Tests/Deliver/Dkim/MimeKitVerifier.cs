using MimeKit;
using MimeKit.Cryptography;

using Org.BouncyCastle.Crypto;

namespace Digest.Tests.Deliver.Dkim;

/// <summary>MimeKit's verifier, with a public key per DNS name instead of the DNS.</summary>
internal static class MimeKitVerifier
{
    /// <summary>Whether each signature holds, from the top.</summary>
    public static List<bool> Verify(byte[] message, IReadOnlyDictionary<string, string> records)
    {
        using var stream = new MemoryStream(message);
        using var mail = MimeMessage.Load(stream);
        var verifier = new DkimVerifier(new Locator(records));
        return [.. mail.Headers.Where(h => h.Id == HeaderId.DkimSignature).Select(h => verifier.Verify(mail, h))];
    }

    private sealed class Locator(IReadOnlyDictionary<string, string> records) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            GetPublicKey(records[$"{selector}._domainkey.{domain}"]);

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
