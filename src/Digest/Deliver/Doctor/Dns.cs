using System.Net;

using DnsClient;
using DnsClient.Protocol;

namespace Digest.Deliver.Doctor;

public enum DnsKind { Txt, Mx, A, Aaaa, Reverse }

/// <summary>What the DNS says about a name. Values: TXT joined, MX as "10 mx.example", addresses and names as text, without a last dot.</summary>
/// <param name="Failed">Null, or why there is no answer (time-out, SERVFAIL): then nothing is known.</param>
public sealed record DnsAnswer(IReadOnlyList<string> Values, string? Failed = null)
{
    public static readonly DnsAnswer Empty = new([]);
}

/// <summary>Asks the DNS. A name that does not exist and one without such records both give no values.</summary>
public delegate Task<DnsAnswer> LookUp(string name, DnsKind kind, CancellationToken ct);

/// <summary>The system's resolvers, through DnsClient.</summary>
public static class Dns
{
    public static LookUp System()
    {
        var client = new LookupClient(new LookupClientOptions { Timeout = TimeSpan.FromSeconds(5), Retries = 1, UseCache = true, ThrowDnsErrors = false });
        return (name, kind, ct) => AskAsync(client, name, kind, ct);
    }

    /// <summary>The name under which an address's PTR stands (RFC 1035, 3.5; RFC 3596, 2.5).</summary>
    public static string ReverseName(IPAddress address) => address.GetArpaName().TrimEnd('.');

    private static async Task<DnsAnswer> AskAsync(LookupClient client, string name, DnsKind kind, CancellationToken ct)
    {
        try
        {
            var response = await client.QueryAsync(name, Type(kind), cancellationToken: ct).ConfigureAwait(false);
            return response.HasError && response.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain
                ? new DnsAnswer([], response.ErrorMessage)
                : new DnsAnswer([.. response.Answers.Select(Text).OfType<string>()]);
        }
        catch (DnsResponseException e)
        {
            return new DnsAnswer([], e.Message);
        }
    }

    private static QueryType Type(DnsKind kind) => kind switch
    {
        DnsKind.Txt => QueryType.TXT,
        DnsKind.Mx => QueryType.MX,
        DnsKind.A => QueryType.A,
        DnsKind.Aaaa => QueryType.AAAA,
        _ => QueryType.PTR,
    };

    private static string? Text(DnsResourceRecord record) => record switch
    {
        // The strings of one record are joined without a space (RFC 7208, 3.3; RFC 6376, 3.6.2.2).
        TxtRecord txt => string.Concat(txt.Text),
        MxRecord mx => $"{mx.Preference} {Bare(mx.Exchange)}",
        AddressRecord address => address.Address.ToString(),
        PtrRecord ptr => Bare(ptr.PtrDomainName),
        _ => null,
    };

    private static string Bare(DnsString name) => name.Value.Length > 1 ? name.Value.TrimEnd('.') : name.Value;
}
