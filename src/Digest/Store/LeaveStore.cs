namespace Digest.Store;

/// <summary>What leaving means for the ledger.</summary>
public static class LeaveStore
{
    /// <summary>Nothing that still waits is sent to a reader who left; what is in the relay's hands cannot be called back.</summary>
    public static Task<int> CancelAsync(Session s, long subscriberId) => s.ExecuteAsync(
        """
        UPDATE deliveries SET state = 'Cancelled', reply = 'The reader unsubscribed.'
        WHERE subscriber_id = @subscriberId AND kind IN ('Digest', 'Welcome') AND state IN ('Pending', 'Deferred')
        """,
        new { subscriberId });

    public static Task<long> FarewellsSinceAsync(Session s, long subscriberId, DateTimeOffset since) => s.ScalarAsync<long>(
        "SELECT COUNT(*) FROM deliveries WHERE subscriber_id = @subscriberId AND kind = 'Farewell' AND created_at > @since", new { subscriberId, since });
}
