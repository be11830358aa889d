namespace Digest.Model;

/// <summary>
/// Unsubscribes the reader whose List-Unsubscribe token this is; by says how it came (mail). False when it is no token of ours.
/// Deliver reads the mailbox, Subscribers acts: Program joins them.
/// </summary>
public delegate Task<bool> HonourUnsubscribe(string token, string by, CancellationToken ct);

/// <summary>Unsubscribes a reader whom a provider's signed event names; by says which (webhook:postmark). False when there is none.</summary>
public delegate Task<bool> HonourLeave(long subscriberId, string by, CancellationToken ct);
