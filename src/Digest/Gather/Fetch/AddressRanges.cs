using System.Net;
using System.Net.Sockets;

namespace Digest.Gather.Fetch;

/// <summary>Which IP addresses belong to the public Internet (IANA special-purpose registries, RFC 6890).</summary>
public static class AddressRanges
{
    // Globally reachable special ranges (AS112, AMT) are left out on purpose: they are public.
    private static readonly (IPNetwork Range, string What)[] V4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "this network"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "carrier-grade NAT"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("168.63.129.16/32"), "cloud metadata"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local and cloud metadata"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "protocol assignments"),
        (IPNetwork.Parse("192.0.2.0/24"), "documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "6to4 relay"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarking"),
        (IPNetwork.Parse("198.51.100.0/24"), "documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
    ];

    // IPv6 turns it round: only 2000::/3 is given out, so all else is refused, and these parts of it.
    private static readonly (IPNetwork Range, string What)[] V6 =
    [
        (IPNetwork.Parse("2001::/23"), "Teredo, ORCHID and other protocol assignments"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation"),
        (IPNetwork.Parse("2002::/16"), "6to4"),
        (IPNetwork.Parse("3ffe::/16"), "the former 6bone"),
        (IPNetwork.Parse("3fff::/20"), "documentation"),
    ];

    private static readonly IPNetwork Given = IPNetwork.Parse("2000::/3");

    /// <returns>What kind of address it is where it is not public; null where it is.</returns>
    public static string? WhyRefused(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return First(V4, address);
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return "no IP address";
        }

        // First of all, since IPNetwork takes a mapped address for the IPv4 address inside.
        if (address.IsIPv4MappedToIPv6)
        {
            return "an IPv4 address in IPv6 clothing";
        }

        return Given.Contains(address) ? First(V6, address) : Special(address);
    }

    private static string? First((IPNetwork Range, string What)[] ranges, IPAddress address)
    {
        foreach (var (range, what) in ranges)
        {
            if (range.Contains(address))
            {
                return what;
            }
        }

        return null;
    }

    private static string Special(IPAddress address) =>
        IPAddress.IsLoopback(address) ? "loopback"
        : address.IsIPv6LinkLocal ? "link-local"
        : address.IsIPv6Multicast ? "multicast"
        : address.IsIPv6UniqueLocal ? "private"
        : "not a public IPv6 range";
}
