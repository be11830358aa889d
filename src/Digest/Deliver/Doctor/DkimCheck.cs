using Digest.Deliver.Dkim;

namespace Digest.Deliver.Doctor;

/// <summary>DKIM: each key's public half stands in the DNS, and is the half of the key that signs (RFC 6376, 3.6.1).</summary>
public static class DkimCheck
{
    private const string Check = "dkim";

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, LookUp dns, CancellationToken ct)
    {
        if (patient.KeysError is not null)
        {
            return [Finding.Fail(Check, patient.KeysError, "Repair or replace the file: `digest dkim create --selector s1` makes a new key.")];
        }

        if (patient.Keys.Count == 0)
        {
            return [Finding.Fail(Check, "Mails are not signed: no key is set.", "Run `digest dkim create --selector s1`, publish its record, and set Dkim:Keys as it says. Gmail and Yahoo refuse bulk mail without DKIM.")];
        }

        var findings = new List<Finding>();
        foreach (var key in patient.Keys)
        {
            findings.Add(await OfKeyAsync(patient, key, dns, ct).ConfigureAwait(false));
        }

        if (!patient.Keys.Any(k => k.Key.Algorithm == "rsa-sha256" && (k.SignsFrom is null || k.SignsFrom <= patient.Now)))
        {
            findings.Add(Finding.Warn(Check, "No RSA key signs yet: some receivers know no other kind.", "Add one: `digest dkim create --selector s1 --type rsa`."));
        }

        return findings;
    }

    private static async Task<Finding> OfKeyAsync(Patient patient, LoadedKey key, LookUp dns, CancellationToken ct)
    {
        var name = DkimName.Record(key.Selector, patient.SigningDomain ?? patient.Domain);
        var answer = await dns(name, DnsKind.Txt, ct).ConfigureAwait(false);
        if (answer.Failed is not null)
        {
            return Finding.Warn(Check, $"The DNS gave no answer for TXT {name}: {answer.Failed}", "Run doctor again; if it stays, look at the domain's name servers.");
        }

        var publish = $"Publish TXT {name} \"{key.Key.Record}\"";
        if (answer.Values.Count != 1)
        {
            return answer.Values.Count > 1
                ? Finding.Fail(Check, $"{name} has {answer.Values.Count} records; which one counts is undefined.", "Leave one.")
                : key.SignsFrom > patient.Now
                    ? Finding.Warn(Check, $"{name} is not published, and that key begins to sign at {key.SignsFrom:u}.", publish)
                    : Finding.Fail(Check, $"{name} is not published: signatures cannot be verified.", publish);
        }

        return Compare(name, Tags.Of(answer.Values[0]), Tags.Of(key.Key.Record), publish);
    }

    // RFC 6376, 3.6.1: lists apart by colons; a tag that is not there allows all.
    private static bool Excludes(Dictionary<string, string> record, string tag, params string[] any) =>
        record.TryGetValue(tag, out var list) && !list.Split(':', StringSplitOptions.TrimEntries).Any(v => any.Contains(v, StringComparer.OrdinalIgnoreCase));

    private static Finding Compare(string name, Dictionary<string, string> published, Dictionary<string, string> own, string publish)
    {
        if (!published.TryGetValue("p", out var stands) || published.GetValueOrDefault("v", "DKIM1") != "DKIM1")
        {
            return Finding.Fail(Check, $"{name} is no DKIM key: what stands there is another record, perhaps a wildcard's.", publish);
        }

        if (Excludes(published, "h", "sha256") || Excludes(published, "s", "*", "email"))
        {
            return Finding.Fail(Check, $"{name} allows no signature of ours: {(Excludes(published, "h", "sha256") ? $"h={published["h"]} leaves out sha256" : $"s={published["s"]} leaves out e-mail")}.", publish);
        }

        var key = stands.Replace(" ", "", StringComparison.Ordinal);
        if (key.Length == 0)
        {
            return Finding.Fail(Check, $"{name} is revoked: its p= is empty.", publish);
        }

        if (key != own["p"] || published.GetValueOrDefault("k", "rsa") != own["k"])
        {
            return Finding.Fail(Check, $"{name} holds another key than the one that signs: every signature fails.", publish);
        }

        return published.GetValueOrDefault("t", "").Split(':').Contains("y")
            ? Finding.Warn(Check, $"{name} says t=y (testing): receivers may treat signed mail as unsigned.", "Take t=y out of the record.")
            : Finding.Ok(Check, $"{name} matches the key.");
    }
}
