using System.Net;

namespace Digest.Deliver.Doctor;

/// <summary>Whether bounces find their way back: the MX of the envelope domain.</summary>
public static class MxCheck
{
    private const string Check = "mx";

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, LookUp dns, CancellationToken ct)
    {
        var domain = patient.Domain;
        var answer = await dns(domain, DnsKind.Mx, ct).ConfigureAwait(false);
        if (answer.Failed is not null)
        {
            return [Finding.Warn(Check, $"The DNS gave no answer for MX {domain}: {answer.Failed}", "Run doctor again; if it stays, look at the domain's name servers.")];
        }

        if (answer.Values.Count == 0 && await AnyAddressAsync(domain, dns, ct).ConfigureAwait(false))
        {
            // RFC 5321, 5.1: then its address is asked; many receivers distrust senders without an MX all the same.
            return [Finding.Warn(Check, $"{domain} has no MX: bounces come to its address, if a mail server answers there.", $"Publish an MX for {domain}, and deliver bounce+*@{domain} and unsubscribe@{domain} into the mailbox of Bounces:Imap.")];
        }

        var hosts = answer.Values.Select(v => v.Split(' ')[^1]).ToList();
        if (hosts.Count == 0 || hosts.All(h => h is "." or ""))
        {
            return [Finding.Fail(Check, hosts.Count == 0 ? $"{domain} has no MX: bounces and unsubscribe mails cannot come back." : $"{domain} takes no mail (null MX, RFC 7505), so receivers may refuse mail from it.",
                $"Publish an MX for {domain} and deliver bounce+*@{domain} and unsubscribe@{domain} into the mailbox of Bounces:Imap.")];
        }

        var findings = new List<Finding>();
        foreach (var host in hosts)
        {
            var known = await AnyAddressAsync(host, dns, ct).ConfigureAwait(false);
            findings.Add(known ? Finding.Ok(Check, $"{domain} is received by {host}.") : Finding.Fail(Check, $"{domain}'s MX {host} has no address.", $"Give {host} an A or AAAA record, or name another host."));
        }

        return findings;
    }

    private static async Task<bool> AnyAddressAsync(string host, LookUp dns, CancellationToken ct) =>
        !IPAddress.TryParse(host, out _)
        && ((await dns(host, DnsKind.A, ct).ConfigureAwait(false)).Values.Count > 0 || (await dns(host, DnsKind.Aaaa, ct).ConfigureAwait(false)).Values.Count > 0);
}
