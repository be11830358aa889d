using System.Text.RegularExpressions;

namespace Digest.Gather.Clean;

/// <summary>Sentences in which a title advertises itself (its newsletter, its app, its channels), taken out from between the article's own.</summary>
internal static partial class Promotion
{
    // Parts of the words that every such sentence has one of, by letters that are rare together.
    private static readonly Marks Words = new(
        "sletter", "SLETTER", "gn up", "GN UP", "bscri", "BSCRI", "uscr", "nscriv", "scriviti", "nbox", "w us", "W US", "ck here", "CK HERE", "mails", "mail our", "dcast");

    public static string Strip(string paragraph)
    {
        if (!Words.AnyIn(paragraph))
        {
            return paragraph;
        }

        return Shouted().Replace(Sentence().Replace(paragraph, ""), "").Trim();
    }

    // A sentence of its own, from its first word to its stop: an order to the reader, and what it is to bring.
    [GeneratedRegex(@"(?<=^|[.!?…]["")”’]?\s|\s[-–—|•*]\s)[-–—|•*\s]*(?:
        (?:sign\sup|subscribe|register|click|tap)\s(?:here|now)(?=\s+(?-i:\p{Lu}))\s*
        |(?:
        (?:(?:And|But|Please|Also|Plus)[,\s]+)?(?:If\s(?:you|this)\b[^.!?,]{0,60},\s)?(?:
            (?:sign\sup|subscribe|register|join\sus|click\shere|tap\shere)\b(?=[^.!?]{0,160}\b(?:newsletters?|e-?mails?|inbox|briefing|updates|alerts|podcasts?|here|now|today|mailing\slist|channel|free)\b)
            |(?:get|receive|want|have)\s(?:our|the|all|more|your|this|these|a|stories|news|exclusive|breaking)\b(?=[^.!?]{0,160}\b(?:newsletters?|in\syour\sinbox|to\syour\sinbox|by\se-?mail|news\se-?mails?|free\sapp|our\sapp|daily\sdigest)\b)
            |join\b(?=[^.!?]{0,80}\b(?:group|channel|conversation)\son\b)|follow\sour\b(?=[^.!?]{0,80}\b(?:live\sblog|coverage|channel|podcast)\b)
            |follow\sus\b|like\sus\son\b|download\sour\b|email\sour\seditors?\b
            |(?:abonnieren|bestellen)\sSie\b(?=[^.!?]{0,120}\bNewsletter)
            |(?:abonnez|inscrivez)-vous\b(?=[^.!?]{0,120}\b(?:newsletter|lettre|infolettre))
            |suscr[ií]b(?:ete|ase)\b(?=[^.!?]{0,120}\b(?:newsletter|bolet[ií]n))
            |iscriviti\b(?=[^.!?]{0,120}\bnewsletter)
            |(?:zapisz|zasubskrybuj)\b(?=[^.!?]{0,120}\bnewsletter)
        )[^.!?…]{0,220}
        |[^.!?…]{0,120}\bclick\shere\s*(?:to\b[^.!?…]{0,60}|for\b[^.!?…]{0,60})?
        )(?:[.!?…]+["")”’]?|$)\s*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Sentence();

    // SIGN IN OR REGISTER, THEN SELECT TOP NEWS STORIES Edward Storey was …: in capitals, and without a stop.
    [GeneratedRegex(@"^(?=[^a-z]{0,120}\b(?:SIGN|REGISTER|SUBSCRIBE|NEWSLETTER|FOLLOW|DOWNLOAD)\b)(?:[\p{Lu}\d'’&-]+[,.!:]?\s+){4,}(?=\p{Lu}\p{Ll})", RegexOptions.CultureInvariant)]
    private static partial Regex Shouted();
}
