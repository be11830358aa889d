using System.Net;

namespace Digest.Deliver.Doctor;

/// <summary>What mails point to: the base URL, one-click unsubscription over HTTPS (RFC 8058), and by the way the clock.</summary>
public static class SiteCheck
{
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, LookUp dns, PostOneClick post, CancellationToken ct)
    {
        var probe = await post(patient.UnsubscribeUrl, ct).ConfigureAwait(false);
        return [await BaseAsync(patient.BaseUrl, dns, ct).ConfigureAwait(false), Unsubscribe(patient.UnsubscribeUrl, probe), Clock(patient, probe.Date)];
    }

    private static async Task<Finding> BaseAsync(Uri url, LookUp dns, CancellationToken ct)
    {
        if (PublicAddresses.IsLocal(url.Host))
        {
            return Finding.Fail("site", $"Site:BaseUrl is {url}: readers cannot open its links.", "Set Site:BaseUrl to the public https address.");
        }

        if (url.Scheme != Uri.UriSchemeHttps)
        {
            return Finding.Fail("site", $"Site:BaseUrl is not https: {url}", "Put a TLS proxy in front, and set Site:BaseUrl to its https address.");
        }

        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out _))
        {
            return Finding.Warn("site", $"Site:BaseUrl is a bare address: {url}", "Use a name under the From domain; filters distrust links to addresses.");
        }

        return (await PublicAddresses.OfAsync(url.Host, dns, ct).ConfigureAwait(false)).Count > 0
            ? Finding.Ok("site", $"Links begin with {url}.")
            : Finding.Fail("site", $"{url.Host} has no public address in the DNS.", $"Give {url.Host} an A or AAAA record.");
    }

    private static Finding Unsubscribe(Uri url, HttpProbe probe) => probe switch
    {
        _ when url.Scheme != Uri.UriSchemeHttps => Finding.Fail("unsubscribe", $"List-Unsubscribe is not https: mailbox providers show no button.", "Set Site:BaseUrl to an https address (RFC 8058, 3.1)."),
        { Error: { } error } => Finding.Fail("unsubscribe", $"POST to {url.GetLeftPart(UriPartial.Authority)} fails: {error}", "Check the proxy, its certificate and the firewall: mailbox providers post there from outside."),
        { Status: >= 300 and < 400 } => Finding.Fail("unsubscribe", $"POST to the unsubscribe address is redirected ({probe.Status}), which RFC 8058 forbids.", "Let the proxy pass POST /u/… on as it is; is Site:BaseUrl the final address?"),
        { Status: >= 200 and < 300 } => Finding.Ok("unsubscribe", $"One-click unsubscription answers over HTTPS at {url.GetLeftPart(UriPartial.Authority)}."),
        { Status: 404 or 405 or 410 or 501 } => Finding.Fail("unsubscribe", $"POST to the unsubscribe address is answered {probe.Status}: what answers at {url.GetLeftPart(UriPartial.Authority)} is not this Digest, or it knows other link keys.",
            "Let the proxy pass POST /u/… on to this Digest, and run doctor with the link.keys (or Site:LinkKeysFile) that it runs with."),
        _ => Finding.Fail("unsubscribe", $"POST to the unsubscribe address is answered {probe.Status}.", "Let the proxy pass POST /u/… on without login, challenge or limit; it must be answered 200."),
    };

    private static Finding Clock(Patient patient, DateTimeOffset? date)
    {
        if (patient.LatestRow > patient.Now + Drift)
        {
            return Finding.Fail("clock", $"The database holds times later than now ({patient.LatestRow:u}): the clock ran ahead, or runs behind.", "Set the clock by NTP (timedatectl set-ntp true).");
        }

        if (date is null)
        {
            return Finding.Warn("clock", "There was no other clock to compare with.", "Make sure that the clock is set by NTP (timedatectl status).");
        }

        // Date has whole seconds, and the answer took its time.
        var off = (patient.Now - date.Value).Duration();
        return off > Drift
            ? Finding.Fail("clock", $"This clock and the one behind the base URL differ by {off.TotalSeconds:F0} s: a wrong Date looks like spam, and signatures may be refused.", "Set the clock by NTP (timedatectl set-ntp true).")
            : Finding.Ok("clock", "The clock agrees with the one behind the base URL.");
    }
}
