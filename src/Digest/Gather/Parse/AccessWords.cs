using Digest.Model;

namespace Digest.Gather.Parse;

/// <summary>Who may read an article, in the words of the several vocabularies that say it. Null for words that say nothing certain.</summary>
internal static class AccessWords
{
    /// <summary>schema.org's isAccessibleForFree: true or false, a name of schema.org's own, or a yes.</summary>
    public static Access? IsFree(string? text) => Bare(text) switch
    {
        "true" or "yes" or "1" => Access.Free,
        "false" or "no" or "0" => Access.Locked,
        _ => null,
    };

    /// <summary>article:content_tier, as publishers write it for Facebook and others.</summary>
    public static Access? Tier(string? text) => Bare(text) switch
    {
        "free" => Access.Free,
        "metered" => Access.Metered,
        "locked" or "paid" or "premium" => Access.Locked,
        _ => null,
    };

    /// <summary>Dublin Core's accessRights: words, or a term of COAR's or eprints' vocabulary (http://purl.org/coar/access_right/c_abf2).</summary>
    public static Access? Rights(string? text) => Bare(text) switch
    {
        "free" or "open" or "openaccess" or "open access" or "public" or "c_abf2" => Access.Free,
        "metered" or "registration" or "registered" => Access.Metered,
        "locked" or "paid" or "premium" or "restricted" or "restrictedaccess" or "restricted access" or "closedaccess" or "closed access"
            or "subscription" or "subscribers" or "subscribers only" or "subscriber only" or "c_16ec" => Access.Locked,
        _ => null,
    };

    /// <summary>A category, or what stands in brackets before a headline, that can only mean this: "premium" alone may be a product.</summary>
    public static Access? Label(string? text) => Bare(text)?.Replace('-', ' ') switch
    {
        "subscribers only" or "subscriber only" or "for subscribers" or "subscriber exclusive" or "members only" or "paywall" or "paywalled"
            or "nur für abonnenten" or "abonnés" or "réservé aux abonnés" or "article réservé aux abonnés" or "solo para suscriptores" or "exclusivo para suscriptores"
            or "solo per abbonati" or "exclusivo para assinantes" or "tylko dla subskrybentów" or "dla subskrybentów" or "alleen voor abonnees" => Access.Locked,
        _ => null,
    };

    // The last part of an address, in small letters.
    private static string? Bare(string? text)
    {
        var word = text?.Trim().TrimEnd('/');
        return word is null or { Length: 0 or > 100 } ? null : word[(word.LastIndexOfAny(['/', '#']) + 1)..].ToLowerInvariant();
    }
}
