using Digest.Model;

namespace Digest.Store;

/// <summary>Addresses that must not be mailed. Kept in lower case; the first reason stays until it is removed or runs out.</summary>
public static class SuppressionStore
{
    /// <summary>Suppresses an address; one that is suppressed for good stays so, with its first reason.</summary>
    /// <returns>True when it was not suppressed before.</returns>
    public static async Task<bool> AddAsync(Session s, Suppression suppression) => await s.ExecuteAsync(
        """
        INSERT INTO suppressions (address, reason, source, created_at, until)
        VALUES (@Address, @Reason, @Source, @CreatedAt, @Until)
        ON CONFLICT (address) DO UPDATE SET reason = excluded.reason, source = excluded.source, created_at = excluded.created_at, until = excluded.until
        WHERE suppressions.until IS NOT NULL AND (excluded.until IS NULL OR excluded.until > suppressions.until)
        """,
        new { Address = Normal(suppression.Address), suppression.Reason, suppression.Source, suppression.CreatedAt, suppression.Until }).ConfigureAwait(false) == 1;

    /// <summary>The suppression in force for this address, or null.</summary>
    public static Task<Suppression?> FindAsync(Session s, string address, DateTimeOffset now) => s.FirstAsync<Suppression>(
        "SELECT address, reason, source, created_at, until FROM suppressions WHERE address = @address AND (until IS NULL OR until > @now)",
        new { address = Normal(address), now });

    /// <summary>Takes back a suppression that has this reason; one with another reason stays.</summary>
    public static Task<int> RemoveAsync(Session s, string address, string reason) => s.ExecuteAsync(
        "DELETE FROM suppressions WHERE address = @address AND reason = @reason", new { address = Normal(address), reason });

    private static string Normal(string address) => address.Trim().ToLowerInvariant();
}
