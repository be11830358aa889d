using Digest.Model;

namespace Digest.Store;

/// <summary>What the doctor reads of the ledger.</summary>
public static class DoctorStore
{
    /// <summary>The mails handed over last, the newest first.</summary>
    public static Task<IReadOnlyList<Delivery>> RecentAsync(Session s, int most) => s.QueryAsync<Delivery>(
        $"SELECT {DeliveryStore.Columns} FROM deliveries WHERE state = 'Submitted' ORDER BY id DESC LIMIT @most", new { most });

    /// <summary>How many mails were submitted since then.</summary>
    public static Task<long> SubmittedAsync(Session s, DateTimeOffset since) =>
        s.ScalarAsync<long>("SELECT COUNT(*) FROM deliveries WHERE submitted_at >= @since", new { since });

    /// <summary>How many bounces of a class came since then.</summary>
    public static Task<long> BouncedAsync(Session s, string kind, DateTimeOffset since) =>
        s.ScalarAsync<long>("SELECT COUNT(*) FROM bounces WHERE at >= @since AND class = @kind", new { since, kind });

    /// <summary>The latest time a mail was written or submitted, or null.</summary>
    public static async Task<DateTimeOffset?> LatestAsync(Session s)
    {
        var latest = await s.ScalarAsync<long?>("SELECT MAX(COALESCE(submitted_at, created_at)) FROM deliveries WHERE id > (SELECT COALESCE(MAX(id), 0) - 1000 FROM deliveries)").ConfigureAwait(false);
        return latest is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
    }
}
