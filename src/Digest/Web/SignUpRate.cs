using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Digest.Web;

/// <summary>How many sign-ups one network may send: a /24 of IPv4 or a /64 of IPv6, since whoever has one address has those beside it.</summary>
public sealed class SignUpRate : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter;

    public SignUpRate(WebOptions options) => _limiter = PartitionedRateLimiter.CreateChained(
        Window(options.SignUpsPerMinute, TimeSpan.FromMinutes(1)),
        Window(options.SignUpsPerHour, TimeSpan.FromHours(1)));

    /// <summary>False when this network has had its share.</summary>
    public bool Allow(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(NetworkOf(http.Connection.RemoteIpAddress));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return new IPNetwork(Cut(ip, ip.AddressFamily == AddressFamily.InterNetwork ? 3 : 8), ip.AddressFamily == AddressFamily.InterNetwork ? 24 : 64).ToString();
    }

    private static IPAddress Cut(IPAddress ip, int keptBytes)
    {
        var bytes = ip.GetAddressBytes();
        bytes.AsSpan(keptBytes).Clear();
        return new IPAddress(bytes);
    }

    private static PartitionedRateLimiter<string> Window(int permits, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(
        network => RateLimitPartition.GetSlidingWindowLimiter(network, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = window,
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        }));
}
