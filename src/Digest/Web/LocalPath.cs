namespace Digest.Web;

/// <summary>
/// A link of this site as a path below its home: pages link to themselves without a host, so that they work under every name they
/// are reached by, and none of a request's own words end up in them.
/// </summary>
public static class LocalPath
{
    /// <summary>The last two segments of a token link (/preferences/TOKEN).</summary>
    public static string Of(string link)
    {
        var segments = new Uri(link).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return "/" + string.Join('/', segments[^2..]);
    }
}
