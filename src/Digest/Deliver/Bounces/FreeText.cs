using System.Text.RegularExpressions;

using MimeKit;

namespace Digest.Deliver.Bounces;

/// <summary>
/// Notices without a report for machines: qmail, older Exim and Exchange, Yahoo, Gmail, Domino, Japanese carriers. Finds whom the
/// notice is about by where an address stands, and what is said about each by what follows it.
/// </summary>
public static partial class FreeText
{
    private const int Strong = 3;

    /// <summary>In a line of the mail's own header, repeated: whom it was to, among others, a list.</summary>
    private const int Echo = 2;

    /// <summary>Whom an address that is not told stands for: "an undisclosed address (generated from …)".</summary>
    private const int Behind = -1;

    /// <summary>The addresses that failed, with the words about each; empty when the text names none.</summary>
    public static IReadOnlyList<BouncedRecipient> Read(Notice notice)
    {
        var found = Failed(notice);
        var recipients = new List<BouncedRecipient>();
        for (var i = 0; i < found.Count; i++)
        {
            var until = i + 1 < found.Count && found[i + 1].At > found[i].At ? found[i + 1].At : notice.Text.Length;
            var words = Words(notice, found[i], until);
            recipients.Add(new BouncedRecipient(found[i].Address, Verdict.Of(words, null, Delayed(notice) ? "delayed" : null), Verdict.Code(words), PlainText.Cut(words)));
        }

        return recipients;
    }

    /// <summary>Whether a message speaks of a failure at all, by who sent it and what it is called.</summary>
    public static bool IsNotice(Notice notice) =>
        IsFromDaemon(notice.Message)
            || notice.Message.Headers["X-Failed-Recipients"] is not null
            || notice.IsReport("delivery-status")
            || (Failure().IsMatch(notice.Message.Subject ?? "") && !IsAnswer(notice.Message))
            || (notice.Enclosed is not null && Failure().IsMatch(notice.Text))
            || (notice.Message.Headers[HeaderId.ReturnPath]?.Trim() == "<>" && Failure().IsMatch(notice.Text));

    /// <summary>What a notice says that names no address: what AOL's and some groupware's do, to the sender alone. Null: nothing of a failure.</summary>
    public static BouncedRecipient? Unnamed(Notice notice) =>
        (IsFromDaemon(notice.Message) || notice.IsReport("delivery-status")) && Failure().IsMatch(notice.Text)
            ? new BouncedRecipient("", Verdict.Of(notice.Text, null, Delayed(notice) ? "delayed" : null), Verdict.Code(notice.Text), PlainText.Cut(notice.Text))
            : null;

    // A person who answers, or passes on, what was called a failure.
    private static bool IsAnswer(MimeMessage message) =>
        message.Headers[HeaderId.InReplyTo] is not null && message.Headers[HeaderId.ReturnPath]?.Trim() != "<>" && message.Headers[HeaderId.AutoSubmitted] is null;

    public static bool IsFromDaemon(MimeMessage message) =>
        Addresses.IsDaemon(message.From.Mailboxes.FirstOrDefault()?.Address ?? message.Headers[HeaderId.From]?.Trim() ?? "");

    private static bool Delayed(Notice notice) => Delay().IsMatch(notice.Message.Subject ?? "") || Delay().IsMatch(notice.Text);

    private static List<Mention> Failed(Notice notice)
    {
        var others = Others(notice);
        var mentions = Mentions(notice.Text).ToList();
        var strong = mentions.Where(m => m.Score >= Strong && !others.Contains(m.Address)).ToList();
        if (strong.Count > 0)
        {
            return Once(strong);
        }

        var named = Addresses.In(notice.Message.Headers["X-Failed-Recipients"] ?? "").Select(a => new Mention(a, At(notice.Text, a), 0)).ToList();
        var echoed = mentions.Where(m => m.Score == Echo && !others.Contains(m.Address)).ToList();
        var weak = echoed.Count > 0 ? echoed : mentions.Where(m => m.Score > 0 && !others.Contains(m.Address)).ToList();
        var self = mentions.Where(m => m.Score >= Strong && !Addresses.IsDaemon(m.Address)).ToList();
        var behind = mentions.Where(m => m.Score == Behind && !others.Contains(m.Address)).ToList();
        return named.Count > 0 ? named : weak.Count > 0 ? Once(weak) : behind.Count > 0 ? Once(behind) : self.Count > 0 ? Once(self) : [.. Original(notice).Select(a => new Mention(a, 0, 0))];
    }

    private static List<Mention> Once(List<Mention> mentions) => [.. mentions.DistinctBy(m => m.Address, StringComparer.OrdinalIgnoreCase)];

    // Whom the mail was from, whom the notice is to, and the postmasters around: named in every notice, never the failed ones.
    private static HashSet<string> Others(Notice notice)
    {
        var headers = new[] { HeaderId.To, HeaderId.From, HeaderId.ReturnPath, HeaderId.ReplyTo, HeaderId.Sender }.Select(h => notice.Message.Headers[h] ?? "");
        var returned = Sent().Matches(notice.Returned).Select(m => m.Value);
        var others = headers.Concat(returned).SelectMany(Addresses.In).ToHashSet(StringComparer.OrdinalIgnoreCase);
        others.UnionWith(Addresses.In(notice.Text).Where(Addresses.IsDaemon));
        return others;
    }

    private static IEnumerable<Mention> Mentions(string text)
    {
        foreach (var match in Addresses.Pattern().Matches(text).AsEnumerable())
        {
            var line = text.LastIndexOf('\n', Math.Max(0, match.Index - 1)) + 1;
            // In a line that long nothing at its start leads any more.
            var before = text[Math.Max(Math.Min(line, match.Index), match.Index - 300)..match.Index];
            var address = Addresses.Bare(match.Value);
            // X.400 writes whom it means, and nobody else, as "dda:SMTP=reader@example.org".
            yield return new Mention(address, match.Index, address.Length < match.Length - 2 ? Strong : Score(before, text, line));
        }
    }

    private static int Score(string before, string text, int line)
    {
        if (Elsewhere().IsMatch(before) || (Lead().IsMatch(before) && Elsewhere().IsMatch(PreviousLine(text, line))))
        {
            return GeneratedFrom().IsMatch(before) ? Behind : 0;
        }

        if (Repeated().IsMatch(before))
        {
            return Echo;
        }

        return Lead().IsMatch(before) || About().IsMatch(before) ? Strong : 1;
    }

    private static string PreviousLine(string text, int line)
    {
        var lines = text[..line].TrimEnd();
        // A sentence that has ended leads to nothing.
        return lines.EndsWith('.') ? " " : lines[(lines.LastIndexOf('\n') + 1)..] + " ";
    }

    private static IEnumerable<string> Original(Notice notice)
    {
        var to = Addresses.In(string.Join(' ', To().Matches(notice.Returned).Select(m => m.Value))).ToList();
        return to.Count == 1 ? to : Addresses.In(string.Join(' ', For().Matches(notice.Returned).Select(m => m.Value))).Take(1);
    }

    private static int At(string text, string address) => Math.Max(0, text.IndexOf(address, StringComparison.OrdinalIgnoreCase));

    private static string Words(Notice notice, Mention mention, int until)
    {
        var text = notice.Text;
        var line = text.LastIndexOf('\n', Math.Max(0, Math.Min(mention.At, text.Length - 1))) + 1;
        var own = text[Math.Min(line, until)..until];
        if (Verdict.IsTelling(own))
        {
            // Sendmail: what the far end said, before all that it said itself in the transcript.
            return Given().Match(own) is { Success: true } given && Verdict.IsTelling(given.Groups[1].Value) ? given.Groups[1].Value : own;
        }

        var lines = string.Join('\n', text.Split('\n').Where(l => l.Contains(mention.Address, StringComparison.OrdinalIgnoreCase)));
        return Verdict.IsTelling(lines) ? lines : Verdict.IsTelling(text) ? text : $"{notice.Message.Subject}\n{text}";
    }

    private readonly record struct Mention(string Address, int At, int Score);

    [GeneratedRegex(@"^\s*\(reason: (.{3,900}?)\)\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Given();

    [GeneratedRegex(@"\bgenerated from:?[\s<(]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex GeneratedFrom();

    [GeneratedRegex(@"\A[\s>*|]*(to|cc|an|à|para|per|aan|till|til|do|komu|кому|宛先|收件人)[ \t]*:", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Repeated();

    // The first word of its line, whatever brackets or codes stand before it.
    [GeneratedRegex(@"\A[\s>|*""'<(\[\u300a-]*(?:[45]\d\d[ -])?(?:[45]\.\d\.\d{1,3} )?[\s""'<(\[]*\z")]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"(rcpt to|recipients?|deliver\w*|undeliver\w*|address(es)?|users?|mailbox|account|e-?mail|message|mail|failed|an|für|pour|à|para|получател\w*|\bto|宛先|あて先)\b?[^\w@]{0,6}(to|for|at|is|an)?[\s:'""<(\[]{0,8}(mailto:)?\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex About();

    [GeneratedRegex(
        @"(\bfrom\b|\bsent by\b|sender\b|\bvon\b|contact|send (e-?)?mail to|assistance|questions?|help|support|reply.?to|mail from|forward|generated from|expanded from|hello|hallo|dear|bonjour)[^@\n]{0,40}\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"^(From|Return-Path|Sender|Reply-To|X-Sender|Envelope-From):.*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Sent();

    [GeneratedRegex(@"^(To|X-Original-To|Delivered-To|Envelope-To):.*(\n[ \t].*)*", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex To();

    [GeneratedRegex(@"\bfor <?[^\s;>]{3,300}>?;", RegexOptions.IgnoreCase)]
    private static partial Regex For();

    [GeneratedRegex(@"\bdelay(ed)?\b|warning: message|THIS IS A WARNING MESSAGE ONLY|not yet been delivered|verzöger", RegexOptions.IgnoreCase)]
    private static partial Regex Delay();

    [GeneratedRegex(
        @"undeliver|non-?deliver|not (be )?deliver|niet (worden )?(af)?gelever|onbestel|nie dostarcz|nedoru|teslim edilem|inte levereras|konnte nicht|n'a pas pu|no se pudo|não pôde|전송 ?실패|전송되지|n['o]t deliver|deliver\w* (has )?(fail|status|error|problem|report|notif)|fail|return(ed|ing) (mail|message|to)|unable to deliver|delivering|error|rejected|refused|bounce|warning|delay|loop|trouble|unzustell|nicht zugestellt|fehlgeschlagen|non remis|échec|erreur|no entregad|error|non recapitat|mancat|não entreg|devolvid|не доставл|не может быть|недостав|送信できません|配信|届け|エラー|退信|无法|未能",
        RegexOptions.IgnoreCase)]
    private static partial Regex Failure();
}
