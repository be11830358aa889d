using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Deliver.Bounces;

/// <summary>
/// What a refusal means for the address. Suppressing a good address loses a reader, so hard needs words or a code that say so;
/// what stays unclear is soft, and passes when the next mail arrives.
/// </summary>
public static partial class Verdict
{
    /// <param name="words">The server's words for this address.</param>
    /// <param name="told">What the notice tells people about it, where that differs.</param>
    /// <param name="status">The enhanced code of the report (5.1.1), or null.</param>
    /// <param name="action">The RFC 3464 action (failed, delayed, delivered …), or null.</param>
    public static BounceClass Of(string words, string? status, string? action, string told = "")
    {
        if (Reached(action, status))
        {
            return BounceClass.None;
        }

        if (words.Contains("groups.google.com/support", StringComparison.OrdinalIgnoreCase))
        {
            // One notice, in any language, for a group that is gone and for one that only members may write to.
            return BounceClass.Blocked;
        }

        var code = Code(words) ?? Specific(status);
        var comparable = PlainText.Comparable(words);
        var failed = Class(Reason(comparable, code, Reply(words)), code);
        if (failed != BounceClass.Hard)
        {
            return failed;
        }

        // Still being tried, or refused for now: nothing is known of the address yet.
        return IsDelay(action) || ForNow(words, status) ? BounceClass.Soft
            // Refused before the address was named, or after it was taken: "unknown user" then is what filters say (docomo).
            : (OtherStage().IsMatch(comparable) || OtherStage().IsMatch(PlainText.Comparable(told))) && !IsPlain(comparable, code) ? BounceClass.Blocked
            : BounceClass.Hard;
    }

    // More than the two words: a sentence about the account ("this user doesn't have a yahoo.com account"), or the code for it.
    private static bool IsPlain(string comparable, string? code) => IsAddressCode(code) || Gone(TwoWords().Replace(comparable, " ")) != RefusalReason.Unknown;

    /// <summary>What a reader's own rule says as it refuses a mail: the mailbox is there; full, or it does not want this mail.</summary>
    public static BounceClass OfReader(string words) => Why(words) == RefusalReason.Full ? BounceClass.Soft : BounceClass.Blocked;

    /// <summary>Whether a report's status says more than that it failed.</summary>
    public static bool IsSpecific(string? status) => Specific(status) is not null;

    /// <summary>Why a server refused, by its words and codes alone.</summary>
    public static RefusalReason Why(string words) => Reason(PlainText.Comparable(words), Code(words), Reply(words));

    /// <summary>The enhanced status code in the words (RFC 3463), else null. IP addresses are not codes.</summary>
    public static string? Code(string words)
    {
        var codes = EnhancedCode().Matches(words).Select(m => m.Value).ToList();
        return codes.Find(c => Specific(c) is not null) ?? codes.FirstOrDefault();
    }

    /// <summary>Whether the words hold something of a server: a reply code, an enhanced code, or known words.</summary>
    public static bool IsTelling(string words) =>
        Code(words) is not null || ReplyCode().IsMatch(words) || Reason(PlainText.Comparable(words), null, null) != RefusalReason.Unknown;

    private static RefusalReason Reason(string text, string? code, string? reply)
    {
        bool Says(RefusalReason reason) => KnownTexts.Says(reason, text);

        if (Says(RefusalReason.Full) || NoSuchThing.Full().IsMatch(text))
        {
            return RefusalReason.Full;
        }

        if (BareRejection().IsMatch(text))
        {
            return RefusalReason.UnknownUser;
        }

        var gone = Gone(text);
        var ours = Says(RefusalReason.Sender) ? RefusalReason.Sender : Says(RefusalReason.Blocked) ? RefusalReason.Blocked : RefusalReason.Unknown;
        if (gone != RefusalReason.Unknown && ours != RefusalReason.Unknown)
        {
            // "Sender address rejected: domain not found" is about us, "recipient address rejected: user unknown" is not.
            return IsAddressCode(code) || (code is null && ours == RefusalReason.Blocked) ? gone : ours;
        }

        return gone != RefusalReason.Unknown ? gone
            : Says(RefusalReason.Disabled) ? RefusalReason.Disabled
            : ours != RefusalReason.Unknown ? ours
            // 521 and 556: a host that takes no mail at all (RFC 7504).
            : reply is "521" or "556" ? RefusalReason.TakesNoMail
            : Says(RefusalReason.Temporary) ? RefusalReason.Temporary
            : RefusalReason.Unknown;
    }

    private static RefusalReason Gone(string text) =>
        LookupAway().IsMatch(text) ? RefusalReason.Temporary
        : TooManyUnknown().IsMatch(text) ? RefusalReason.Blocked
        : KnownTexts.Says(RefusalReason.UnknownUser, text) || NotThere().IsMatch(text) || NoSuchThing.Unknown().IsMatch(text) ? RefusalReason.UnknownUser
        // qmail's way to refuse relaying calls the domain wrong, and means its own list.
        : KnownTexts.Says(RefusalReason.UnknownHost, text) && !text.Contains("rcpthosts", StringComparison.Ordinal) ? (NameServerAway().IsMatch(text) ? RefusalReason.Temporary : RefusalReason.UnknownHost)
        : KnownTexts.Says(RefusalReason.TakesNoMail, text) ? RefusalReason.TakesNoMail
        : RefusalReason.Unknown;

    private static BounceClass Class(RefusalReason reason, string? code) => reason switch
    {
        RefusalReason.UnknownUser or RefusalReason.UnknownHost or RefusalReason.TakesNoMail => BounceClass.Hard,
        RefusalReason.Full or RefusalReason.Disabled or RefusalReason.Temporary => BounceClass.Soft,
        RefusalReason.Sender or RefusalReason.Blocked => BounceClass.Blocked,
        _ when IsAddressCode(code) => BounceClass.Hard,
        _ when code is not null && code.StartsWith("5.7", StringComparison.Ordinal) => BounceClass.Blocked,
        _ => BounceClass.Soft,
    };

    // 5.1.1 to 5.1.3, 5.1.6 and 5.1.10 are about the address; 5.1.7 and 5.1.8 about the sender's; 5.4.4 finds no host (RFC 3463, RFC 7505).
    private static bool IsAddressCode(string? code) => code is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.4.4" or "5.4.310";

    private static string? Specific(string? status) =>
        status is not null && EnhancedCode().Match(status) is { Success: true, Value: var code } && !code.EndsWith(".0.0", StringComparison.Ordinal) ? code : null;

    private static bool Reached(string? action, string? status) =>
        action?.Split(' ', '(')[0].ToLower(CultureInfo.InvariantCulture) is "delivered" or "relayed" or "expanded"
        || (action is null && status?.StartsWith('2') == true);

    private static bool IsDelay(string? action) => action?.StartsWith("delay", StringComparison.OrdinalIgnoreCase) == true;

    // A 4xx stays a 4xx whatever it says: "450 user unknown" is what a server says while its directory is away.
    private static bool ForNow(string words, string? status)
    {
        var code = Code(words);
        return Reply(words) is { } reply ? reply[0] == '4' : code is not null ? code[0] == '4' : status?.StartsWith('4') == true;
    }

    private static string? Reply(string words) => ReplyCode().Match(words) is { Success: true, Value: var reply } ? reply : null;

    [GeneratedRegex(@"(?:after|in reply to|reply to|response to) (?:initial connection|(?:the )?(?:mail from|ehlo|helo|lhlo|end of (?:data|message)|data\b))|failed after i sent the message|my name was rejected")]
    private static partial Regex OtherStage();

    [GeneratedRegex(@"\b(?:unknown user|user unknown)\b")]
    private static partial Regex TwoWords();

    // "Recipient address rejected." with nothing behind it (what policies refuse is said behind it), and Exchange Online's words for
    // addresses that its directory does not hold.
    [GeneratedRegex(@"(?<!sender )(?<!from )address rejected\.?(?: \(in reply to rcpt to command\))?\.?$|recipient address(?:es)? rejected ?: access denied")]
    private static partial Regex BareRejection();

    // With a name between: "user Smith (Sales) does not exist", "550 5.1.1 <> not found".
    [GeneratedRegex(@"\b(?:user|mailbox|recipient|account|address|rcpt|spectator|login|alias)\b.{0,60}\b(?:does not|doesn't|do not|did not) exist|\b(?:user|mailbox|recipient|account|address)\b.{0,40}\b(?:not found|not listed|not known|not registered|not recogni[sz]ed|unknown)\b|\bunavailable (?:mail )?user\b|\b55\d (?:[\d.]+ )?not found|non-? ?existent (?:user|mailbox|recipient|account|address)")]
    private static partial Regex NotThere();

    // "User unknown" while the directory cannot be asked is no answer.
    [GeneratedRegex(@"\b(?:directory|ldap|database|user|alias) (?:lookup|look-up|search|query) (?:failed|failure|error|timed out|timeout|deferred)\b")]
    private static partial Regex LookupAway();

    // Said to a sender who tried many addresses, not of this one.
    [GeneratedRegex(@"\btoo many (?:invalid|unknown|bad|unrecogni[sz]ed|non-?existent) (?:recipients|users|addresses|rcpt)")]
    private static partial Regex TooManyUnknown();

    [GeneratedRegex(@"try again|malformed (?:or unexpected )?name server|server failure|servfail|timed out|temporar|name server: host name lookup failure")]
    private static partial Regex NameServerAway();

    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)")]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(@"(?<![\w.:/-])[45][0-5]\d(?=[ \-:;,#]|$)")]
    private static partial Regex ReplyCode();
}
