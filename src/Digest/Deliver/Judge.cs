using System.Text.RegularExpressions;

using Digest.Deliver.Bounces;
using Digest.Deliver.Smtp;
using Digest.Model;

namespace Digest.Deliver;

/// <summary>Who must change something before a mail can go.</summary>
internal enum Fault
{
    None,
    /// <summary>The relay is away or busy: wait, and charge nobody.</summary>
    Relay,
    /// <summary>The relay wants another password or cannot be secured: rest it, tell the operator.</summary>
    Login,
    /// <summary>This connection has had its share: open another.</summary>
    Connection,
    /// <summary>Our sender, content or authentication: three in a row pause the edition.</summary>
    Ours,
    /// <summary>This message only.</summary>
    Message,
    /// <summary>This address, now or for good.</summary>
    Address,
}

/// <summary>What an answer means for a mail: its next state, a machine word for it, and whose fault it is.</summary>
/// <param name="Suppress">The address is known to be dead: it is not mailed again.</param>
/// <param name="Charged">It counts as a try of this mail.</param>
internal sealed record Verdict(DeliveryState State, string Cause, Fault Fault = Fault.Address, bool Suppress = false, bool Charged = true);

/// <summary>Reads a server's answers (RFC 5321, 4.2; RFC 3463): the stage, the basic code, then the enhanced one. Pure.</summary>
internal static partial class Judge
{
    public static readonly Verdict Submitted = new(DeliveryState.Submitted, "submitted", Fault.None);

    /// <summary>Back in the queue as if nothing had happened.</summary>
    public static readonly Verdict Untouched = new(DeliveryState.Pending, "relay", Fault.Relay, Charged: false);

    private static readonly Verdict InDoubt = new(DeliveryState.InDoubt, "in-doubt", Fault.Message);
    private static readonly Verdict Temporary = new(DeliveryState.Deferred, "temporary");
    private static readonly Verdict Login = new(DeliveryState.Pending, "login", Fault.Login, Charged: false);
    private static readonly Verdict Sender = new(DeliveryState.Pending, "sender", Fault.Ours, Charged: false);
    private static readonly Verdict TooBig = new(DeliveryState.Blocked, "too-big", Fault.Message);
    private static readonly Verdict Unknown = new(DeliveryState.Hard, "unknown-address", Suppress: true);
    private static readonly Verdict Refused = new(DeliveryState.Hard, "refused");
    private static readonly Verdict Full = new(DeliveryState.Soft, "full");
    private static readonly Verdict Policy = new(DeliveryState.Blocked, "policy");
    private static readonly Verdict Content = new(DeliveryState.Blocked, "content", Fault.Ours);
    private static readonly Verdict Protocol = new(DeliveryState.Deferred, "protocol", Fault.Message);

    public static Verdict Of(Answer answer) => answer.Broken switch
    {
        Break.None => OfReply(answer.Stage, answer.Reply),
        Break.TooBig => TooBig,
        Break.Unsupported when answer.Stage == Stage.Auth => Login,
        Break.Unsupported => new Verdict(DeliveryState.Blocked, "unsupported", Fault.Message),
        Break.Tls => Login,
        _ when answer.Stage == Stage.StartTls => Login,
        _ when answer.Sent => InDoubt,
        _ when answer.Stage < Stage.Mail => Untouched,
        Break.NotSmtp => Protocol,
        _ => new Verdict(DeliveryState.Deferred, "lost", Fault.Connection),
    };

    /// <summary>
    /// The recipient's domain has had enough for now: 421, 4.7.x (greylisting says so too, and wants the same: later), or words about too many
    /// or too fast. A busy or full mailbox is nobody else's matter.
    /// </summary>
    public static bool AsksForLess(Answer answer) => answer.Stage >= Stage.Rcpt && answer.Reply.Temporary
        && (answer.Reply.Code == 421 || answer.Reply.Enhanced?.StartsWith("4.7.", StringComparison.Ordinal) == true || TooMuch().IsMatch(answer.Reply.Text));

    private static Verdict OfReply(Stage stage, Reply reply) => stage switch
    {
        Stage.Dot when reply.Code is >= 200 and < 300 => Submitted,
        Stage.Dot when reply.Positive => InDoubt,
        Stage.Connect or Stage.Greeting or Stage.Hello => Untouched,
        // 454 4.7.0 is "not now" in both; the missing offer is told apart as Break.
        Stage.StartTls => Login,
        Stage.Auth => reply.Permanent ? Login : Untouched,
        // Codes of AUTH (RFC 4954, 6): a relay that forgot our login, or wants one, says them to what comes next.
        < Stage.Dot when reply.Code is 530 or 534 or 535 or 538 => Login,
        _ when reply.Code == 530 || reply.Enhanced is "5.7.0" && NeedsLogin().IsMatch(reply.Text) => Login,
        Stage.Mail => OfMail(reply),
        _ when reply.Temporary => Temporary,
        _ when !reply.Permanent => Protocol,
        Stage.Rcpt => OfRcpt(reply),
        // The message as a whole: tried again, since another setting may be the cure; the third in a row pauses the edition.
        Stage.Data => new Verdict(DeliveryState.Deferred, "refused-data", Fault.Ours),
        _ => OfDot(reply),
    };

    private static Verdict OfMail(Reply reply) => reply switch
    {
        { Code: 421 } => new Verdict(DeliveryState.Pending, "connection", Fault.Connection, Charged: false),
        { Temporary: true } => Untouched,
        { Permanent: false } => Protocol,
        { Code: 552 } or { Enhanced: "5.3.4" or "5.2.3" } => TooBig,
        _ => Sender,
    };

    private static Verdict OfRcpt(Reply reply)
    {
        var code = reply.Enhanced;
        return code switch
        {
            "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" => Unknown,
            "5.1.7" or "5.1.8" => Sender,
            "5.2.2" => Full,
            "5.2.3" or "5.3.4" => TooBig,
            _ when code?.StartsWith("5.7.", StringComparison.Ordinal) == true || Blocking().IsMatch(reply.Text) => Policy,
            _ when code?.StartsWith("5.5.", StringComparison.Ordinal) == true => Protocol,
            _ => reply.Code switch
            {
                552 when code is null && Size().IsMatch(reply.Text) => TooBig,
                552 => Full,
                _ when code is null && OfWords(reply) is { } told => told,
                551 or 553 => Unknown,
                554 when code is null => Policy,
                >= 500 and <= 504 => Protocol,
                _ => Refused,
            },
        };
    }

    // Where no enhanced code says it, the words may. They are no proof of a dead address: it takes a second refusal.
    private static Verdict? OfWords(Reply reply) => Bounces.Verdict.Why(reply.ToString()) switch
    {
        RefusalReason.Full => Full,
        RefusalReason.Sender or RefusalReason.Blocked => Policy,
        RefusalReason.UnknownUser or RefusalReason.UnknownHost or RefusalReason.TakesNoMail or RefusalReason.Disabled => reply.Code is 551 or 553 ? Unknown : Refused,
        _ => null,
    };

    private static Verdict OfDot(Reply reply)
    {
        var code = reply.Enhanced;
        return code switch
        {
            "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" => Unknown,
            "5.2.2" => Full,
            "5.2.3" or "5.3.4" => TooBig,
            _ when code?.StartsWith("5.2.", StringComparison.Ordinal) == true => Refused,
            _ when code?.StartsWith("5.6.", StringComparison.Ordinal) == true || reply.Code is >= 500 and <= 504 => new Verdict(DeliveryState.Blocked, "message", Fault.Ours),
            null when Size().IsMatch(reply.Text) => TooBig,
            null when reply.Code == 552 => Full,
            null when OfWords(reply) is { Fault: Fault.Address } told && told != Policy => told,
            _ => Content,
        };
    }

    [GeneratedRegex(@"\b(blocked|spam|black ?list(ed)?|block ?list(ed)?|deny ?list(ed)?|dnsbl|rbl|spamhaus|reputation|policy)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\b(rate|throttl\w*|too (many|fast|frequent\w*)|slow down|(connection|message|sending) limit|concurren\w+)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TooMuch();

    [GeneratedRegex(@"\bmessage size\b|\bmessage (is )?too (big|large|long)\b|\bmessage exceeds\b|(?<!box )\bsize (limit|exceed\w*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Size();

    [GeneratedRegex(@"\bauthenticat", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NeedsLogin();
}
