namespace Digest.Store;

/// <summary>What came back for mails of the ledger.</summary>
public static class BounceStore
{
    /// <summary>The mail with this Message-ID, which some relays hand back in other case; null when it is none that we handed to a relay.</summary>
    public static Task<BouncedMail?> FindAsync(Session s, string messageId) => s.FirstAsync<BouncedMail>(
        "SELECT id, address, handed_at, subscriber_id FROM deliveries WHERE message_id IN (@messageId, @lower) AND handed_at IS NOT NULL",
        new { messageId, lower = messageId.ToLowerInvariant() });

    /// <summary>The newest mail to this address that was handed to a relay since then.</summary>
    public static Task<BouncedMail?> FindAsync(Session s, string address, DateTimeOffset since) => s.FirstAsync<BouncedMail>(
        "SELECT id, address, handed_at, subscriber_id FROM deliveries WHERE address IN (@address, @lower) AND created_at >= @since AND handed_at IS NOT NULL ORDER BY created_at DESC LIMIT 1",
        new { address, lower = address.ToLowerInvariant(), since });

    /// <returns>True when this is the first of its class for this mail.</returns>
    public static async Task<bool> AddAsync(Session s, BounceRow row) => await s.ExecuteAsync(
        """
        INSERT INTO bounces (delivery_id, class, status, words, how, source, at, suppressed)
        VALUES (@DeliveryId, @Class, @Status, @Words, @How, @Source, @At, @Suppressed)
        ON CONFLICT (delivery_id, class) DO NOTHING
        """,
        row).ConfigureAwait(false) == 1;

    /// <summary>When mails to this address bounced softly since then.</summary>
    public static Task<IReadOnlyList<DateTimeOffset>> SoftAsync(Session s, string address, DateTimeOffset since) => s.QueryAsync<DateTimeOffset>(
        """
        SELECT b.at FROM deliveries d JOIN bounces b ON b.delivery_id = d.id
        WHERE d.address = @address AND b.class = 'Soft' AND b.at >= @since
        """,
        new { address, since });

    /// <summary>What came back for these mails, oldest first.</summary>
    public static Task<IReadOnlyList<DeliveryBounce>> OfAsync(Session s, IEnumerable<long> deliveries) => s.QueryAsync<DeliveryBounce>(
        $"SELECT delivery_id, at, class, status, words, how, source, suppressed FROM bounces WHERE delivery_id IN ({Session.List(deliveries)}) ORDER BY at, id");

    public static Task<int> SuppressedAsync(Session s, long deliveryId, string kind) => s.ExecuteAsync(
        "UPDATE bounces SET suppressed = TRUE WHERE delivery_id = @deliveryId AND class = @kind", new { deliveryId, kind });

    /// <summary>The newest first; for one address, or for all.</summary>
    public static Task<IReadOnlyList<BounceLine>> ListAsync(Session s, string? address, DateTimeOffset since, int most) => s.QueryAsync<BounceLine>(
        """
        SELECT b.at, b.class, d.address, b.status, b.words, b.how, b.source, b.suppressed, d.message_id
        FROM bounces b JOIN deliveries d ON d.id = b.delivery_id
        WHERE b.at >= @since AND (@address = '' OR d.address = @address)
        ORDER BY b.at DESC, b.id DESC LIMIT @most
        """,
        new { since, address = address ?? "", most });
}

/// <summary>A mail of the ledger that something came back for.</summary>
public sealed record BouncedMail(long Id, string Address, DateTimeOffset HandedAt, long? SubscriberId);

/// <summary>A row of bounces.</summary>
public sealed record BounceRow(long DeliveryId, string Class, string? Status, string Words, string How, string Source, DateTimeOffset At, bool Suppressed = false);

/// <summary>A bounce as it is listed.</summary>
public sealed record BounceLine
{
    public required DateTimeOffset At { get; init; }
    public required string Class { get; init; }
    public required string Address { get; init; }
    public string? Status { get; init; }
    public required string Words { get; init; }
    public required string How { get; init; }
    public required string Source { get; init; }
    public required bool Suppressed { get; init; }
    public required string MessageId { get; init; }
}

/// <summary>What came back for one mail.</summary>
public sealed record DeliveryBounce
{
    public required long DeliveryId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Class { get; init; }
    public string? Status { get; init; }
    public required string Words { get; init; }
    public required string How { get; init; }
    public required string Source { get; init; }
    /// <summary>The address is not mailed since.</summary>
    public required bool Suppressed { get; init; }
}
