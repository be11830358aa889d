using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Digest.Subscribers;

/// <summary>What is wrong with a typed address; the page and the importer have words for each.</summary>
public enum AddressFault { Empty, NoAt, SeveralAddresses, Letters, LocalPart, Domain, TooLong }

/// <summary>
/// A mailbox that mail can be sent to: a dot-atom, an at sign and a domain name (RFC 5321 4.1.2 without quoted strings and address
/// literals, which no reader has). The domain is lower case and, where it is international, punycode; the local part is kept as typed.
/// </summary>
public sealed record Address
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 253;
    private const int LongestAddress = 254;

    // UTS 46 without transitional mapping: faß.de is a name of its own.
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private Address(string local, string domain)
    {
        Local = local;
        Domain = domain;
    }

    public string Local { get; }

    public string Domain { get; }

    /// <summary>As it is mailed and stored.</summary>
    public string Text => $"{Local}@{Domain}";

    /// <summary>As it is compared: mailboxes differ in case on no server a reader uses.</summary>
    public string Folded => Fold(Text);

    /// <summary>
    /// The person behind it, for rate limits: tags after a plus are dropped everywhere, and dots too, since they do not tell mailboxes
    /// apart at the largest provider. Two people may share one, so it limits and never identifies.
    /// </summary>
    public string LimitKey
    {
        get
        {
            var local = Local.Split('+', 2)[0].Replace(".", "", StringComparison.Ordinal);
            return Fold($"{(local.Length == 0 ? Local : local)}@{(Domain == "googlemail.com" ? "gmail.com" : Domain)}");
        }
    }

    /// <summary>Enough for its owner to know it by, and no one else: j•••@example.org.</summary>
    public string Masked => Mask(Text);

    public static string Fold(string address) => address.ToLowerInvariant();

    public static string Mask(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 1 ? "•••" : string.Concat(address.AsSpan(0, 1), "•••", address.AsSpan(at));
    }

    public static bool TryParse(string? typed, [NotNullWhen(true)] out Address? address) => TryParse(typed, out address, out _);

    /// <summary>Reads what a person typed; spaces around it are theirs to leave, line breaks are an attack.</summary>
    public static bool TryParse(string? typed, [NotNullWhen(true)] out Address? address, out AddressFault fault)
    {
        address = null;
        var text = (typed ?? "").Trim(' ', '\t', '\u00A0');
        var at = text.LastIndexOf('@');
        if (Refuse(text, at) is { } refused)
        {
            fault = refused;
            return false;
        }

        var local = text[..at];
        if (!IsDotAtom(local))
        {
            fault = AddressFault.LocalPart;
            return false;
        }

        if (ToAscii(text[(at + 1)..]) is not { } domain || !IsDomain(domain))
        {
            fault = AddressFault.Domain;
            return false;
        }

        fault = AddressFault.TooLong;
        if (local.Length > LongestLocalPart || domain.Length > LongestDomain || local.Length + 1 + domain.Length > LongestAddress)
        {
            return false;
        }

        address = new Address(local, domain);
        return true;
    }

    private static AddressFault? Refuse(string text, int at) => text switch
    {
        "" => AddressFault.Empty,
        _ when text.Length > 4 * LongestAddress => AddressFault.TooLong,
        _ when text.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) => AddressFault.Letters,
        _ when at < 0 => AddressFault.NoAt,
        _ when text.IndexOf('@', StringComparison.Ordinal) != at || text.Contains(',', StringComparison.Ordinal) || text.Contains(';', StringComparison.Ordinal) => AddressFault.SeveralAddresses,
        _ => null,
    };

    private static bool IsDotAtom(string local) =>
        local.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal)));

    private static string? ToAscii(string domain)
    {
        if (Ascii.IsValid(domain))
        {
            return domain.ToLowerInvariant();
        }

        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // A last label of digits alone is an address without its brackets.
    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
