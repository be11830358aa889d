using System.Runtime.InteropServices;
using System.Text;

using Digest.Model;

namespace Digest.Deliver;

/// <summary>A claimed delivery with its message: what a connection needs, and nothing it has to look up.</summary>
internal sealed class Letter(Delivery delivery, OutgoingMail mail, ReadOnlyMemory<byte> signature, DateTimeOffset checkedAt)
{
    private OutgoingMail? _mail = mail;

    public Delivery Delivery => delivery;

    /// <summary>Header fields to go first (DKIM), each with its CRLF; empty when nothing signs.</summary>
    public ReadOnlyMemory<byte> Signature => signature;

    /// <exception cref="ObjectDisposedException">It was given to a connection already: its array is another mail's by now.</exception>
    public ReadOnlyMemory<byte> Message => (_mail ?? throw new ObjectDisposedException(nameof(Letter))).Message;

    /// <summary>Every mail has a sender of its own, so that what comes back names its row (VERP).</summary>
    public string From { get; } = Verp.Sender(delivery.MessageId);

    public string To { get; } = mail.To;

    /// <summary>Octets before dot-stuffing (RFC 1870, 5).</summary>
    public int Size { get; } = signature.Length + mail.Message.Length;

    /// <summary>As <see cref="OutgoingMail.HasNoDots"/>.</summary>
    public bool HasNoDots { get; } = mail.HasNoDots;

    public bool EightBit { get; } = !Ascii.IsValid(mail.Message.Span);

    public bool NeedsUtf8 { get; } = !Ascii.IsValid(mail.To);

    /// <summary>When it was last known that the reader still wants it.</summary>
    public DateTimeOffset CheckedAt { get; set; } = checkedAt;

    /// <summary>Gives the message away, array and all, to be released by whoever takes it; null when it is not in one with so much room about it.</summary>
    public OutgoingMail? Lend(int before, int behind) =>
        _mail is { IsPooled: true, HasNoDots: true } mail && MemoryMarshal.TryGetArray(mail.Message, out var array)
            && array.Offset >= before && array.Array!.Length - array.Offset - array.Count >= behind
            ? Interlocked.Exchange(ref _mail, null)
            : null;

    /// <summary>Its octets were copied to where they are sent from, and are not read again; a letter that is not sent need not be told.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _mail, null) is { } mail)
        {
            mail.Release();
        }
    }
}

/// <summary>
/// Signs a finished message: gives the header fields to put before it, each with its CRLF. Empty when nothing signs.
/// </summary>
public delegate ReadOnlyMemory<byte> SignMail(ReadOnlyMemory<byte> message);
