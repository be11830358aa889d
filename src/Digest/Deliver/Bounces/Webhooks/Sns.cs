using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>Gets a PEM certificate or confirms a subscription by GET; only ever called with an https address of Amazon SNS.</summary>
public delegate Task<string> FetchFromSns(Uri address, CancellationToken ct);

/// <summary>
/// Amazon SNS messages: who signed them. The certificate must come from Amazon's own host over HTTPS, and the topic must be one that
/// the operator named, since anybody can own a topic.
/// See https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html.
/// </summary>
public sealed partial class Sns(BouncesOptions options, FetchFromSns fetch, TimeProvider clock)
{
    private static readonly string[] OfNotification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] OfConfirmation = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    private readonly ConcurrentDictionary<string, X509Certificate2> _certificates = [];

    /// <summary>Whether the message is Amazon's, of a topic of ours.</summary>
    /// <exception cref="HttpRequestException">The certificate could not be fetched: the message may be good, and comes again.</exception>
    public async Task<bool> IsGenuineAsync(JsonElement message, CancellationToken ct)
    {
        if (!options.Webhooks.SesTopics.Contains(message.Text("TopicArn")) || AmazonAddress(message.Text("SigningCertURL")) is not { } address
            || !address.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal))
        {
            return false;
        }

        var certificate = await CertificateAsync(address, ct).ConfigureAwait(false);
        return certificate is not null && IsSigned(message, certificate);
    }

    /// <summary>Answers SNS's question whether this endpoint wants the topic; only for a genuine message.</summary>
    public async Task ConfirmAsync(JsonElement message, CancellationToken ct)
    {
        if (AmazonAddress(message.Text("SubscribeURL")) is { } address)
        {
            await fetch(address, ct).ConfigureAwait(false);
        }
    }

    /// <summary>The text that is signed: names and values, a line each, in the order the standard gives.</summary>
    public static string SignedText(JsonElement message)
    {
        var names = message.Text("Type") == "Notification" ? OfNotification : OfConfirmation;
        return string.Concat(names.Where(n => message.Text(n) is not null).Select(n => $"{n}\n{message.Text(n)}\n"));
    }

    private static bool IsSigned(JsonElement message, X509Certificate2 certificate)
    {
        var hash = message.Text("SignatureVersion") == "2" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        using var key = certificate.GetRSAPublicKey();
        var signature = new byte[1024];
        return key is not null && Convert.TryFromBase64String(message.Text("Signature") ?? "", signature, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes(SignedText(message)), signature.AsSpan(0, length), hash, RSASignaturePadding.Pkcs1);
    }

    private async Task<X509Certificate2?> CertificateAsync(Uri address, CancellationToken ct)
    {
        try
        {
            if (!_certificates.TryGetValue(address.AbsoluteUri, out var certificate))
            {
                certificate = X509Certificate2.CreateFromPem(await fetch(address, ct).ConfigureAwait(false));
                // Amazon changes it about once a year; more than a few are somebody's try to fill the memory.
                if (_certificates.Count >= 20)
                {
                    _certificates.Clear();
                }

                _certificates[address.AbsoluteUri] = certificate;
            }

            var now = clock.GetUtcNow();
            return certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime() ? certificate : null;
        }
        catch (Exception e) when (e is CryptographicException || e is HttpRequestException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError and not System.Net.HttpStatusCode.TooManyRequests })
        {
            // Amazon has no such certificate: somebody made the address up.
            return null;
        }
    }

    private static Uri? AmazonAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.UserInfo.Length == 0 && Host().IsMatch(uri.Host) ? uri : null;

    [GeneratedRegex(@"\Asns\.[a-z0-9-]{2,40}\.amazonaws\.com(\.cn)?\z")]
    private static partial Regex Host();
}
