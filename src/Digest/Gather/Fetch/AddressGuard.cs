using System.Net;
using System.Net.Sockets;

namespace Digest.Gather.Fetch;

/// <summary>Names to addresses; the system's own in the program, scripted in tests.</summary>
public delegate Task<IPAddress[]> Resolve(string host, CancellationToken ct);

/// <summary>A connection that must not be made; the message says why.</summary>
public sealed class RefusedAddressException(string message) : Exception(message);

/// <summary>
/// Stands between the reader and the network: every address is judged as text before a request, and every resolved IP address
/// at the connection itself, where the checked one is the one connected to. So neither a name that resolves differently the
/// second time nor a redirect gets around it.
/// </summary>
public sealed class AddressGuard(GatherOptions options, Resolve resolve)
{
    private readonly IReadOnlySet<int> _ports = options.PortSet();
    private readonly IReadOnlySet<string> _allowed = options.AllowedSet();

    /// <summary>True for the private feeds that the operator allowed by name.</summary>
    public bool IsAllowed(Uri uri) => _allowed.Contains($"{uri.IdnHost}:{uri.Port}") || _allowed.Contains(uri.Authority);

    /// <summary>Judges an address as written.</summary>
    /// <returns>Why it is refused, in words; null when it may be tried.</returns>
    public string? Refuse(string text, out Uri? address) =>
        WebAddress.Read(text, out address) is { } why && !(address is not null && IsAllowedWeb(address)) ? why : RefusePort(address!);

    /// <summary>Judges a redirect's target.</summary>
    public string? Refuse(Uri uri) => IsAllowedWeb(uri) ? null : WebAddress.Refuse(uri) ?? RefusePort(uri);

    /// <summary>All of a host's addresses, each checked.</summary>
    /// <exception cref="RefusedAddressException">One of them is not public: then none is used, since the next answer may be that one alone.</exception>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, int port, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, ct).ConfigureAwait(false);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (_allowed.Contains($"{host}:{port}") || (literal?.AddressFamily == AddressFamily.InterNetworkV6 && _allowed.Contains($"[{host}]:{port}")))
        {
            return addresses;
        }

        foreach (var address in addresses)
        {
            if (AddressRanges.WhyRefused(address) is { } what)
            {
                throw new RefusedAddressException(literal is null ? $"{host} resolves to {address}, which is {what}" : $"{address} is {what}");
            }
        }

        return _ports.Contains(port) ? addresses : throw new RefusedAddressException(PortWords(port));
    }

    /// <summary>The connection callback: resolves, checks, and connects to what was checked.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct).ConfigureAwait(false);
        SocketException? last = null;
        // IPv4 first: hosts without an IPv6 route are common, and a wrong first try costs the whole connect time.
        foreach (var address in addresses.OrderBy(a => a.AddressFamily == AddressFamily.InterNetworkV6).Take(4))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), ct).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }

    private bool IsAllowedWeb(Uri uri) => uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && IsAllowed(uri);

    private string? RefusePort(Uri uri) => IsAllowed(uri) || _ports.Contains(uri.Port) ? null : PortWords(uri.Port);

    private static string PortWords(int port) => $"port {port} is not among Gather:Ports";
}
