using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Digest.Deliver.Doctor;

/// <summary>The macros of SPF records (RFC 7208, 7): <c>include:%{ir}.%{v}.%{d}.spf.example</c>.</summary>
internal static partial class SpfMacros
{
    public sealed record Of(string Sender, string Domain, IPAddress Address, string Hello);

    /// <summary>The text with every macro replaced; one that is none stays as it stands, and then finds nothing.</summary>
    public static string Expand(string text, Of of) => !text.Contains('%', StringComparison.Ordinal) ? text : Macro().Replace(text, m => m.Value switch
    {
        "%%" => "%",
        "%_" => " ",
        "%-" => "%20",
        _ => Transformed(Value(char.ToLowerInvariant(m.Groups[1].Value[0]), of), m.Groups[2].Value, m.Groups[3].Length > 0, m.Groups[4].Value),
    });

    private static string Value(char letter, Of of) => letter switch
    {
        's' => of.Sender,
        'l' => of.Sender.Split('@')[0],
        'o' => of.Sender.Split('@')[^1],
        'd' => of.Domain,
        'i' => Dotted(of.Address),
        'v' => of.Address.AddressFamily == AddressFamily.InterNetwork ? "in-addr" : "ip6",
        'h' => of.Hello,
        // %{p}: RFC 7208, 7.3 says not to use it, and what receivers put there.
        _ => "unknown",
    };

    // 2001:db8::1 is written with a dot after every half octet.
    private static string Dotted(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.ToString()
        : string.Join('.', Convert.ToHexStringLower(address.GetAddressBytes()).ToCharArray());

    private static string Transformed(string value, string digits, bool reversed, string delimiters)
    {
        var parts = value.Split((delimiters.Length > 0 ? delimiters : ".").ToCharArray());
        if (reversed)
        {
            Array.Reverse(parts);
        }

        var keep = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 && most < parts.Length ? most : parts.Length;
        return string.Join('.', parts[^keep..]);
    }

    [GeneratedRegex(@"%%|%_|%-|%\{([slodiphvSLODIPHV])(\d{0,3})(r?)([.+,/_=-]*)\}")]
    private static partial Regex Macro();
}
