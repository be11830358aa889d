using System.Text.RegularExpressions;

namespace Digest.Deliver.Bounces;

/// <summary>Feedback loops (ARF, RFC 5965): what a reader, or a mailbox provider for them, says about a mail that arrived.</summary>
public static partial class FeedbackReport
{
    public static Bounce Read(Notice notice)
    {
        var fields = StatusReport.Groups(notice.Feedback).SelectMany(g => g).ToLookup(f => f.Key, f => f.Value);
        var types = fields["feedback-type"].SelectMany(v => v).Select(v => v.ToLowerInvariant()).ToList();
        var named = fields["original-rcpt-to"].Concat(fields["removal-recipient"]).SelectMany(v => v).SelectMany(Addresses.In)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        // auth-failure (RFC 6591), not-spam and dmarc are news for the operator, not for the address.
        var kind = types.Count == 0 || types.Any(t => t is "abuse" or "fraud" or "virus" or "other" or "miscategorized" || t.StartsWith("opt-out", StringComparison.Ordinal))
            ? BounceClass.Complaint
            : BounceClass.None;
        var addresses = named.Count > 0 ? named : ReturnedTo(notice);
        return BounceReader.Made([.. addresses.Select(a => new BouncedRecipient(a, kind, null, string.Join(',', types)))], "arf") with { Class = kind };
    }

    /// <summary>Whom the complained mail was to, by its returned header: our mails have one To.</summary>
    public static IReadOnlyList<string> ReturnedTo(Notice notice)
    {
        var to = Addresses.In(string.Join(' ', To().Matches(notice.Returned).Select(m => m.Value))).ToList();
        return to.Count > 0 ? to : [.. Own().Matches(notice.Returned).Select(m => m.Groups[2].Value).SelectMany(Addresses.In).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    [GeneratedRegex(@"^(X-HmXmrOriginalRecipient|X-Original-To|Delivered-To|Envelope-To|X-Apparently-To):(.*)$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Own();

    [GeneratedRegex(@"^To:.*(\n[ \t].*)*", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex To();
}
