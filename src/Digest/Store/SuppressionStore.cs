using Digest.Model;

namespace Digest.Store;

/// <summary>
/// Addresses that must not be mailed. Kept in lower case and punycode; the first reason stays until it is removed or runs out. An entry is an
/// address, a whole domain (@example.org), or a keyed hash (hash:…) where the address itself had to go.
/// </summary>
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

    /// <summary>The suppression in force for this address, or for its whole domain; null when it may be mailed.</summary>
    public static Task<Suppression?> FindAsync(Session s, string address, DateTimeOffset now) => s.FirstAsync<Suppression>(
        """
        SELECT address, reason, source, created_at, until FROM suppressions
        WHERE address IN (@address, @domain) AND (until IS NULL OR until > @now)
        ORDER BY CASE WHEN address = @address THEN 0 ELSE 1 END LIMIT 1
        """,
        new { address = Normal(address), domain = DomainOf(address), now });

    /// <summary>The suppression in force that would keep this mail from being sent; null when there is none.</summary>
    public static async Task<Suppression?> OfDeliveryAsync(Session s, long id, DateTimeOffset now) =>
        await s.FirstAsync<string>("SELECT address FROM deliveries WHERE id = @id", new { id }).ConfigureAwait(false) is { } address
            ? await FindAsync(s, address, now).ConfigureAwait(false) : null;

    /// <summary>Takes back a suppression that has this reason; one with another reason stays.</summary>
    public static Task<int> RemoveAsync(Session s, string address, string reason) => s.ExecuteAsync(
        "DELETE FROM suppressions WHERE address = @address AND reason = @reason", new { address = Normal(address), reason });

    /// <summary>Takes back a suppression whatever its reason.</summary>
    public static Task<int> RemoveAsync(Session s, string address) =>
        s.ExecuteAsync("DELETE FROM suppressions WHERE address = @address", new { address = Normal(address) });

    /// <summary>Those in force, in the order of their addresses, after one: for reading all of them in pages.</summary>
    public static Task<IReadOnlyList<Suppression>> PageAsync(Session s, string after, DateTimeOffset now, int most) => s.QueryAsync<Suppression>(
        """
        SELECT address, reason, source, created_at, until FROM suppressions
        WHERE address > @after AND (until IS NULL OR until > @now)
        ORDER BY address LIMIT @most
        """,
        new { after, now, most });

    /// <summary>The newest in force; for one reason, or for all.</summary>
    public static Task<IReadOnlyList<Suppression>> NewestAsync(Session s, string? reason, DateTimeOffset now, int most) => s.QueryAsync<Suppression>(
        """
        SELECT address, reason, source, created_at, until FROM suppressions
        WHERE (until IS NULL OR until > @now) AND (@reason = '' OR reason = @reason)
        ORDER BY created_at DESC, address LIMIT @most
        """,
        new { now, reason = reason ?? "", most });

    /// <summary>Deletes those that ran out.</summary>
    public static Task<int> SweepAsync(Session s, DateTimeOffset now) => s.ExecuteAsync("DELETE FROM suppressions WHERE until <= @now", new { now });

    /// <summary>@ and the domain; nothing that could be an entry when there is none.</summary>
    private static string DomainOf(string address) => address.LastIndexOf('@') is var at and > 0 ? Normal(address[at..]) : Normal(address);

    // As readers' addresses are stored: an operator writes @münchen.example.
    private static string Normal(string address)
    {
        var trimmed = address.Trim();
        var domain = trimmed.LastIndexOf('@') + 1;
        return domain == 0 ? trimmed.ToLowerInvariant() : trimmed[..domain].ToLowerInvariant() + DomainName.Ascii(trimmed[domain..]);
    }
}
