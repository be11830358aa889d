namespace Digest.Model;

/// <summary>
/// A new Message-ID (RFC 5322 3.6.4) of the paper's own domain, without angle brackets: for a row of the ledger, which keeps it on
/// every attempt. Whoever writes rows asks, Links answers: it knows the domain.
/// </summary>
public delegate string NewMessageId();
