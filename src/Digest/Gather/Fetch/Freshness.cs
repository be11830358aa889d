namespace Digest.Gather.Fetch;

/// <summary>How long an answer keeps, as its server says (RFC 9111, 4.2.1).</summary>
internal static class Freshness
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <returns>Cache-Control's max-age, else Expires, less the Age; null where neither says anything usable.</returns>
    public static TimeSpan? KeepsFor(HttpResponseMessage response, DateTimeOffset now)
    {
        var control = response.Headers.CacheControl;
        if (control is { NoStore: true } or { NoCache: true })
        {
            return null;
        }

        var keeps = control?.MaxAge ?? (response.Content.Headers.Expires is { } expires ? expires - (response.Headers.Date ?? now) : null);
        var left = keeps - (response.Headers.Age ?? TimeSpan.Zero);
        return left > TimeSpan.Zero ? (left < Longest ? left : Longest) : null;
    }
}
