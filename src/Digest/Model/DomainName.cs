using System.Globalization;

namespace Digest.Model;

/// <summary>Domain names as the ledger and the DNS hold them.</summary>
public static class DomainName
{
    private static readonly IdnMapping Idn = new();

    /// <summary>In lower case and punycode (münchen.example is xn--mnchen-3ya.example); what is no name stays as it is, in lower case.</summary>
    public static string Ascii(string name)
    {
        try
        {
            return name.All(char.IsAscii) ? name.ToLowerInvariant() : Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return name.ToLowerInvariant();
        }
    }
}
