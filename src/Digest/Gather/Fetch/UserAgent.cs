using System.Reflection;

namespace Digest.Gather.Fetch;

/// <summary>How the reader names itself to publishers: who reads, and where to complain.</summary>
public sealed record UserAgent(string Value)
{
    /// <summary>The name by which robots.txt knows this reader.</summary>
    public const string Token = "Digest";

    /// <param name="site">The paper's name.</param>
    /// <param name="url">A page that says who runs it.</param>
    public static UserAgent Of(string site, string url)
    {
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(2) ?? "0";
        // Comments may hold no brackets of their own and headers no other scripts (RFC 9110, 5.5 and 5.6.5).
        var name = new string([.. site.Where(c => c is >= ' ' and <= '~' and not ('(' or ')' or '\\' or ';'))]).Trim();
        return new($"{Token}/{version} (feed reader; {(name.Length == 0 ? "" : name + "; ")}+{url})");
    }
}
