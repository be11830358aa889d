using System.Text.RegularExpressions;

namespace Digest.Deliver.Bounces;

/// <summary>Addresses in free text.</summary>
public static partial class Addresses
{
    /// <summary>
    /// Something that reads like an address: local part, @, a domain with a dot. Letters of ASCII only: Chinese and Japanese notices
    /// write on after an address without a space.
    /// </summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_.+/=!#$%&'*?^{|}~-])[A-Za-z0-9_.+/=!#$%&'*?^{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,10}[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})")]
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
