using System.Text.RegularExpressions;

namespace Digest.Deliver.Bounces;

/// <summary>Addresses in free text.</summary>
public static partial class Addresses
{
    /// <summary>Something that reads like an address: local part, @, a domain with a dot.</summary>
    [GeneratedRegex(@"(?<![\w.+/=!#$%&'*?^{|}~-])[\w.+/=!#$%&'*?^{|}~-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,10}[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})")]
    public static partial Regex Pattern();

    /// <summary>The addresses, in their order, each once; case as it came.</summary>
    public static IEnumerable<string> In(string text) =>
        Pattern().Matches(text).Select(m => m.Value.Trim('\'', '.')).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The first address in a field such as <c>rfc822; &lt;a@b.example&gt;</c>, or null.</summary>
    public static string? First(string? field) => field is null ? null : In(field).FirstOrDefault();

    /// <summary>Postmasters and their kin: never whom a mail was for.</summary>
    public static bool IsDaemon(string address) => Daemon().IsMatch(address);

    [GeneratedRegex(@"\A(mailer-?daemon|postmaster|post_master|mail-?daemon|mdaemon|daemon|abuse|no-?reply|noreply|administrator)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Daemon();
}
