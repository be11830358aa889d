using System.Buffers;
using System.Text;

namespace Digest.Gather.Articles;

/// <summary>
/// One address for one article: what is shown loses its tracking parameters; what is compared loses scheme, www, mobile and AMP
/// variants, fragment and the order of parameters as well.
/// </summary>
public static class CanonicalUrl
{
    private const int Longest = 4096;

    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok",
        "_hsenc", "_hsmi", "vero_id", "oly_enc_id", "oly_anon_id", "cmpid", "cmp", "icid", "ncid", "ftag", "xtor", "wt_mc", "wt.mc_id", "wt.rss_f", "wt.rss_a", "ito",
        "traffic_source", "smid", "emc", "feedname", "feedtype", "at_medium", "at_campaign", "at_format", "at_custom1", "at_custom2", "at_custom3", "at_custom4",
        "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "__twitter_impression", "guccounter", "guce_referrer", "guce_referrer_sig", "ref_src", "ref_url",
        "s_cid", "sr_share", "rss_id", "fb_action_ids", "fb_action_types", "action_object_map", "spm", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "mtm_campaign",
    };

    // Parameters that name the way only when their value says feed.
    private static readonly HashSet<string> Way = new(StringComparer.OrdinalIgnoreCase)
        { "ref", "src", "source", "from", "partner", "via", "origin", "medium", "campaign", "feed", "rss", "output", "mod", "cid", "tag" };

    private static readonly HashSet<string> Mobile = new(StringComparer.OrdinalIgnoreCase) { "www", "m", "mobile", "amp", "wap", "touch" };

    /// <summary>The address to show and to link to: http or https, tracking parameters and their fragments gone.</summary>
    /// <returns>Null when it is no address of a page.</returns>
    public static string? Clean(string? text)
    {
        if (text is not null && IsClean(text, out _))
        {
            return text;
        }

        if (text is null || text.Length > Longest || Parse(text) is not { } uri)
        {
            return null;
        }

        uri = Unwrap(uri);
        var query = Kept(uri.Query, IsTracking);
        var fragment = IsTracking(uri.Fragment.TrimStart('#')) || uri.Fragment.Length <= 1 ? "" : uri.Fragment;
        return uri.GetLeftPart(UriPartial.Path) + (query.Count == 0 ? "" : "?" + string.Join('&', query)) + fragment;
    }

    /// <summary>What two addresses of one article have in common; for comparing only.</summary>
    public static string? Key(string? text)
    {
        if (text is not null && IsClean(text, out var host))
        {
            return string.Concat("//", Bare(text.AsSpan()[host]), Path(text[host.End.Value..]));
        }

        if (text is null || text.Length > Longest || Parse(text) is not { } uri)
        {
            return null;
        }

        uri = Unwrap(uri);
        var key = new StringBuilder("//").Append(Host(uri)).Append(Path(uri.AbsolutePath));
        var query = Kept(uri.Query, p => IsTracking(p) || IsAmp(p));
        query.Sort(StringComparer.Ordinal);
        key.Append(query.Count == 0 ? "" : "?" + string.Join('&', query));
        return uri.Fragment.StartsWith("#!", StringComparison.Ordinal) ? key.Append(uri.Fragment).ToString() : key.ToString();
    }

    /// <summary>
    /// True for the address that most articles have, which nothing has to be done to: lower-case host without port, a
    /// path of plain letters, no query, no fragment. Everything else takes the long way through <see cref="Uri"/>.
    /// </summary>
    private static bool IsClean(string text, out Range host)
    {
        host = default;
        var start = text.StartsWith("https://", StringComparison.Ordinal) ? 8 : text.StartsWith("http://", StringComparison.Ordinal) ? 7 : 0;
        var length = start == 0 || text.Length > Longest ? -1 : text.AsSpan(start).IndexOf('/');
        if (length <= 0)
        {
            return false;
        }

        var name = text.AsSpan(start, length);
        var path = text.AsSpan(start + length);
        host = start..(start + length);
        return !name.ContainsAnyExcept(HostCharacters) && !path.ContainsAnyExcept(PathCharacters) && !path.Contains("/.", StringComparison.Ordinal) && IsPlainHost(name);
    }

    // A letter in the last label keeps numeric hosts out, which Uri writes in another way.
    private static bool IsPlainHost(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        return dot > 0 && char.IsAsciiLetter(name[^1]) && char.IsAsciiLetterOrDigit(name[0]) && !name.Contains("..", StringComparison.Ordinal) && !name.StartsWith("xn--") && !name.Contains(".xn--", StringComparison.Ordinal)
            && name is not "www.google.com" && !name.EndsWith(".cdn.ampproject.org", StringComparison.Ordinal);
    }

    // As Host does: labels of variants go, but two always stay.
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> name)
    {
        while (name.IndexOf('.') is > 0 and var dot && name.Count('.') > 1 && name[..dot] is "www" or "m" or "mobile" or "amp" or "wap" or "touch")
        {
            name = name[(dot + 1)..];
        }

        return name;
    }

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/,;=+!");

    /// <summary>False for a home page or a bare host, which many items may link to.</summary>
    public static bool IsArticle(string url) => Parse(url) is { } uri && (uri.AbsolutePath.Length > 1 || uri.Query.Length > 1);

    private static Uri? Parse(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.IdnHost.Length > 0 ? uri : null;

    // Google's AMP viewer and cache carry the real address inside their own.
    private static Uri Unwrap(Uri uri)
    {
        var inner = uri.Host is "www.google.com" && uri.AbsolutePath.StartsWith("/amp/", StringComparison.Ordinal) ? uri.AbsolutePath[5..]
            : uri.Host.EndsWith(".cdn.ampproject.org", StringComparison.Ordinal) && uri.AbsolutePath.Length > 3 && uri.AbsolutePath[2] == '/' ? uri.AbsolutePath[3..]
            : null;
        if (inner is null)
        {
            return uri;
        }

        var secure = inner.StartsWith("s/", StringComparison.Ordinal);
        return Uri.TryCreate((secure ? "https://" + inner[2..] : "http://" + inner) + uri.Query, UriKind.Absolute, out var real) ? real : uri;
    }

    private static string Host(Uri uri)
    {
        // Most hosts have nothing to take off.
        var whole = uri.IdnHost;
        if (uri.IsDefaultPort && !Mobile.Contains(whole[..Math.Max(0, whole.IndexOf('.', StringComparison.Ordinal))]) && !whole.EndsWith('.') && !whole.Any(char.IsUpper))
        {
            return whole;
        }

        var labels = uri.IdnHost.ToLowerInvariant().TrimEnd('.').Split('.').ToList();
        while (labels.Count > 2 && Mobile.Contains(labels[0]))
        {
            labels.RemoveAt(0);
        }

        var host = string.Join('.', labels);
        return uri.IsDefaultPort ? host : $"{host}:{uri.Port}";
    }

    private static string Path(string path)
    {
        path = path.TrimEnd('/');
        foreach (var end in (ReadOnlySpan<string>)["/amp", ".amp", "/amp.html", ".amp.html", "/index.html", "/index.htm", "/index.php"])
        {
            if (path.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                path = path[..^end.Length] + (end == ".amp.html" ? ".html" : "");
            }
        }

        return path.StartsWith("/amp/", StringComparison.OrdinalIgnoreCase) ? path[4..] : path;
    }

    private static List<string> Kept(string query, Func<string, bool> leave) => query.Length <= 1 ? [] :
        [.. query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !leave(p))];

    private static bool IsTracking(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? parameter : parameter[..equals];
        if (name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || Tracking.Contains(name))
        {
            return true;
        }

        var value = equals < 0 ? "" : parameter[(equals + 1)..];
        return Way.Contains(name) && (value.Contains("rss", StringComparison.OrdinalIgnoreCase) || value.Equals("feed", StringComparison.OrdinalIgnoreCase)
            || (value is "1" or "" && name.Equals("rss", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsAmp(string parameter) =>
        parameter.Equals("amp", StringComparison.OrdinalIgnoreCase) || parameter.StartsWith("amp=", StringComparison.OrdinalIgnoreCase)
        || parameter.Equals("outputType=amp", StringComparison.OrdinalIgnoreCase) || parameter.Equals("outputType=amp-type", StringComparison.OrdinalIgnoreCase);
}
