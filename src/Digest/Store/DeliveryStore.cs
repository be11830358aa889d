using Digest.Model;

namespace Digest.Store;

/// <summary>The ledger: one row per mail, written before anything is sent.</summary>
public static class DeliveryStore
{
    /// <summary>The columns of a <see cref="Delivery"/>.</summary>
    public const string Columns =
        """
        id, kind, issue_id, subscriber_id, sign_up_id, address, domain, message_id, state, cause, priority, owner, lease, lease_until, attempts, doubts,
        due_at, handed_at, submitted_at, relay, reply, created_at, expires_at
        """;

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

    /// <summary>
    /// Takes up to so many due rows of one priority, oldest first. The state is tested inside and outside the sub-select, so that of two
    /// workers who read the same rows one gets each.
    /// </summary>
    /// <param name="except">What is paused: whole editions (by number) and domains.</param>
    public static async Task<IReadOnlyList<Delivery>> ClaimAsync(Session s, Claim claim, Exceptions except)
    {
        var rows = await s.RowsAsync(
            $"""
            UPDATE deliveries SET state = 'Claimed', owner = @Owner, lease = lease + 1, lease_until = @Until
            WHERE state IN ('Pending', 'Deferred') AND id IN (
                SELECT id FROM deliveries
                WHERE state IN ('Pending', 'Deferred') AND priority = @Priority AND due_at <= @Now {except.Sql}
                ORDER BY due_at LIMIT @Count)
            RETURNING {ClaimedStore.Columns}
            """, claim, r => ClaimedStore.Delivery(r, claim)).ConfigureAwait(false);
        // What is returned comes in no order.
        return [.. rows.OrderBy(r => r.DueAt).ThenBy(r => r.Id)];
    }

    /// <summary>
    /// Of a claim's rows (its owner and end name it), cancels those whose reader left or whose address is suppressed, and gives up those that are too late.
    /// </summary>
    /// <returns>The ids of rows that are not to be sent: those cancelled, and those too late.</returns>
    public static async Task<(IReadOnlyList<long> Cancelled, IReadOnlyList<long> Expired)> DropAsync(Session s, string owner, DateTimeOffset until, DateTimeOffset now)
    {
        var args = new { owner, until, now };
        var left = await s.QueryAsync<long>(
            $"UPDATE deliveries SET {Left} WHERE {Open} AND state = 'Claimed' AND owner = @owner AND lease_until = @until AND {HasLeft} RETURNING id", args).ConfigureAwait(false);
        var suppressed = await s.QueryAsync<long>(
            $"UPDATE deliveries SET {Suppressed} WHERE {Open} AND state = 'Claimed' AND owner = @owner AND lease_until = @until AND {IsSuppressed} RETURNING id", args).ConfigureAwait(false);
        var late = await s.QueryAsync<long>(
            $"""
            UPDATE deliveries SET {Late} WHERE {Open} AND state = 'Claimed' AND owner = @owner AND lease_until = @until AND expires_at <= @now
            RETURNING id
            """, args).ConfigureAwait(false);
        return ([.. left, .. suppressed], late);
    }

    /// <summary>The same question about one row, also when its DATA was said already.</summary>
    /// <returns>
    /// Where it stands: claimed or handing when it is to be sent; cancelled or expired when it is not; null when the lease was lost, since we slept,
    /// and somebody else sends it.
    /// </returns>
    public static async Task<DeliveryState?> StillWantedAsync(Session s, Lease lease, DateTimeOffset now)
    {
        var args = new { lease.Id, lease.Number, now };
        const string Ours = "id = @Id AND lease = @Number AND state IN ('Claimed', 'Handing')";
        await s.ExecuteAsync($"UPDATE deliveries SET {Left} WHERE {Ours} AND {HasLeft}", args).ConfigureAwait(false);
        await s.ExecuteAsync($"UPDATE deliveries SET {Suppressed} WHERE {Ours} AND {IsSuppressed}", args).ConfigureAwait(false);
        await s.ExecuteAsync($"UPDATE deliveries SET {Late} WHERE {Ours} AND expires_at <= @now", args).ConfigureAwait(false);
        return await s.FirstAsync<string>("SELECT state FROM deliveries WHERE id = @Id AND lease = @Number", args).ConfigureAwait(false) is { } state ? Enum.Parse<DeliveryState>(state) : null;
    }

    private const string OfEdition = "AND issue_id IN (SELECT i.id FROM issues i JOIN editions e ON e.id = i.edition_id WHERE e.number = @edition)";
    // What stands in the partial index deliveries_owned: a row has an owner while it is claimed or handed, and only then.
    private const string Open = "owner IS NOT NULL";
    private const string Left = "state = 'Cancelled', cause = 'left', reply = 'the reader left or paused', owner = NULL, lease_until = NULL";
    private const string Late = "state = 'Expired', cause = 'expired', reply = COALESCE(reply, 'it was not sent in time'), owner = NULL, lease_until = NULL";
    private const string HasLeft = "kind = 'Digest' AND subscriber_id IN (SELECT s.id FROM subscribers s WHERE s.id = deliveries.subscriber_id AND s.state <> 'Active')";
    private const string Suppressed = "state = 'Cancelled', cause = 'suppressed', reply = 'the address is suppressed', owner = NULL, lease_until = NULL";
    private const string IsSuppressed =
        """
        EXISTS (SELECT 1 FROM suppressions p WHERE p.address IN (LOWER(deliveries.address), '@' || deliveries.domain) AND (p.until IS NULL OR p.until > @now)
                AND (p.reason <> 'unsubscribed' OR deliveries.kind = 'Digest'))
        """;

    /// <summary>Any other end of a try, and the try itself with the server's words.</summary>
    /// <returns>False when the lease was lost: nothing is written then.</returns>
    public static async Task<bool> SettleAsync(Session s, Settlement end)
    {
        var changed = await s.ExecuteAsync(
            """
            UPDATE deliveries SET state = @State, cause = @Cause, due_at = @DueAt, relay = @Relay, reply = @Reply,
                attempts = attempts + @Charge, doubts = doubts + @Doubt, owner = NULL, lease_until = NULL
            WHERE id = @Id AND lease = @Number AND state IN ('Claimed', 'Handing')
            """,
            new { State = end.State.ToString(), end.Cause, end.DueAt, end.Relay, end.Reply, Charge = end.Charged ? 1 : 0, Doubt = end.Doubt ? 1 : 0, end.Lease.Id, end.Lease.Number }).ConfigureAwait(false);
        if (changed == 0)
        {
            return false;
        }

        await s.ExecuteAsync(
            "INSERT INTO attempts (delivery_id, at, relay, stage, state, cause, reply) VALUES (@Id, @At, @Relay, @Stage, @State, @Cause, @Reply)",
            new { end.Lease.Id, end.At, end.Relay, end.Stage, State = (end.Doubt ? DeliveryState.InDoubt : end.State).ToString(), end.Cause, end.Reply }).ConfigureAwait(false);
        return true;
    }

    /// <summary>Gives claimed rows back as they were; nobody is charged.</summary>
    public static Task<int> GiveBackAsync(Session s, IEnumerable<Lease> leases) => s.ExecuteAsync(
        """
        UPDATE deliveries SET state = CASE WHEN attempts > 0 THEN 'Deferred' ELSE 'Pending' END, owner = NULL, lease_until = NULL
        WHERE id = @Id AND lease = @Number AND state IN ('Claimed', 'Handing')
        """, leases.ToList());

    /// <summary>A sign of life: the owner keeps what it holds.</summary>
    public static Task<int> RenewAsync(Session s, string owner, DateTimeOffset until) => s.ExecuteAsync(
        "UPDATE deliveries SET lease_until = @until WHERE owner = @owner AND state IN ('Claimed', 'Handing')", new { owner, until });

    /// <summary>
    /// Takes over what dead owners left: what was claimed goes back; what was being handed over is in doubt, and is sent again (at most
    /// <paramref name="maxDoubts"/> times; 0: held for the operator).
    /// </summary>
    /// <param name="owner">Us: what we left ourselves, when a run broke off, is over too.</param>
    /// <param name="now">Leases that end by then are over; null: all are, since nobody else can be alive.</param>
    /// <returns>Rows sent again in doubt, and rows held.</returns>
    public static async Task<(int Again, int Held)> RecoverAsync(Session s, string owner, DateTimeOffset at, DateTimeOffset? now, long maxDoubts)
    {
        var over = now is null ? "" : " AND (lease_until <= @now OR owner = @owner)";
        await s.ExecuteAsync(
            $"""
            UPDATE deliveries SET state = CASE WHEN attempts > 0 THEN 'Deferred' ELSE 'Pending' END, owner = NULL, lease_until = NULL, lease = lease + 1
            WHERE {Open} AND state = 'Claimed'{over}
            """, new { now, owner }).ConfigureAwait(false);
        await s.ExecuteAsync(
            $"""
            INSERT INTO attempts (delivery_id, at, relay, stage, state, cause, reply)
            SELECT id, @at, relay, 'Dot', 'InDoubt', 'in-doubt', 'the program ended while the mail was handed over' FROM deliveries WHERE {Open} AND state = 'Handing'{over}
            """, new { at, now, owner }).ConfigureAwait(false);
        var again = await s.ExecuteAsync(
            $"""
            UPDATE deliveries SET state = 'Deferred', cause = 'in-doubt', reply = 'the program ended while the mail was handed over; it is sent again',
                due_at = @at, doubts = doubts + 1, attempts = attempts + 1, owner = NULL, lease_until = NULL, lease = lease + 1
            WHERE {Open} AND state = 'Handing' AND doubts < @maxDoubts{over}
            """, new { at, now, owner, maxDoubts }).ConfigureAwait(false);
        var held = await s.ExecuteAsync(
            $"""
            UPDATE deliveries SET state = 'InDoubt', cause = 'in-doubt', reply = 'the program ended while the mail was handed over; only the relay knows whether it took it',
                doubts = doubts + 1, attempts = attempts + 1, owner = NULL, lease_until = NULL, lease = lease + 1
            WHERE {Open} AND state = 'Handing'{over}
            """, new { now, owner }).ConfigureAwait(false);
        return (again, held);
    }

    /// <summary>
    /// How the last mails to an address ended, newest first, this one left out; for judging an address by more than one answer. One that we never
    /// tried to send says nothing of it.
    /// </summary>
    public static Task<IReadOnlyList<PastEnd>> PastAsync(Session s, string address, long except, int count) => s.QueryAsync<PastEnd>(
        """
        SELECT state, cause, created_at FROM deliveries
        WHERE address = @address AND id <> @except AND state IN ('Submitted', 'Hard', 'Soft', 'Expired') AND attempts > 0
        ORDER BY created_at DESC LIMIT @count
        """, new { address, except, count });

    /// <summary>Deliveries of an address (in whatever case), an edition or a state, newest first.</summary>
    public static Task<IReadOnlyList<Delivery>> ListAsync(Session s, string? address, long? edition, DeliveryState? state, int count) => s.QueryAsync<Delivery>(
        $"""
        SELECT {Columns} FROM deliveries WHERE TRUE
        {(address is null ? "" : "AND address IN (@address, @lower, (SELECT s.address FROM subscribers s WHERE lower(s.address) = @lower))")}
        {(edition is null ? "" : OfEdition)}
        {(state is null ? "" : state == DeliveryState.InDoubt ? "AND (state = 'InDoubt' OR doubts > 0)" : "AND state = @state")}
        ORDER BY id DESC LIMIT @count
        """, new { address, lower = address?.ToLowerInvariant(), edition, state = state?.ToString(), count });

    /// <summary>The tries of these deliveries that did not end in a 250, oldest first.</summary>
    public static Task<IReadOnlyList<Attempt>> AttemptsAsync(Session s, IEnumerable<long> deliveries) => s.QueryAsync<Attempt>(
        $"SELECT delivery_id, at, relay, stage, state, cause, reply FROM attempts WHERE delivery_id IN ({Session.List(deliveries)}) ORDER BY at, id");

    /// <summary>When a relay last took one; null where none did, or there is no such row.</summary>
    public static Task<DateTimeOffset?> SubmittedAtAsync(Session s, long id) => s.FirstAsync<DateTimeOffset?>("SELECT submitted_at FROM deliveries WHERE id = @id AND submitted_at IS NOT NULL", new { id });

    /// <summary>Sends one again, whatever became of it: due now, under the same Message-ID.</summary>
    /// <returns>False when there is no such row, or it is on its way.</returns>
    public static async Task<bool> ResendAsync(Session s, long id, DateTimeOffset now, DateTimeOffset expires) => await s.ExecuteAsync(
        """
        UPDATE deliveries SET state = 'Pending', cause = 'resend', due_at = @now, lease = lease + 1, expires_at = CASE WHEN expires_at > @expires THEN expires_at ELSE @expires END
        WHERE id = @id AND state NOT IN ('Claimed', 'Handing')
        """, new { id, now, expires }).ConfigureAwait(false) == 1;

    /// <summary>Refusals that may have been a fault of ours: they wait again.</summary>
    public static Task<int> ReopenAsync(Session s, IEnumerable<long> ids) => s.ExecuteAsync(
        $"UPDATE deliveries SET state = 'Deferred', cause = 'doubted', lease = lease + 1 WHERE id IN ({Session.List(ids)}) AND state = 'Hard'");

    /// <summary>Cancels what is left of an edition, also what is claimed but not begun: whoever holds it finds that it is not theirs any more.</summary>
    /// <returns>The rows cancelled.</returns>
    public static Task<int> CancelEditionAsync(Session s, long edition) => s.ExecuteAsync(
        $"""
        UPDATE deliveries SET state = 'Cancelled', cause = 'operator', reply = 'cancelled by the operator', owner = NULL, lease_until = NULL
        WHERE state IN ('Pending', 'Deferred', 'InDoubt', 'Claimed')
          {OfEdition}
        """, new { edition });

    /// <summary>The number of the edition of an issue, or null.</summary>
    public static Task<long?> EditionOfAsync(Session s, long issueId) => s.FirstAsync<long?>(
        "SELECT e.number FROM issues i JOIN editions e ON e.id = i.edition_id WHERE i.id = @issueId", new { issueId });

    /// <summary>Issue → the number of its edition.</summary>
    public static async Task<IReadOnlyDictionary<long, long>> EditionsOfAsync(Session s, IEnumerable<long> issues) => (await s.QueryAsync<IssueEdition>(
        $"SELECT i.id, e.number FROM issues i JOIN editions e ON e.id = i.edition_id WHERE i.id IN ({Session.List(issues)})").ConfigureAwait(false)).ToDictionary(r => r.Id, r => r.Number);

    /// <summary>Editions with more than so many mails that were due before then and are not sent.</summary>
    public static Task<IReadOnlyList<Overdue>> OverdueAsync(Session s, DateTimeOffset before, long moreThan) => s.QueryAsync<Overdue>(
        """
        SELECT e.number AS edition, COUNT(*) AS mails FROM deliveries d JOIN issues i ON i.id = d.issue_id JOIN editions e ON e.id = i.edition_id
        WHERE d.state IN ('Pending', 'Deferred') AND d.priority = 1 AND d.due_at < @before AND d.attempts = 0
        GROUP BY e.number HAVING COUNT(*) > @moreThan ORDER BY e.number
        """, new { before, moreThan });

    /// <summary>
    /// Mails that <see cref="OverdueAsync"/> counts, of one edition or of all, are due from now on: an operator said that they shall go, and the next
    /// start must not ask again.
    /// </summary>
    public static Task<int> DueFromAsync(Session s, long? edition, DateTimeOffset before, DateTimeOffset now) => s.ExecuteAsync(
        $"""
        UPDATE deliveries SET due_at = @now WHERE state IN ('Pending', 'Deferred') AND priority = 1 AND due_at < @before AND attempts = 0
        {(edition is null ? "" : OfEdition)}
        """, new { edition, before, now });

    /// <summary>The digests of one edition, or of all, that are not sent yet, and how many of them are too late to be.</summary>
    public static async Task<(long Mails, long Late)> WaitingAsync(Session s, long? edition, DateTimeOffset now)
    {
        var waiting = $"SELECT COUNT(*) FROM deliveries WHERE state IN ('Pending', 'Deferred') AND priority = 1 {(edition is null ? "" : OfEdition)}";
        return (await s.ScalarAsync<long>(waiting, new { edition }).ConfigureAwait(false),
            await s.ScalarAsync<long>(waiting + " AND expires_at <= @now", new { edition, now }).ConfigureAwait(false));
    }

    /// <summary>How many digests are due.</summary>
    public static Task<long> DueAsync(Session s, DateTimeOffset now) =>
        s.ScalarAsync<long>("SELECT COUNT(*) FROM deliveries WHERE state IN ('Pending', 'Deferred') AND priority = 1 AND due_at <= @now", new { now });

    /// <summary>
    /// The rate, in mails a second, at which the digests that are due and whose window has not ended are sent by its end: each over what is left
    /// of its own, or over a second.
    /// </summary>
    public static Task<double> PaceAsync(Session s, DateTimeOffset now, TimeSpan window, Exceptions except) => s.ScalarAsync<double>(
        $"""
        SELECT COALESCE(SUM(1000.0 / CASE WHEN due_at > @begun + 1000 THEN due_at - @begun ELSE 1000 END), 0.0) FROM deliveries
        WHERE state IN ('Pending', 'Deferred') AND priority = 1 AND due_at <= @now AND due_at > @begun {except.Sql}
        """, new { now, begun = (now - window).ToUnixTimeMilliseconds() });

    /// <summary>The mails of each state, and those that were ever in doubt.</summary>
    public static Task<IReadOnlyList<StateCount>> CountsAsync(Session s) =>
        s.QueryAsync<StateCount>("SELECT state, COUNT(*) AS count, SUM(CASE WHEN doubts > 0 THEN 1 ELSE 0 END) AS doubts FROM deliveries GROUP BY state ORDER BY state");

    public static Task<long> SubmittedSinceAsync(Session s, string relay, DateTimeOffset since) =>
        s.ScalarAsync<long>("SELECT COUNT(*) FROM deliveries WHERE relay = @relay AND submitted_at >= @since", new { relay, since });
}

/// <summary>A claim: who, how many of which priority, as of now, until when.</summary>
public sealed record Claim(string Owner, long Priority, int Count, DateTimeOffset Now, DateTimeOffset Until);

/// <summary>A row and the number of the lease it was claimed under.</summary>
public readonly record struct Lease(long Id, long Number);

/// <summary>A 250 and its words.</summary>
public readonly record struct Submission(Lease Lease, string Relay, string Reply);

/// <summary>How a try ended that was no 250.</summary>
public sealed record Settlement
{
    public required Lease Lease { get; init; }
    public required DeliveryState State { get; init; }
    public required string Cause { get; init; }
    public required string Stage { get; init; }
    public required string Reply { get; init; }
    public string? Relay { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public bool Charged { get; init; }
    public bool Doubt { get; init; }
}

/// <summary>What a claim leaves out.</summary>
public sealed record Exceptions
{
    public static readonly Exceptions None = new();

    public IReadOnlyList<long> Editions { get; init; } = [];

    public IReadOnlyList<string> Domains { get; init; } = [];

    // Scopes come from our own tables, but a domain is what a stranger typed: quotes are doubled.
    internal string Sql =>
        (Editions.Count == 0 ? "" : $" AND (issue_id IS NULL OR issue_id NOT IN (SELECT i.id FROM issues i JOIN editions e ON e.id = i.edition_id WHERE e.number IN ({Session.List(Editions)})))")
        + (Domains.Count == 0 ? "" : $" AND domain NOT IN ({string.Join(',', Domains.Select(d => $"'{d.Replace("'", "''", StringComparison.Ordinal)}'"))})");
}

/// <summary>How a former mail to the address ended.</summary>
public sealed record PastEnd
{
    public required DeliveryState State { get; init; }
    public string? Cause { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One try that did not end in a 250.</summary>
public sealed record Attempt
{
    public required long DeliveryId { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Relay { get; init; }
    public required string Stage { get; init; }
    public required string State { get; init; }
    public required string Cause { get; init; }
    public required string Reply { get; init; }
}

internal sealed record IssueEdition
{
    public required long Id { get; init; }
    public required long Number { get; init; }
}

/// <summary>An edition with mails that should have gone long ago.</summary>
public sealed record Overdue
{
    public required long Edition { get; init; }
    public required long Mails { get; init; }
}

public sealed record StateCount
{
    public required DeliveryState State { get; init; }
    public required long Count { get; init; }
    public required long Doubts { get; init; }
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
