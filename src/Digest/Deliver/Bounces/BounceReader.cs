using System.Text;
using System.Text.RegularExpressions;

using MimeKit;

namespace Digest.Deliver.Bounces;

/// <summary>
/// Reads what came back: delivery status notifications (RFC 3464) first, whole or damaged, then complaints (RFC 5965), a provider's
/// JSON, known texts, automatic answers. Pure; what follows from it is the bounce step's to do.
/// </summary>
public static partial class BounceReader
{
    // MimeKit remembers a charset that .NET did not know when it first met it: subjects in ISO-8859-2 or KOI8-R are read before bodies.
    static BounceReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Bounce Read(MimeMessage message) => Read(message, 0);

    private static Bounce Read(MimeMessage message, int depth)
    {
        var notice = Notice.Of(message);
        if (depth < 2 && notice.Status.Length == 0 && notice.Feedback.Length == 0 && notice.Enclosed is { } enclosed && FreeText.IsFromDaemon(enclosed)
            && Read(enclosed, depth + 1) is { Recipients.Count: > 0 } inner)
        {
            // A gateway or somebody's mailbox rule passed the notice itself on. We never write as a daemon.
            return inner with { MessageId = FromVerp(message) ?? inner.MessageId };
        }

        var bounce = OfReport(notice) ?? OfComplaint(notice) ?? OfJson(notice) ?? OfDisposition(notice) ?? OfText(notice) ?? Bounce.Nothing;
        return bounce with { MessageId = FromVerp(message) ?? bounce.MessageId ?? FromReturned(notice.Returned) };
    }

    private static Bounce? OfReport(Notice notice)
    {
        var recipients = new List<BouncedRecipient>();
        foreach (var group in StatusReport.Groups(notice.Status).Where(g => g.ContainsKey("final-recipient") || g.ContainsKey("original-recipient") || g.ContainsKey("action")))
        {
            var address = Addresses.OfFields(group.Value("final-recipient"), group.Value("original-recipient"), group.Value("x-actual-recipient"));
            if (address is not null || group.ContainsKey("status"))
            {
                recipients.Add(Reported(notice, group, address));
                recipients.AddRange(Aliases(notice, group, address).Select(a => recipients[^1] with { Address = a }));
            }
        }

        var known = recipients.Where(r => r.Address.Length > 0).ToList();
        return recipients.Count == 0 ? null : Made(known.Count > 0 ? known : WithAddress(notice, recipients[0]), "dsn");
    }

    // Sendmail's "who it really was for", which may be a program's pipe; and the address that an alias was expanded from, where the words to
    // people tell of it (Postfix, Sendmail): what failed for one failed for the other.
    private static IEnumerable<string> Aliases(Notice notice, Dictionary<string, List<string>> group, string? address)
    {
        var actual = group.Value("x-actual-recipient") is { } field ? Addresses.First(field) ?? Pipe().Match(field).Value : null;
        var original = Addresses.First(group.Value("original-recipient")) is { } from && ExpandedFrom().Matches(notice.Text).Any(m => m.Groups[1].Value.Equals(from, StringComparison.OrdinalIgnoreCase)) ? from : null;
        return new[] { actual, original }.OfType<string>().Where(a => a.Length > 0 && address is not null && !a.Equals(address, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private static BouncedRecipient Reported(Notice notice, Dictionary<string, List<string>> group, string? address)
    {
        var (status, action) = (group.Value("status"), group.Value("action"));
        var words = string.Join(' ', group.GetValueOrDefault("diagnostic-code") ?? []);
        // Where the report is silent, the words to people say more; where it gives a code of its own, only those on the address: below
        // them stand what a company writes under every mail and what a scanner has to say.
        var told = words.Length == 0 && Verdict.IsSpecific(status) ? Lines(notice.Text, address) : About(notice.Text, address);
        var said = words.Length > 0 && Verdict.IsTelling(words) ? words : $"{words} {told}";
        return new BouncedRecipient(address ?? "", Verdict.Of(said, status, action, told), Verdict.Code(words) ?? Verdict.Code(status ?? ""), PlainText.Cut(words.Length > 0 ? words : said));
    }

    // The lines that name the address, else what follows its first mention, else all: a notice may be about several.
    private static string About(string text, string? address)
    {
        var at = address is null ? -1 : text.IndexOf(address, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return text;
        }

        var lines = Lines(text, address);
        return Verdict.IsTelling(lines) ? lines : Verdict.IsTelling(text[at..]) ? text[at..] : text;
    }

    // The lines that name the address, and those that follow it up to an empty one or one about another.
    private static string Lines(string text, string? address)
    {
        var lines = new List<string>();
        var about = false;
        foreach (var line in address is null ? [] : text.Split('\n'))
        {
            about = line.Contains(address!, StringComparison.OrdinalIgnoreCase) || (about && line.Trim().Length > 0 && !Rule().IsMatch(line) && Addresses.First(line) is null);
            if (about)
            {
                lines.Add(line);
            }
        }

        return string.Join('\n', lines);
    }

    private static List<BouncedRecipient> WithAddress(Notice notice, BouncedRecipient nameless) =>
        [.. FreeText.Read(notice).Select(r => nameless with { Address = r.Address })];

    private static Bounce? OfComplaint(Notice notice)
    {
        if (notice.Feedback.Length > 0)
        {
            return FeedbackReport.Read(notice);
        }

        // Hotmail's and Apple's own ways of saying so.
        if (ComplaintSubject().IsMatch(notice.Message.Subject ?? "") && notice.Enclosed is not null)
        {
            return Made([.. FeedbackReport.ReturnedTo(notice).Select(Complained)], "arf");
        }

        return MailAppUnsubscribe().IsMatch(notice.Text)
            ? Made([.. notice.Message.From.Mailboxes.Select(m => Complained(m.Address))], "text")
            : null;
    }

    private static BouncedRecipient Complained(string address) => new(address, BounceClass.Complaint, null, "complaint");

    private static Bounce? OfJson(Notice notice) => notice.Text.TrimStart().StartsWith('{') ? Webhooks.Ses.ReadNotification(notice.Text) : null;

    // A mailbox's own rule that refuses (Sieve's reject, RFC 5429, 2.1) answers like a read receipt (RFC 8098): as "deleted", by itself.
    private static Bounce? OfDisposition(Notice notice)
    {
        if (!notice.IsDisposition)
        {
            return null;
        }

        var named = StatusReport.Groups(notice.Disposition).Select(g => Addresses.OfFields(g.Value("final-recipient"), g.Value("original-recipient"))).OfType<string>().ToList();
        var addresses = named.Count > 0 ? named : [.. FreeText.Read(notice).Select(r => r.Address)];
        return Refused().IsMatch(notice.Text) || Refused().IsMatch(notice.Message.Subject ?? "")
            ? Made([.. addresses.Select(a => new BouncedRecipient(a, Verdict.OfReader(notice.Text), Verdict.Code(notice.Text), PlainText.Cut(notice.Text)))], "dsn")
            : new Bounce { Class = BounceClass.AutoReply, How = "auto-reply" };
    }

    private static Bounce? OfText(Notice notice)
    {
        if (AutoReply.Is(notice.Message))
        {
            return new Bounce { Class = BounceClass.AutoReply, How = "auto-reply" };
        }

        if (FreeText.IsNotice(notice))
        {
            return FreeText.Read(notice) is { Count: > 0 } recipients ? Made(recipients, "text")
                : FreeText.Unnamed(notice) is { } unnamed ? new Bounce { Class = unnamed.Class, Unnamed = unnamed, How = "text" }
                : null;
        }

        return AutoReply.IsUnsaid(notice.Message) ? new Bounce { Class = BounceClass.AutoReply, How = "auto-reply" } : null;
    }

    /// <summary>Each address once, with the worst that is said of it.</summary>
    internal static Bounce Made(IReadOnlyList<BouncedRecipient> recipients, string how) => new()
    {
        Class = recipients.Count == 0 ? BounceClass.None : recipients.Max(r => r.Class),
        Recipients = [.. recipients.GroupBy(r => r.Address, StringComparer.OrdinalIgnoreCase).Select(same => same.MaxBy(r => r.Class)!)],
        How = how,
    };

    private static string? FromVerp(MimeMessage message) =>
        new[] { "Delivered-To", "X-Original-To", "Envelope-To", "To" }.SelectMany(h => message.Headers.Where(x => x.Field.Equals(h, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(h => Addresses.In(h.Value)).Select(Model.Verp.MessageId).FirstOrDefault(id => id is not null);

    /// <summary>The Message-ID in a returned header, or null.</summary>
    internal static string? FromReturned(string returned) => MessageId().Match(returned) is { Success: true } id ? id.Groups[1].Value : null;

    [GeneratedRegex(@"^[ \t>]{0,8}Message-ID:\s{0,8}<([^<>\s]{3,250})>", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"\breject|\brefus|\bzurückgewiesen|\babgelehnt|\brechazad", RegexOptions.IgnoreCase)]
    private static partial Regex Refused();

    // What a signature or a disclaimer begins with.
    [GeneratedRegex(@"^\s*(?:--\s*|[_*=-]{5,}.*)$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"\|\S{1,250}")]
    private static partial Regex Pipe();

    [GeneratedRegex(@"\bexpanded from:?\s{1,4}<?([^<>\s()]{3,320})>?", RegexOptions.IgnoreCase)]
    private static partial Regex ExpandedFrom();

    [GeneratedRegex(@"\Acomplaint about message from\b", RegexOptions.IgnoreCase)]
    private static partial Regex ComplaintSubject();

    [GeneratedRegex(@"\bApple Mail sent this email to unsubscribe\b", RegexOptions.IgnoreCase)]
    private static partial Regex MailAppUnsubscribe();
}
