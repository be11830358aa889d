using System.Net;
using System.Net.Sockets;

namespace Digest.Deliver.Doctor;

public enum SpfResult { Pass, Neutral, SoftFail, Fail, None, TemporaryError, PermanentError }

/// <summary>SPF (RFC 7208), as a receiver evaluates it: records, macros, the limits of ten look-ups and two empty ones, and whether an address passes.</summary>
/// <param name="sender">The envelope sender, for macros; its local part differs from mail to mail.</param>
/// <param name="hello">What the relay calls itself, for macros.</param>
public sealed class Spf(LookUp dns, string sender = "postmaster@unknown", string hello = "unknown")
{
    private const int MostLookUps = 10;

    /// <summary>RFC 7208, 4.6.4: look-ups that find nothing.</summary>
    private const int MostVoid = 2;

    private int _lookUps;
    private int _void;
    private bool _failed;

    /// <summary>What was wrong with the last record that could not be evaluated.</summary>
    public string? Problem { get; private set; }

    public int LookUps => _lookUps;

    /// <summary>The records of a domain; a domain should have one.</summary>
    public async Task<IReadOnlyList<string>> RecordsAsync(string domain, CancellationToken ct)
    {
        var answer = await dns(domain, DnsKind.Txt, ct).ConfigureAwait(false);
        Problem = answer.Failed ?? Problem;
        _failed |= answer.Failed is not null;
        return [.. answer.Values.Where(v => v.Equals("v=spf1", StringComparison.OrdinalIgnoreCase) || v.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase))];
    }

    public Task<SpfResult> CheckAsync(IPAddress address, string domain, CancellationToken ct) => CheckAsync(address, domain, 0, ct);

    private async Task<SpfResult> CheckAsync(IPAddress address, string domain, int depth, CancellationToken ct)
    {
        var records = await RecordsAsync(domain, ct).ConfigureAwait(false);
        if (records.Count != 1 || depth > MostLookUps)
        {
            return _failed ? SpfResult.TemporaryError : records.Count == 0 ? SpfResult.None : Broken($"{domain} has {records.Count} SPF records; only one may be.");
        }

        string? redirect = null;
        foreach (var term in records[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            if (term.StartsWith("redirect=", StringComparison.OrdinalIgnoreCase))
            {
                redirect = term["redirect=".Length..];
            }
            else if (!term.Contains('=', StringComparison.Ordinal))
            {
                var (qualifier, mechanism) = Qualified(term);
                var match = await MatchesAsync(mechanism, address, domain, depth, ct).ConfigureAwait(false);
                if (match is null || _lookUps > MostLookUps || _void > MostVoid || _failed)
                {
                    return _failed ? SpfResult.TemporaryError
                        : _lookUps > MostLookUps ? Broken($"more than {MostLookUps} look-ups")
                        : _void > MostVoid ? Broken($"more than {MostVoid} look-ups that find nothing, the last one for '{mechanism}' of {domain}")
                        : SpfResult.PermanentError;
                }

                if (match == true)
                {
                    return qualifier;
                }
            }
        }

        if (redirect is null)
        {
            return SpfResult.Neutral;
        }

        _lookUps++;
        return _lookUps > MostLookUps ? Broken($"more than {MostLookUps} look-ups") : await RedirectedAsync(address, Expanded(redirect, address, domain), depth, ct).ConfigureAwait(false);
    }

    // RFC 7208, 6.1: a redirect to a name without a record is an error, not "none".
    private async Task<SpfResult> RedirectedAsync(IPAddress address, string target, int depth, CancellationToken ct)
    {
        var result = await CheckAsync(address, target, depth + 1, ct).ConfigureAwait(false);
        return result == SpfResult.None ? Broken($"redirect={target} has no SPF record") : result;
    }

    private static (SpfResult Qualifier, string Mechanism) Qualified(string term) => term[0] switch
    {
        '+' => (SpfResult.Pass, term[1..]),
        '-' => (SpfResult.Fail, term[1..]),
        '~' => (SpfResult.SoftFail, term[1..]),
        '?' => (SpfResult.Neutral, term[1..]),
        _ => (SpfResult.Pass, term),
    };

    // Null: the mechanism is unknown or broken, which breaks the whole record.
    private async Task<bool?> MatchesAsync(string mechanism, IPAddress address, string domain, int depth, CancellationToken ct)
    {
        var colon = mechanism.IndexOf(':', StringComparison.Ordinal);
        var slash = mechanism.IndexOf('/', StringComparison.Ordinal);
        var name = mechanism[..(colon >= 0 ? colon : slash >= 0 ? slash : mechanism.Length)].ToLowerInvariant();
        var value = colon >= 0 ? mechanism[(colon + 1)..] : "";
        switch (name)
        {
            case "all":
                return true;
            case "ip4" or "ip6":
                return Within(address, value);
            case "include":
                _lookUps++;
                return _lookUps > MostLookUps ? null : await IncludedAsync(address, Expanded(value, address, domain), depth, ct).ConfigureAwait(false);
            case "a" or "mx":
                _lookUps++;
                var target = WithoutLength(value) is { Length: > 0 } other ? Expanded(other, address, domain) : domain;
                return await HostsAsync(name, target, ct).ConfigureAwait(false) is { } hosts && hosts.Any(h => Within(address, h + Suffix(mechanism, h)) == true);
            case "exists":
                _lookUps++;
                return await FindAsync(Expanded(value, address, domain), DnsKind.A, ct).ConfigureAwait(false) is { Count: > 0 };
            case "ptr":
                // The receiver's view of reverse names: it counts as a look-up, and matches for nobody here.
                _lookUps++;
                return false;
            default:
                Problem = $"'{mechanism}' in the record of {domain} is no mechanism.";
                return null;
        }
    }

    private async Task<bool?> IncludedAsync(IPAddress address, string domain, int depth, CancellationToken ct)
    {
        var result = await CheckAsync(address, domain, depth + 1, ct).ConfigureAwait(false);
        if (result is SpfResult.None)
        {
            Problem = $"include:{domain} has no SPF record.";
        }

        return result is SpfResult.None or SpfResult.PermanentError or SpfResult.TemporaryError ? null : result == SpfResult.Pass;
    }

    private async Task<IReadOnlyList<string>> HostsAsync(string mechanism, string domain, CancellationToken ct)
    {
        var names = mechanism == "a" ? [domain] : (await FindAsync(domain, DnsKind.Mx, ct).ConfigureAwait(false)).Select(v => v.Split(' ')[^1]).Take(MostLookUps).ToList();
        var hosts = new List<string>();
        foreach (var name in names)
        {
            hosts.AddRange((await dns(name, DnsKind.A, ct).ConfigureAwait(false)).Values);
            hosts.AddRange((await dns(name, DnsKind.Aaaa, ct).ConfigureAwait(false)).Values);
        }

        _void += mechanism == "a" && hosts.Count == 0 ? 1 : 0;
        return hosts;
    }

    private async Task<IReadOnlyList<string>> FindAsync(string name, DnsKind kind, CancellationToken ct)
    {
        var answer = await dns(name, kind, ct).ConfigureAwait(false);
        Problem = answer.Failed ?? Problem;
        _failed |= answer.Failed is not null;
        _void += answer.Failed is null && answer.Values.Count == 0 ? 1 : 0;
        return answer.Values;
    }

    private string Expanded(string text, IPAddress address, string domain) => SpfMacros.Expand(text, new SpfMacros.Of(sender, domain, address, hello));

    // The lengths of a/24//64 stand behind the name; a slash within braces is a macro's own.
    private static string WithoutLength(string value)
    {
        var from = value.LastIndexOf('}') + 1;
        var slash = value.IndexOf('/', from);
        return slash < 0 ? value : value[..slash];
    }

    // a/24//64: the first length is for IPv4, the second for IPv6.
    private static string Suffix(string mechanism, string host)
    {
        var parts = mechanism.Split("//");
        var length = host.Contains(':', StringComparison.Ordinal) ? (parts.Length > 1 ? parts[1] : "") : parts[0].Contains('/', StringComparison.Ordinal) ? parts[0][(parts[0].IndexOf('/', StringComparison.Ordinal) + 1)..] : "";
        return length.Length == 0 ? "" : "/" + length;
    }

    private static bool? Within(IPAddress address, string network)
    {
        var slash = network.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? network : network[..slash], out var prefix))
        {
            return null;
        }

        var bits = prefix.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash >= 0 && (!int.TryParse(network[(slash + 1)..], out var length) || length < 0 || length > bits))
        {
            return null;
        }

        return address.AddressFamily == prefix.AddressFamily && SamePrefix(address.GetAddressBytes(), prefix.GetAddressBytes(), slash < 0 ? bits : int.Parse(network[(slash + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static bool SamePrefix(byte[] one, byte[] other, int bits)
    {
        for (var i = 0; i < bits; i++)
        {
            if ((((one[i / 8] ^ other[i / 8]) >> (7 - (i % 8))) & 1) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private SpfResult Broken(string problem)
    {
        Problem = problem;
        return SpfResult.PermanentError;
    }
}
