namespace Digest.Deliver.Doctor;

/// <summary>The relay: there, secure, and able to take what we send.</summary>
public static class RelayCheck
{
    private const string Check = "relay";

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, GreetRelay greet, CancellationToken ct)
    {
        if (patient.Relays.Count == 0)
        {
            return [Finding.Fail(Check, "No relay is set: nothing is sent.", "Set Deliver:Host and Deliver:Port to your mail server.")];
        }

        var findings = new List<Finding>();
        foreach (var relay in patient.Relays)
        {
            findings.AddRange(Of(relay, await greet(relay, ct).ConfigureAwait(false), patient.Mails.Count == 0 ? 0 : patient.Mails.Max(m => m.Message.Length)));
        }

        return findings;
    }

    private static IEnumerable<Finding> Of(RelayTarget relay, RelayProbe probe, int largest)
    {
        var name = $"{relay.Host}:{relay.Port}";
        if (probe.Error is not null)
        {
            yield return Finding.Fail(Check, $"{name} does not answer as a mail server: {probe.Error}", "Check Deliver:Host, Deliver:Port and the firewall between.");
            yield break;
        }

        yield return (probe.Tls, PublicAddresses.IsLocal(relay.Host)) switch
        {
            (true, _) when probe.CertificateError is { } error => Finding.Fail(Check, $"{name}: its certificate does not hold: {error}", "If it ran out, renew it; if it is for another name, set Deliver:Host to that name; if you are its issuer, name the issuer's PEM file in Deliver:TrustedCertificates."),
            (true, _) => Finding.Ok(Check, $"{name} answers, over TLS."),
            (false, true) when relay.RequiresTls => Finding.Fail(Check, $"{name} offers no TLS, which Deliver:Security asks for: nothing is sent.", "Switch on STARTTLS there or, since it is on this machine or network, set Deliver:Security=None."),
            (false, true) => Finding.Ok(Check, $"{name} answers, without TLS but on this machine or network."),
            _ => Finding.Fail(Check, $"{name} offers no TLS: mails and password would cross the internet in clear.", "Switch on STARTTLS there, or use its TLS port with Deliver:Security=Tls."),
        };
        if (relay.HasLogin && !probe.Login)
        {
            yield return Finding.Fail(Check, $"{name} offers no login (AUTH), but one is set.", "Use the submission port (587 or 465), or leave Deliver:User empty.");
        }

        if (probe.MaxSize > 0 && largest > probe.MaxSize)
        {
            yield return Finding.Fail(Check, $"{name} takes at most {probe.MaxSize} octets; a recent mail has {largest}.", "Send fewer stories, or raise the relay's limit.");
        }
    }
}
