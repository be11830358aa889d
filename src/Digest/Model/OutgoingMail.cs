using System.Buffers;
using System.Runtime.InteropServices;

namespace Digest.Model;

/// <summary>A message ready for the wire: envelope and bytes (RFC 5322, CRLF, lines of at most 998 octets, 7bit or as announced).</summary>
public sealed record OutgoingMail(string EnvelopeFrom, string To, ReadOnlyMemory<byte> Message)
{
    /// <summary>The message stands in an array of the shared pool, which whoever sends it may write into, before and behind the message too.</summary>
    public bool IsPooled { get; init; }

    /// <summary>No line begins with a dot: nothing is to be doubled for SMTP (RFC 5321, 4.5.2).</summary>
    public bool HasNoDots { get; init; }

    /// <summary>Nobody reads the message any more: what is sent in thousands a second is written into the same few arrays.</summary>
    public void Release()
    {
        if (IsPooled && MemoryMarshal.TryGetArray(Message, out var array))
        {
            ArrayPool<byte>.Shared.Return(array.Array!);
        }
    }
}

/// <summary>
/// Turns a ledger row into its message; the same row always gives the same bytes but for Date. Null when there is nothing to send
/// any more (the subscriber left). Deliver asks, Compose answers: Program joins them, so that the two steps do not know each other.
/// </summary>
public delegate ValueTask<OutgoingMail?> RenderMail(Delivery delivery, CancellationToken ct);

/// <summary>
/// Says which rows are rendered next, so that what their mails need can be read together: one query for hundreds instead of two
/// for each. Rendering works without it.
/// </summary>
public delegate Task PrepareMails(IReadOnlyList<Delivery> deliveries, CancellationToken ct);
