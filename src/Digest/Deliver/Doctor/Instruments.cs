using System.Net.Sockets;

using Digest.Deliver.Smtp;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Digest.Deliver.Doctor;

/// <summary>What an HTTP request came to.</summary>
/// <param name="Error">Null, or why there was no answer (name, connection, certificate).</param>
/// <param name="Date">The answer's Date, by which clocks compare.</param>
public sealed record HttpProbe(int Status, DateTimeOffset? Date, string? Error = null);

/// <summary>What a relay says of itself.</summary>
/// <param name="Tls">Whether the connection could be made secure.</param>
/// <param name="CertificateError">Null, or what is wrong with its certificate.</param>
/// <param name="MaxSize">The SIZE it announces, octets; 0: none.</param>
/// <param name="Login">Whether it offers AUTH.</param>
public sealed record RelayProbe(bool Tls, string? CertificateError, long MaxSize, bool Login, string? Error = null);

/// <summary>Posts a one-click unsubscription (RFC 8058) without following a redirect.</summary>
public delegate Task<HttpProbe> PostOneClick(Uri address, CancellationToken ct);

/// <summary>Greets a relay and leaves, sending nothing.</summary>
public delegate Task<RelayProbe> GreetRelay(RelayTarget relay, CancellationToken ct);

/// <summary>The instruments as they are outside tests.</summary>
public static class Instruments
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task<HttpProbe> PostAsync(Uri address, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience };
        using var body = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        try
        {
            using var response = await client.PostAsync(address, body, ct).ConfigureAwait(false);
            return new HttpProbe((int)response.StatusCode, response.Headers.Date);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return new HttpProbe(0, null, e.InnerException?.Message ?? e.Message);
        }
    }

    /// <summary>A small text over HTTPS, without following a redirect.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or not a good one.</exception>
    public static async Task<string> FetchAsync(Uri address, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
        return await client.GetStringAsync(address, ct).ConfigureAwait(false);
    }

    public static async Task<RelayProbe> GreetAsync(RelayTarget relay, CancellationToken ct)
    {
        string? problem = null;
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds, CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            problem = Hello.WhyNot(relay.Host, () => Hello.Roots(relay.TrustedCertificates), certificate, chain, errors);
            return problem is null;
        };
        var security = relay.ImplicitTls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable;
        try
        {
            await client.ConnectAsync(relay.Host, relay.Port, security, ct).ConfigureAwait(false);
            var probe = new RelayProbe(client.IsSecure, null, client.MaxSize, client.AuthenticationMechanisms.Count > 0);
            await client.DisconnectAsync(true, ct).ConfigureAwait(false);
            return probe;
        }
        catch (SslHandshakeException e)
        {
            return problem is null ? new RelayProbe(false, null, 0, false, e.Message) : new RelayProbe(true, problem, 0, true);
        }
        catch (BrokenException e)
        {
            // The file of issuers cannot be read.
            return new RelayProbe(false, null, 0, false, e.Message);
        }
        catch (Exception e) when (e is IOException or SocketException or CommandException or ProtocolException or TimeoutException or NotSupportedException)
        {
            return new RelayProbe(false, null, 0, false, e.Message);
        }
    }
}
