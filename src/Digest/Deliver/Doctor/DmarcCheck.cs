namespace Digest.Deliver.Doctor;

/// <summary>
/// DMARC (RFC 9989): found by walking up the DNS tree from the From domain, with a policy that means something, reports, and
/// identifiers that align.
/// </summary>
public static class DmarcCheck
{
    private const string Check = "dmarc";

    /// <summary>RFC 9989, 4.10: from a longer name the walk leaps to its last seven labels.</summary>
    private const int MostLabels = 7;

    /// <summary>Tags that RFC 9989 took away.</summary>
    private static readonly string[] Gone = ["pct", "rf", "ri"];

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, LookUp dns, CancellationToken ct)
    {
        var (found, failed) = await WalkAsync(patient.Domain, ownDecides: true, dns, ct).ConfigureAwait(false);
        if (failed is not null)
        {
            return [Finding.Warn(Check, $"The DNS gave no answer: {failed}", "Run doctor again; if it stays, look at the domain's name servers.")];
        }

        if (found is null)
        {
            return [Finding.Fail(Check, $"{patient.Domain} has no DMARC record. Gmail and Yahoo ask bulk senders for one.",
                $"Publish TXT _dmarc.{patient.Domain} \"v=DMARC1; p=none; rua=mailto:dmarc@{patient.Domain}\", and raise p to quarantine or reject once reports are clean.")];
        }

        var findings = new List<Finding> { Policy(patient.Domain, found) };
        findings.AddRange(Details(found, patient.Domain));
        if (patient.SigningDomain is { } signing && !await AlignsAsync(signing, patient.Domain, found, dns, ct).ConfigureAwait(false))
        {
            findings.Add(Finding.Fail(Check, $"DKIM signs for {signing}, which does not align with From at {patient.Domain}.", "Leave Dkim:Domain empty, or set it to the From domain."));
        }

        return findings;
    }

    // The record at the From domain itself decides; else the organizational domain's, which the walk finds (RFC 9989, 4.10.1 and 4.10.2): where
    // psd=n stands, one below psd=y, or else the shortest name that has a record. A public suffix's own record is no policy of ours.
    private static async Task<(Record? Found, string? Failed)> WalkAsync(string domain, bool ownDecides, LookUp dns, CancellationToken ct)
    {
        var labels = domain.Split('.');
        Record? found = null;
        for (var from = 0; from < labels.Length; from = from == 0 && labels.Length > MostLabels + 1 ? labels.Length - MostLabels : from + 1)
        {
            var name = string.Join('.', labels[from..]);
            var answer = await dns("_dmarc." + name, DnsKind.Txt, ct).ConfigureAwait(false);
            if (answer.Failed is not null)
            {
                return (found, found is null ? answer.Failed : null);
            }

            var records = answer.Values.Where(IsDmarc).ToList();
            // Several records at one name count as none (RFC 9989, 4.10).
            if (records.Count != 1)
            {
                continue;
            }

            var record = new Record(name, records[0], Tags.Of(records[0]));
            var psd = record.Tags.GetValueOrDefault("psd", "u").ToLowerInvariant();
            if (from > 0 && psd == "y")
            {
                return (found is { } below && below.Domain.Split('.').Length == labels.Length - from + 1 ? below : null, null);
            }

            found = record;
            if (from == 0 && ownDecides || psd == "n")
            {
                return (record, null);
            }
        }

        return (found, null);
    }

    // The version is the first tag, whatever the white space (RFC 9989, 4.7).
    private static bool IsDmarc(string text) => text.Split(';', 2)[0].Replace(" ", "", StringComparison.Ordinal) == "v=DMARC1";

    private static Finding Policy(string domain, Record record)
    {
        var own = record.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase);
        var policy = (own ? null : record.Tags.GetValueOrDefault("sp")) ?? record.Tags.GetValueOrDefault("p");
        var where = $"_dmarc.{record.Domain}: {record.Text}";
        return policy?.ToLowerInvariant() switch
        {
            "reject" or "quarantine" when record.Tags.GetValueOrDefault("t") == "y" =>
                Finding.Warn(Check, $"{where} (t=y: in testing, one step milder)", "Take t=y out once the reports show that your own mail passes."),
            "reject" or "quarantine" => Finding.Ok(Check, where),
            "none" => Finding.Warn(Check, $"{where}: others may send in your name.", "Once the reports show that your own mail passes, set p=quarantine, then p=reject."),
            null when record.Tags.ContainsKey("rua") => Finding.Warn(Check, $"{where}: without p= it counts as p=none.", "Say p=quarantine or p=reject."),
            _ => Finding.Fail(Check, $"{where}: its policy cannot be read.", "p is none, quarantine or reject."),
        };
    }

    private static IEnumerable<Finding> Details(Record record, string domain)
    {
        if (!record.Tags.ContainsKey("rua"))
        {
            yield return Finding.Warn(Check, "The record asks for no reports (rua=).", $"Add rua=mailto:dmarc@{domain}, to see who sends in your name and what fails.");
        }

        var gone = Gone.Where(record.Tags.ContainsKey).ToList();
        if (gone.Count > 0)
        {
            yield return Finding.Warn(Check, $"{string.Join(", ", gone)} mean nothing any more (RFC 9989).", "Take them out; t=y takes the place of pct=0.");
        }
    }

    // Strict: they are the same. Relaxed: both are under one organizational domain, for which the record that decides may stand too low.
    private static async Task<bool> AlignsAsync(string signing, string from, Record record, LookUp dns, CancellationToken ct)
    {
        if (signing.Equals(from, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var (organization, _) = await WalkAsync(from, ownDecides: false, dns, ct).ConfigureAwait(false);
        return record.Tags.GetValueOrDefault("adkim") != "s" && (Under(from, signing) || organization is { Domain: var top } && Under(signing, top) && Under(from, top));
    }

    private static bool Under(string name, string domain) =>
        name.Equals(domain, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    private sealed record Record(string Domain, string Text, Dictionary<string, string> Tags);
}
