using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

using MailKit.Security;

namespace Digest.Deliver.Smtp;

/// <summary>What both clients agree on before a connection is used: TLS or not, whom to trust, how to log in.</summary>
internal static class Hello
{
    // Strongest first; one of them is tried, once, since every wrong guess counts towards a lock-out.
    private static readonly string[] Mechanisms = ["SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN", "CRAM-MD5"];

    public static RelaySecurity Security(RelayOptions relay) => relay.Security switch
    {
        RelaySecurity.Auto when relay.Port == 465 => RelaySecurity.Tls,
        RelaySecurity.Auto => IsLoopback(relay.Host) ? RelaySecurity.None : RelaySecurity.StartTls,
        var s => s,
    };

    public static string Name(RelayOptions relay)
    {
        var name = relay.HelloName is { Length: > 0 } ? relay.HelloName : Dns.GetHostName();
        return Uri.CheckHostName(name) == UriHostNameType.Dns ? name : "localhost";
    }

    public static NetworkCredential? Credential(RelayOptions relay) => relay.User is { Length: > 0 }
        ? new NetworkCredential(relay.User, relay.PasswordFile is { Length: > 0 } ? File.ReadAllText(relay.PasswordFile).TrimEnd('\r', '\n') : relay.Password)
        : null;

    /// <summary>The mechanism to log in with, or null when the server offers none that we know.</summary>
    public static SaslMechanism? Mechanism(IEnumerable<string> offered, NetworkCredential credential)
    {
        var names = offered.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var name = Mechanisms.FirstOrDefault(m => names.Contains(m) && SaslMechanism.IsSupported(m));
        return name is null ? null : SaslMechanism.Create(name, credential);
    }

    /// <summary>The system's roots and, when the options name a file, its certificates too; null when the system decides alone.</summary>
    public static RemoteCertificateValidationCallback? Trust(RelayOptions relay)
    {
        if (relay.TrustedCertificates is not { Length: > 0 } file)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return (_, certificate, _, errors) => errors == SslPolicyErrors.None
            || errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is not null && IsSignedBy(roots, certificate);
    }

    private static bool IsSignedBy(X509Certificate2Collection roots, X509Certificate certificate)
    {
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
