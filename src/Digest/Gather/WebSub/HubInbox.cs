using System.Security.Cryptography;
using System.Text;

using Digest.Store;

namespace Digest.Gather.WebSub;

/// <summary>What hubs say to us: that they mean the subscription, and that a feed changed.</summary>
public sealed class HubInbox(Database database, TimeProvider clock)
{
    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(30);

    /// <summary>Verification of intent (WebSub, 5.3).</summary>
    /// <returns>True when this subscription was asked for, and the challenge may be echoed.</returns>
    public async Task<bool> VerifyAsync(string token, string? mode, string? topic, long leaseSeconds, CancellationToken ct)
    {
        var known = await database.ReadAsync(s => HubStore.FindAsync(s, token), ct).ConfigureAwait(false);
        if (known is null || known.Topic != topic)
        {
            return false;
        }

        if (mode == "denied")
        {
            await database.WriteAsync(s => HubStore.RefusedAsync(s, known.FeedId), ct).ConfigureAwait(false);
        }

        if (mode != "subscribe")
        {
            return false;
        }

        var lease = TimeSpan.FromSeconds(Math.Clamp(leaseSeconds, 60, LongestLease.TotalSeconds));
        await database.WriteAsync(s => HubStore.ConfirmedAsync(s, token, clock.GetUtcNow() + lease), ct).ConfigureAwait(false);
        return true;
    }

    /// <summary>Content distribution (WebSub, 7): makes the feed due when the signature is the hub's.</summary>
    /// <param name="signature">X-Hub-Signature: method=hex.</param>
    /// <returns>False when nobody subscribed under this token. A wrong signature is taken silently, as the specification asks.</returns>
    public async Task<bool> TakeAsync(string token, string? signature, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var known = await database.ReadAsync(s => HubStore.FindAsync(s, token), ct).ConfigureAwait(false);
        if (known is null)
        {
            return false;
        }

        if (IsSigned(known.Secret, signature, body.Span))
        {
            await database.WriteAsync(s => HubStore.ToldAsync(s, known.FeedId, clock.GetUtcNow()), ct).ConfigureAwait(false);
        }

        return true;
    }

    // SHA-1 is broken for collisions, not for HMAC; most hubs still send it, and a forged hint costs one polite request.
#pragma warning disable CA5350
    private static bool IsSigned(string secret, string? signature, ReadOnlySpan<byte> body)
    {
        var (method, hex) = signature?.Split('=', 2) is [var m, var h] ? (m, h) : ("", "");
        var key = Encoding.UTF8.GetBytes(secret);
        var own = method switch
        {
            "sha1" => HMACSHA1.HashData(key, body),
            "sha256" => HMACSHA256.HashData(key, body),
            "sha384" => HMACSHA384.HashData(key, body),
            "sha512" => HMACSHA512.HashData(key, body),
            _ => [],
        };
        return own.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(own)), Encoding.ASCII.GetBytes(hex.ToLowerInvariant()));
    }
#pragma warning restore CA5350
}
