namespace Digest.Store;

/// <summary>WebSub subscriptions: one a feed.</summary>
public static class HubStore
{
    /// <summary>Active feeds whose hub was never asked, changed, or whose lease runs out before <paramref name="renew"/>; a refusal is asked again only then.</summary>
    public static Task<IReadOnlyList<HubToAsk>> ToAskAsync(Session s, DateTimeOffset now, DateTimeOffset renew, int most) => s.QueryAsync<HubToAsk>(
        """
        SELECT f.id AS feed_id, f.hub, COALESCE(f.topic, f.url) AS topic
        FROM feeds f LEFT JOIN hub_subscriptions h ON h.feed_id = f.id
        WHERE f.state = 'Active' AND f.hub IS NOT NULL
            AND (h.feed_id IS NULL OR h.hub <> f.hub OR h.topic <> COALESCE(f.topic, f.url)
                OR (h.state = 'Active' AND h.lease_until < @renew) OR (h.state <> 'Active' AND h.asked_at < @retry))
        ORDER BY f.id LIMIT @most
        """,
        new { renew, retry = now.AddDays(-1), most });

    public static Task<int> AskedAsync(Session s, HubToAsk asked, string token, string secret, string state, DateTimeOffset now) => s.ExecuteAsync(
        """
        INSERT INTO hub_subscriptions (feed_id, hub, topic, token, secret, state, asked_at)
        VALUES (@FeedId, @Hub, @Topic, @token, @secret, @state, @now)
        ON CONFLICT (feed_id) DO UPDATE SET hub = excluded.hub, topic = excluded.topic, token = excluded.token, secret = excluded.secret,
            state = excluded.state, asked_at = excluded.asked_at
        """,
        new { asked.FeedId, asked.Hub, asked.Topic, token, secret, state, now });

    public static Task<int> RefusedAsync(Session s, long feedId) => s.ExecuteAsync("UPDATE hub_subscriptions SET state = 'Refused' WHERE feed_id = @feedId", new { feedId });

    public static Task<HubSubscription?> FindAsync(Session s, string token) =>
        s.FirstAsync<HubSubscription>("SELECT feed_id, hub, topic, token, secret, state FROM hub_subscriptions WHERE token = @token", new { token });

    public static Task<int> ConfirmedAsync(Session s, string token, DateTimeOffset leaseUntil) =>
        s.ExecuteAsync("UPDATE hub_subscriptions SET state = 'Active', lease_until = @leaseUntil WHERE token = @token", new { token, leaseUntil });

    /// <summary>Makes the feed due now, or a minute after its last check: a hub may tell of one change many times, and of the next one a moment later.</summary>
    public static async Task ToldAsync(Session s, long feedId, DateTimeOffset now)
    {
        await s.ExecuteAsync("UPDATE hub_subscriptions SET told_at = @now WHERE feed_id = @feedId", new { feedId, now }).ConfigureAwait(false);
        await s.ExecuteAsync(
            "UPDATE feeds SET next_check_at = COALESCE(checked_at, 0) + @rest WHERE id = @feedId AND state = 'Active' AND next_check_at > COALESCE(checked_at, 0) + @rest",
            new { feedId, rest = (long)TimeSpan.FromMinutes(1).TotalMilliseconds }).ConfigureAwait(false);
    }
}

public sealed record HubToAsk
{
    public required long FeedId { get; init; }
    public required string Hub { get; init; }
    public required string Topic { get; init; }
}

public sealed record HubSubscription
{
    public required long FeedId { get; init; }
    public required string Hub { get; init; }
    public required string Topic { get; init; }
    public required string Token { get; init; }
    public required string Secret { get; init; }
    public required string State { get; init; }
}
