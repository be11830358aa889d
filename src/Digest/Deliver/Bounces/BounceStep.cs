using System.Text.RegularExpressions;

using Digest.Model;
using Digest.Store;

using MimeKit;

namespace Digest.Deliver.Bounces;

/// <summary>
/// Draws the conclusions: hard and complaint suppress at once, soft when they keep coming, blocked and automatic answers nothing.
/// Only what came back for a mail of the ledger counts. Everything may be read twice.
/// </summary>
public sealed partial class BounceStep(Database database, BouncesOptions options, TimeProvider clock, ILogger<BounceStep> log, HonourUnsubscribe? unsubscribe = null, HonourLeave? leave = null)
{
    /// <summary>One message that came to a bounce or unsubscribe address.</summary>
    /// <param name="source">Where it was found: stdin, folder, imap.</param>
    public async Task<BounceOutcome> TakeAsync(MimeMessage message, string source, CancellationToken ct)
    {
        foreach (var token in UnsubscribeTokens(message))
        {
            if (unsubscribe is not null && await unsubscribe(token, "mail", ct).ConfigureAwait(false))
            {
                return new BounceOutcome(BounceClass.None, "unsubscribed", null);
            }
        }

        return await ApplyAsync(BounceReader.Read(message), source, authentic: false, ct).ConfigureAwait(false);
    }

    /// <summary>What was read, by whichever way it came.</summary>
    /// <param name="authentic">The source proved itself (a signed webhook): then an address alone may mean a mail.</param>
    public async Task<BounceOutcome> ApplyAsync(Bounce bounce, string source, bool authentic, CancellationToken ct)
    {
        if (bounce.Unsubscribes)
        {
            return await LeaveAsync(bounce, source, authentic, ct).ConfigureAwait(false);
        }

        if (bounce.Class is BounceClass.None or BounceClass.AutoReply)
        {
            return new BounceOutcome(bounce.Class, "nothing", null);
        }

        var outcome = await database.WriteAsync(s => RecordAsync(s, bounce, source, authentic), ct).ConfigureAwait(false);
        // Spam finds every mailbox; only what is about us is news.
        log.Log(outcome.Done == "unknown" ? LogLevel.Debug : LogLevel.Information, "{Class} from {Source}, read as {How}: {Done}", outcome.Class, source, bounce.How, outcome.Done);
        return outcome;
    }

    private async Task<BounceOutcome> LeaveAsync(Bounce bounce, string source, bool authentic, CancellationToken ct)
    {
        var mail = authentic ? await database.ReadAsync(s => FindAsync(s, bounce, authentic), ct).ConfigureAwait(false) : null;
        var left = mail?.SubscriberId is { } reader && leave is not null && await leave(reader, source, ct).ConfigureAwait(false);
        return new BounceOutcome(BounceClass.None, left ? "unsubscribed" : "unknown", left ? mail!.Address : null);
    }

    private async Task<BounceOutcome> RecordAsync(Session s, Bounce bounce, string source, bool authentic)
    {
        var mail = await FindAsync(s, bounce, authentic).ConfigureAwait(false);
        if (mail is null)
        {
            return new BounceOutcome(bounce.Class, "unknown", null);
        }

        var now = clock.GetUtcNow();
        // One mail of ours has one recipient: what is said of others comes from a list or a forwarding behind it.
        var about = bounce.Recipients.FirstOrDefault(r => r.Class == bounce.Class) ?? bounce.Unnamed;
        var row = new BounceRow(mail.Id, bounce.Class.ToString(), about?.Status, WithoutAddresses(about?.Words ?? ""), bounce.How, source, now);
        if (!await BounceStore.AddAsync(s, row).ConfigureAwait(false))
        {
            return new BounceOutcome(bounce.Class, "known", mail.Address);
        }

        // What is said so late of a mail tells nothing of the address today, unless the reader says it.
        var late = bounce.Class != BounceClass.Complaint && mail.HandedAt < now - options.MatchWithin;
        var suppression = late ? null : await SuppressionAsync(s, bounce.Class, mail.Address, source, now).ConfigureAwait(false);
        if (suppression is null || !await SuppressionStore.AddAsync(s, suppression).ConfigureAwait(false))
        {
            return new BounceOutcome(bounce.Class, "counted", mail.Address);
        }

        await BounceStore.SuppressedAsync(s, mail.Id, row.Class).ConfigureAwait(false);
        return new BounceOutcome(bounce.Class, "suppressed", mail.Address);
    }

    private async Task<BouncedMail?> FindAsync(Session s, Bounce bounce, bool authentic)
    {
        var mail = bounce.MessageId is null ? null : await BounceStore.FindAsync(s, bounce.MessageId).ConfigureAwait(false);
        return mail is not null || !authentic || bounce.Recipients.Count == 0
            ? mail
            : await BounceStore.FindAsync(s, bounce.Recipients[0].Address, clock.GetUtcNow() - options.MatchWithin).ConfigureAwait(false);
    }

    private async Task<Suppression?> SuppressionAsync(Session s, BounceClass kind, string address, string source, DateTimeOffset now) => kind switch
    {
        BounceClass.Hard => new Suppression(address, "hard-bounce", source, now, null),
        BounceClass.Complaint => new Suppression(address, "complaint", source, now, null),
        BounceClass.Soft when await SoftScoreAsync(s, address, now).ConfigureAwait(false) >= options.SoftLimit =>
            new Suppression(address, "soft-bounces", source, now, now + options.SoftFor),
        _ => null,
    };

    // After ten half-lives a bounce is worth a thousandth: older ones are not read.
    private async Task<double> SoftScoreAsync(Session s, string address, DateTimeOffset now)
    {
        var times = await BounceStore.SoftAsync(s, address, now - (options.SoftHalfLife * 10)).ConfigureAwait(false);
        return times.Sum(at => Math.Pow(0.5, (now - at) / options.SoftHalfLife)) + 1e-9;
    }

    // What was deleted with a reader must not live on in a server's words.
    private static string WithoutAddresses(string words) => Addresses.Pattern().Replace(words, "…");

    // The mailto of List-Unsubscribe (EMAIL.md 2): the token is the subject; mail programs put "Re:" or "unsubscribe" before it. Some fill
    // the text instead; there it counts only in a line of its own and in a mail to that address: answers quote whole digests, links and all.
    private static IEnumerable<string> UnsubscribeTokens(MimeMessage message)
    {
        var subject = message.Headers[HeaderId.Subject] is { Length: < 500 } field ? Token().Matches(field).Select(m => m.Value) : [];
        var isAsked = message.To.Mailboxes.Concat(message.Cc.Mailboxes).Any(m => m.Address.StartsWith("unsubscribe", StringComparison.OrdinalIgnoreCase));
        return isAsked && message.TextBody is { Length: < 20_000 } text ? [.. subject, .. OwnLine().Matches(text).Select(m => m.Groups[1].Value)] : subject;
    }

    // A token's letters, and those of mails sent before.
    private const string Shape = "(?:[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{48})";

    [GeneratedRegex($@"^[ \t]*(?:unsubscribe[ \t]+)?({Shape})[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex OwnLine();

    [GeneratedRegex($@"(?<![\w-]){Shape}(?![\w-])")]
    private static partial Regex Token();
}
