using System.Text.RegularExpressions;

using MimeKit;

namespace Digest.Deliver.Bounces;

/// <summary>Vacation notices and other automatic answers (RFC 3834): the mail arrived, and nothing follows from them.</summary>
public static partial class AutoReply
{
    /// <summary>An answer that a program wrote, by its empty sender and its precedence, and that speaks of no failure.</summary>
    public static bool IsUnsaid(MimeMessage message) => !FreeText.IsFromDaemon(message)
        && message.Headers[HeaderId.Precedence]?.Trim().ToLowerInvariant() is "bulk" or "junk"
        && message.Headers[HeaderId.ReturnPath]?.Trim() == "<>";

    public static bool Is(MimeMessage message)
    {
        var headers = message.Headers;
        return headers["X-Failed-Recipients"] is null
            && !Addresses.IsDaemon(message.From.Mailboxes.FirstOrDefault()?.Address ?? headers[HeaderId.From]?.Trim() ?? "")
            && (Subject().IsMatch(message.Subject ?? "")
                || headers[HeaderId.AutoSubmitted]?.Trim().StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase) == true
                || headers[HeaderId.Precedence]?.Trim().Equals("auto_reply", StringComparison.OrdinalIgnoreCase) == true
                || headers["X-Autoreply"] is not null || headers["X-Autorespond"] is not null || headers["X-Auto-Response-From"] is not null
                || headers["X-Vacation"] is not null);
    }

    [GeneratedRegex(
        @"\A\W*(auto:|ooo\b|auto(matic)?[ -]?(re(ply|sponse|spond)|antwort|svar|vastaus)|automatische antwort|abwesen|urlaub|otomatik|automatická|автоматический|부재|자동|自動|poissa|außer haus|out of (the )?office|vacation|on holiday|away from|réponse automatique|absence|respuesta automática|fuera de|risposta automatica|resposta automática|automatisch antwoord|afwezig|autosvar|frånvaro|automatyczna odp|автоответ|自動返信|自动回复|不在)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Subject();
}
