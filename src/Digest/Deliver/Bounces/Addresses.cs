using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Deliver.Bounces;

/// <summary>Addresses in free text.</summary>
public static partial class Addresses
{
    /// <summary>
    /// Something that reads like an address: local part, @, a domain with a dot. Letters of ASCII only: Chinese and Japanese notices
    /// write on after an address without a space.
    /// </summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_.+/=!#$%&'*?^{|}~-])[A-Za-z0-9_.+/=!#$%&'*?^{|}~-]{1,64}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,10}[A-Za-z0-9][A-Za-z0-9-]{0,62}")]
    public static partial Regex Pattern();

    /// <summary>The addresses, in their order, each once; case as it came.</summary>
    public static IEnumerable<string> In(string text) =>
        Pattern().Matches(text).Select(m => Bare(m.Value)).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>What <see cref="Pattern"/> found, without quotes, full stops and the "SMTP=" of X.400 around it.</summary>
    public static string Bare(string found) => Kind().Replace(found.Trim('\'', '.'), "");

    /// <summary>The first address in a field such as <c>rfc822; &lt;a@b.example&gt;</c>, or null.</summary>
    public static string? First(string? field) => field is null ? null : In(field).FirstOrDefault();

    /// <summary>
    /// The address of the first of a report's fields that holds one (RFC 3464, 2.3.2; RFC 6533, 3); else whatever stands in one around
    /// an @, since a mail may fail for being written to "reader@#example.org". Null: they hold none.
    /// </summary>
    public static string? OfFields(params string?[] fields) => Array.ConvertAll(fields, OfField).FirstOrDefault(a => a is not null)
        ?? fields.Select(f => Loose().Match(f ?? "")).FirstOrDefault(m => m.Success)?.Value;

    private static string? OfField(string? field) => field is null ? null
        : Utf8Field().Match(field) is { Success: true } utf8 ? Loose().Match(Unescaped(utf8.Groups[1].Value)) is { Success: true, Value: var found } ? found : null
        : First(field);

    /// <summary>Postmasters and their kin, and the empty sender of a notice: never whom a mail was for.</summary>
    public static bool IsDaemon(string address) => address is "" or "<>" || Daemon().IsMatch(address);

    // RFC 6533, 3: utf-8-addr-xtext writes a letter as \x{FC}.
    private static string Unescaped(string text) => Escaped().Replace(text, m =>
        int.TryParse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rune) && Rune.IsValid(rune) ? new Rune(rune).ToString() : m.Value);

    [GeneratedRegex(@"\A(?:smtp|rfc-?822)=", RegexOptions.IgnoreCase)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\A\s*utf-?8\s*;(.*)\z", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Utf8Field();

    [GeneratedRegex(@"\\x\{([0-9A-Fa-f]{1,6})\}")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"[^\s<>;,""()@]{1,64}@[^\s<>;,""()@]{1,255}")]
    private static partial Regex Loose();

    [GeneratedRegex(@"\A(mailer-?daemon|postmaster|post_master|mail-?daemon|mdaemon|daemon|abuse|no-?reply|noreply|administrator)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Daemon();
}
