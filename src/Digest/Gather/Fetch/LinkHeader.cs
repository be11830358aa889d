using System.Text.RegularExpressions;

namespace Digest.Gather.Fetch;

/// <summary>Link headers (RFC 8288), in which some servers name a feed's hub and its own address (WebSub, 4).</summary>
internal static partial class LinkHeader
{
    private const int Longest = 4096;

    /// <returns>The first http(s) address with this relation, absolute; null where there is none.</returns>
    public static string? Find(HttpResponseMessage response, Uri at, string relation)
    {
        if (!response.Headers.NonValidated.TryGetValues("Link", out var values))
        {
            return null;
        }

        foreach (Match link in values.Where(v => v.Length <= Longest).SelectMany(v => Link().Matches(v)))
        {
            var relations = link.Groups["rel"].Captures.SelectMany(r => r.Value.Trim('"').Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (relations.Contains(relation, StringComparer.OrdinalIgnoreCase) && Uri.TryCreate(at, link.Groups["to"].Value, out var uri) && uri.Scheme is "http" or "https")
            {
                return uri.AbsoluteUri;
            }
        }

        return null;
    }

    [GeneratedRegex("""<(?<to>[^<>\s]*)>(?:\s*;\s*(?:rel\s*=\s*(?<rel>"[^"]*"|[^\s;,"]+)|[^\s;,="]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"]*))?))*""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
