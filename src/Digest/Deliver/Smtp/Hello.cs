using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
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

    /// <exception cref="BrokenException">The password's file cannot be read: this relay rests, and others go on.</exception>
    public static NetworkCredential? Credential(RelayOptions relay)
    {
        try
        {
            return relay.User is { Length: > 0 }
                ? new NetworkCredential(relay.User, relay.PasswordFile is { Length: > 0 } ? File.ReadAllText(relay.PasswordFile).TrimEnd('\r', '\n') : relay.Password)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BrokenException(Break.Unsupported, $"the password cannot be read (PasswordFile): {e.Message}", e);
        }
    }

    /// <summary>The mechanism to log in with, or null when the server offers none that we know.</summary>
    public static SaslMechanism? Mechanism(IEnumerable<string> offered, NetworkCredential credential)
    {
        var names = offered.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var name = Mechanisms.FirstOrDefault(m => names.Contains(m) && SaslMechanism.IsSupported(m));
        return name is null ? null : SaslMechanism.Create(name, credential);
    }

    /// <summary>Trusts the system's roots and, when the options name a file, its certificates too; says why when it does not.</summary>
    /// <exception cref="BrokenException">The file holds none that can be read.</exception>
    public static RemoteCertificateValidationCallback Trust(RelayOptions relay)
    {
        var roots = Roots(relay.TrustedCertificates);
        return (_, certificate, chain, errors) => WhyNot(relay.Host, () => roots, certificate, chain, errors) is { } why
            ? throw new System.Security.Authentication.AuthenticationException(why)
            : true;
    }

    /// <summary>The certificates of a PEM file; none when there is no file.</summary>
    /// <exception cref="BrokenException">The file holds none that can be read.</exception>
    public static X509Certificate2Collection Roots(string? file)
    {
        var roots = new X509Certificate2Collection();
        if (file is not { Length: > 0 })
        {
            return roots;
        }

        try
        {
            roots.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new BrokenException(Break.Tls, $"the certificates to trust cannot be read from {file} (TrustedCertificates): {e.Message}", e);
        }

        return roots.Count > 0 ? roots : throw new BrokenException(Break.Tls, $"{file} holds no certificate (TrustedCertificates)");
    }

    /// <summary>Whether one of the roots stands behind it, by way of what the server sent along.</summary>
    private static bool IsSignedBy(X509Certificate2Collection roots, X509Certificate certificate, X509Chain? sent)
    {
        if (roots.Count == 0)
        {
            return false;
        }

        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        return chain.Build(leaf);
    }

    /// <summary>What is wrong with a certificate, in words for the operator; null where it holds, by the system's roots or these, asked for where those do not do.</summary>
    public static string? WhyNot(string host, Func<X509Certificate2Collection> roots, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is not null && IsSignedBy(roots(), certificate, chain)))
        {
            return null;
        }

        if (certificate is null)
        {
            return "the server sent no certificate";
        }

        var why = chain?.ChainStatus.Select(s => s.StatusInformation.Trim().TrimEnd('.')).Where(s => s.Length > 0).Distinct().ToList() ?? [];
        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"the certificate is for {certificate.Subject}, not for {host}"
            : $"the certificate of {host}, valid until {Until(certificate)}, is not trusted: {string.Join("; ", why)}";
    }

    private static string Until(X509Certificate certificate) =>
        certificate is X509Certificate2 known ? known.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : certificate.GetExpirationDateString();

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
