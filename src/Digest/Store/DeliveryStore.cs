using Digest.Model;

namespace Digest.Store;

/// <summary>The ledger: one row per mail, written before anything is sent.</summary>
public sealed class DeliveryStore
{
    /// <summary>Writes a pending row. Nothing happens when the subscriber already has a row for this issue.</summary>
    /// <returns>True when the row is new.</returns>
    public static async Task<bool> AddAsync(Session s, NewDelivery delivery) => await s.ExecuteAsync(
        """
        INSERT INTO deliveries (kind, issue_id, subscriber_id, sign_up_id, address, domain, message_id, state, priority, due_at, created_at, expires_at)
        VALUES (@Kind, @IssueId, @SubscriberId, @SignUpId, @Address, @Domain, @MessageId, 'Pending', @Priority, @DueAt, @CreatedAt, @ExpiresAt)
        ON CONFLICT (subscriber_id, issue_id) DO NOTHING
        """,
        new
        {
            Kind = delivery.Kind.ToString(),
            delivery.IssueId,
            delivery.SubscriberId,
            delivery.SignUpId,
            delivery.Address,
            Domain = delivery.Address[(delivery.Address.LastIndexOf('@') + 1)..].ToLowerInvariant(),
            delivery.MessageId,
            Priority = delivery.Kind == MailKind.Digest ? 1 : 0,
            delivery.DueAt,
            delivery.CreatedAt,
            delivery.ExpiresAt,
        }).ConfigureAwait(false) == 1;
}

/// <summary>A mail to be sent. Sign-up and account mails overtake digests.</summary>
public sealed record NewDelivery
{
    public required MailKind Kind { get; init; }
    public long? IssueId { get; init; }
    public long? SubscriberId { get; init; }
    public long? SignUpId { get; init; }
    public required string Address { get; init; }
    public required string MessageId { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
