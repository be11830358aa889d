using System.Net;
using System.Net.Sockets;

namespace Digest.Deliver.Doctor;

/// <summary>The addresses of a host that the world sees.</summary>
public static class PublicAddresses
{
    public static async Task<IReadOnlyList<IPAddress>> OfAsync(string host, LookUp dns, CancellationToken ct)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return IsPublic(literal) ? [literal] : [];
        }

        var four = await dns(host, DnsKind.A, ct).ConfigureAwait(false);
        var six = await dns(host, DnsKind.Aaaa, ct).ConfigureAwait(false);
        return [.. four.Values.Concat(six.Values).Select(v => IPAddress.TryParse(v, out var address) ? address : null).OfType<IPAddress>().Where(IsPublic)];
    }

    /// <summary>Whether a host is plainly not on the internet: localhost, a bare name, or a private address.</summary>
    public static bool IsLocal(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address)
        ? !IsPublic(address)
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || !host.Contains('.', StringComparison.Ordinal)
            || host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !(IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any));
        }

        var b = address.GetAddressBytes();
        return !(b[0] is 0 or 10 or 127 or >= 224 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 169 && b[1] == 254) || (b[0] == 100 && b[1] is >= 64 and < 128));
    }
}
