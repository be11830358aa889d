using System.Text.RegularExpressions;

namespace Digest.Deliver.Bounces;

/// <summary>Where a text notice stops talking and the copy of the mail begins.</summary>
public static partial class ReturnedCopy
{
    /// <returns>The offset of the copy; the text's length when there is none.</returns>
    public static int Find(string text)
    {
        var mark = Mark().Match(text);
        var header = Header().Match(text);
        return Math.Min(mark.Success ? mark.Index : text.Length, header.Success ? header.Index : text.Length);
    }

    // "------ This is a copy of the message, including all the headers. ------", "--- Below this line is a copy of the message.",
    // "Original message follows.", "|--- Message text follows: ---|", "--- The header of the original message is following. ---"
    [GeneratedRegex(
        """
        ^[ \t|*=_-]*(?:
            -{2,}\ ?(?:original\ message|forwarded\ message|unsent\ message|returned\ (?:message|mail)|undelivered\ message|message\ header|included\ message|mensagem\ original|ursprüngliche|message\ d'origine|mensaje\ original|original-nachricht|исходное|оригинал)
          | (?:this\ is\ a\ copy\ of|here\ is\ (?:a\ copy|your)|below\ this\ line\ is\ a\ copy|a\ copy\ of\ (?:the|your)|the\ (?:header|headers|text|body|first\ .{0,20}lines)\ of\ the\ (?:original|message))
          | (?:your\ |the\ )?(?:original|returned|unsent|undelivered|undeliverable)\ (?:message|mail|e-?mail)(?:'s)?\ ?(?:headers?|text)?\ ?(?:as\ )?(?:follows?|begins|is\ (?:included|attached|below|following))
          | message\ (?:headers?|text)\ follows?
          | the\ original\ message\ (?:follows|was\ as)
          | unsent\ message\ below
          | message\ body\ follows
          | 以下は|元のメール|-+\ ?原文|オリジナルメッセージ
        )
        """,
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();

    // A trace field at a line's start: a header begins here, whatever stands around it.
    [GeneratedRegex(
        @"^[ \t]{0,4}(Received:\s?(from|by|\()|Return-Path:\s*<|Delivered-To:\s|DKIM-Signature:\s|ARC-Seal:\s|Authentication-Results:\s|X-Received:\s|X-Google-)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Header();
}
