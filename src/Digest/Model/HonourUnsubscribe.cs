namespace Digest.Model;

/// <summary>
/// Unsubscribes the reader whose List-Unsubscribe token this is; by says how it came (mail). False when it is no token of ours.
/// Deliver reads the mailbox, Subscribers acts: Program joins them.
/// </summary>
public delegate Task<bool> HonourUnsubscribe(string token, string by, CancellationToken ct);
