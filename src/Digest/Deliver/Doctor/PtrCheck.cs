using System.Net;

namespace Digest.Deliver.Doctor;

/// <summary>The reverse name of what sends: receivers refuse hosts without one, or whose name does not lead back.</summary>
public static class PtrCheck
{
    private const string Check = "ptr";

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, LookUp dns, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var relay in patient.Relays)
        {
            var host = relay.PublicName ?? "";
            var addresses = host.Length == 0 ? [] : await PublicAddresses.OfAsync(host, dns, ct).ConfigureAwait(false);
            if (addresses.Count == 0)
            {
                findings.Add(Finding.Warn(Check, $"The address that {relay.Host} sends from is not known here.", "Set Deliver:HelloName to the relay's public name, and run doctor again."));
            }

            foreach (var address in addresses)
            {
                findings.Add(await OfAddressAsync(host, address, dns, ct).ConfigureAwait(false));
            }
        }

        return findings;
    }

    private static async Task<Finding> OfAddressAsync(string host, IPAddress address, LookUp dns, CancellationToken ct)
    {
        var answer = await dns(Dns.ReverseName(address), DnsKind.Reverse, ct).ConfigureAwait(false);
        if (answer.Failed is not null || answer.Values.Count == 0)
        {
            return answer.Failed is not null
                ? Finding.Warn(Check, $"The DNS gave no answer for the reverse name of {address}: {answer.Failed}", "Run doctor again.")
                : Finding.Fail(Check, $"{address} ({host}) has no reverse name.", $"Ask who gave you the address to set its PTR to {host}.");
        }

        foreach (var name in answer.Values)
        {
            if ((await PublicAddresses.OfAsync(name, dns, ct).ConfigureAwait(false)).Contains(address))
            {
                return Finding.Ok(Check, $"{address} is {name}, and {name} is {address}.");
            }
        }

        return Finding.Fail(Check, $"{address} is called {answer.Values[0]}, which does not lead back to it.", $"Give {answer.Values[0]} an address record with {address}, or set the PTR to {host}.");
    }
}
