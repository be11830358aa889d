using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>What every verb of this folder needs: the account mails it orders and the slots it reckons.</summary>
public sealed class Desk(SubscribersOptions options, AddressHash hash, NewMessageId newId, TimeProvider clock)
{
    // An account mail that could not be sent for two days answers no one's question any more.
    private static readonly TimeSpan MailLifetime = TimeSpan.FromDays(2);

    public SubscribersOptions Options => options;

    public DateTimeOffset Now => clock.GetUtcNow();

    public string Hash(string address) => hash.Of(address);

    /// <summary>Writes the ledger's row in the caller's transaction: the mail and what it is about stand or fall together.</summary>
    public Task<bool> MailAsync(Session s, MailKind kind, string address, long? subscriberId, long? signUpId, DateTimeOffset now) =>
        DeliveryStore.AddAsync(s, new NewDelivery
        {
            Kind = kind,
            SubscriberId = subscriberId,
            SignUpId = signUpId,
            Address = address,
            MessageId = newId(),
            DueAt = now,
            CreatedAt = now,
            ExpiresAt = now + MailLifetime,
        });

    /// <summary>Whether an address must not be mailed: itself, or the hash of one who had their data deleted after a complaint.</summary>
    public async Task<bool> IsRefusedAsync(Session s, Address address, DateTimeOffset now)
    {
        var own = await SuppressionStore.FindAsync(s, address.Text, now).ConfigureAwait(false);
        var hashed = await SuppressionStore.FindAsync(s, Hash(address.Text), now).ConfigureAwait(false);
        return own is not null || (hashed is not null && hashed.Reason != Reasons.Erased) || IsBlocked(address);
    }

    public static DateTimeOffset NextDue(DateTimeOffset after, Choices choices) =>
        Slot.NextAfter(after, choices.Hour, choices.Zone, choices.Frequency, choices.WeekDay);

    private bool IsBlocked(Address address) => options.BlockedDomains.Any(d =>
        address.Domain.Equals(d, StringComparison.OrdinalIgnoreCase) || address.Domain.EndsWith("." + d, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Reasons this folder gives in suppressions.</summary>
public static class Reasons
{
    /// <summary>The person had their data deleted: an import must not bring them back, but they themselves may come back.</summary>
    public const string Erased = "erased";
}
