using System.Net;

namespace Digest.Deliver.Doctor;

/// <summary>SPF of the envelope domain: there, single, not open to all, and naming the relay.</summary>
public static class SpfCheck
{
    private const string Check = "spf";

    /// <summary>An address that nobody has (RFC 5737).</summary>
    private static readonly IPAddress Nobody = IPAddress.Parse("192.0.2.1");

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, LookUp dns, CancellationToken ct)
    {
        var domain = patient.Domain;
        var answer = await dns(domain, DnsKind.Txt, ct).ConfigureAwait(false);
        if (answer.Failed is not null)
        {
            return [Finding.Warn(Check, $"The DNS gave no answer for TXT {domain}: {answer.Failed}", "Run doctor again; if it stays, look at the domain's name servers.")];
        }

        var records = await new Spf(dns).RecordsAsync(domain, ct).ConfigureAwait(false);
        if (records.Count != 1)
        {
            return [records.Count == 0
                ? Finding.Fail(Check, $"{domain} has no SPF record.", $"Publish TXT {domain} \"v=spf1 {Suggested(patient)} -all\", with whatever sends for your relay.")
                : Finding.Fail(Check, $"{domain} has {records.Count} SPF records, which breaks SPF altogether.", "Merge them into one TXT record (RFC 7208, 3.2).")];
        }

        var findings = new List<Finding> { Ending(domain, records[0]) };
        foreach (var relay in patient.Relays)
        {
            foreach (var address in relay.PublicName is { Length: > 0 } name ? await PublicAddresses.OfAsync(name, dns, ct).ConfigureAwait(false) : [])
            {
                findings.Add(await OfRelayAsync(domain, relay, address, dns, ct).ConfigureAwait(false));
            }
        }

        if (findings.Count == 1)
        {
            // No address to ask about, yet a record that cannot be evaluated fails for every one.
            var spf = Of(domain, "unknown", dns);
            if (await spf.CheckAsync(Nobody, domain, ct).ConfigureAwait(false) == SpfResult.PermanentError)
            {
                findings.Add(Unusable(domain, spf));
            }
        }

        return findings;
    }

    private static Spf Of(string domain, string? hello, LookUp dns) => new(dns, $"bounce@{domain}", hello ?? "unknown");

    private static Finding Unusable(string domain, Spf spf) =>
        Finding.Fail(Check, $"The SPF record of {domain} cannot be evaluated: {spf.Problem}", "Repair the record; receivers treat it as an error (RFC 7208, 4.6).");

    private static Finding Ending(string domain, string record)
    {
        var terms = record.ToLowerInvariant().Split(' ');
        return terms.Contains("+all") || terms.Contains("all")
            ? Finding.Fail(Check, $"The SPF record of {domain} allows everybody (+all).", "End it with -all (or ~all).")
            : terms.Contains("?all") || !terms.Any(t => t is "-all" or "~all" || t.StartsWith("redirect=", StringComparison.Ordinal))
                ? Finding.Warn(Check, $"The SPF record of {domain} says nothing about others: {record}", "End it with -all (or ~all).")
                : Finding.Ok(Check, $"{domain}: {record}");
    }

    private static async Task<Finding> OfRelayAsync(string domain, RelayTarget relay, IPAddress address, LookUp dns, CancellationToken ct)
    {
        var spf = Of(domain, relay.HelloName ?? relay.PublicName, dns);
        var result = await spf.CheckAsync(address, domain, ct).ConfigureAwait(false);
        return result switch
        {
            SpfResult.Pass => Finding.Ok(Check, $"{relay.PublicName} ({address}) passes, with {spf.LookUps} look-ups of 10."),
            SpfResult.PermanentError => Unusable(domain, spf),
            SpfResult.TemporaryError => Finding.Warn(Check, $"The DNS gave no answer for a part of the SPF record of {domain}: {spf.Problem}", "Run doctor again; if it stays, look at the name servers of what it includes."),
            _ => Finding.Warn(Check, $"{relay.PublicName} ({address}) is not named by the SPF record of {domain} ({result}).",
                $"Add {(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "ip4" : "ip6")}:{address} or your provider's include:, unless the relay sends from other addresses."),
        };
    }

    private static string Suggested(Patient patient) => patient.Relays.Count > 0 && !PublicAddresses.IsLocal(patient.Relays[0].Host) ? $"a:{patient.Relays[0].Host}" : "mx";
}
