using System.Text.RegularExpressions;

namespace Digest.Deliver.Dkim;

/// <summary>The names around a key.</summary>
public static partial class DkimName
{
    /// <summary>A selector is one or more DNS labels (RFC 6376, 3.1).</summary>
    public static bool IsSelector(string selector) => selector.Length <= 100 && Selector().IsMatch(selector);

    /// <summary>Where the public key of a selector stands.</summary>
    public static string Record(string selector, string domain) => $"{selector}._domainkey.{domain}";

    /// <summary>A zone file's line: strings of a TXT record hold at most 255 octets (RFC 1035, 3.3).</summary>
    public static string Zone(string name, string record) =>
        $"{name}. IN TXT {string.Join(' ', record.Chunk(250).Select(part => $"\"{new string(part)}\""))}";

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z")]
    private static partial Regex Selector();
}
