using Digest.Model;

namespace Digest.Store;

/// <summary>Whom a mail goes to, as they are now: read for each mail, since they may have left since it was composed.</summary>
public static class RecipientStore
{
    public static Task<Subscriber?> SubscriberAsync(Session s, long id) =>
        s.FirstAsync<Subscriber>("SELECT * FROM subscribers WHERE id = @id", new { id });

    /// <summary>The readers of the digests that an owner has claimed until a moment, which names the claim; one as often as they get a mail. Of each what a
    /// mail says: what their issue was chosen by (titles, words, languages) is left out.</summary>
    public static Task<IReadOnlyList<Subscriber>> ClaimedAsync(Session s, string owner, DateTimeOffset until) => s.QueryAsync<Subscriber>(
        """
        SELECT s.id, s.address, s.state, s.topics, s.hour, s.zone, s.frequency, s.week_day, s.locale, s.feedback, s.created_at
        FROM deliveries d JOIN subscribers s ON s.id = d.subscriber_id
        WHERE d.state IN ('Claimed', 'Handing') AND d.owner = @owner AND d.lease_until = @until AND d.kind = 'Digest'
        """, new { owner, until });

    public static Task<Subscriber?> SubscriberAsync(Session s, string address) =>
        s.FirstAsync<Subscriber>("SELECT * FROM subscribers WHERE lower(address) = lower(@address)", new { address });

    public static Task<SignUp?> SignUpAsync(Session s, long id) => s.FirstAsync<SignUp>("SELECT * FROM sign_ups WHERE id = @id", new { id });
}
