using System.Data.Common;

using Digest.Model;

namespace Digest.Store;

/// <summary>A claimed digest: the row's id, the issue, and whom it goes to.</summary>
/// <param name="Reader">Of them what a mail says: what their issue was chosen by (titles, words, languages) is left out.</param>
public sealed record ClaimedMail(long Id, Issue Issue, Subscriber Reader);

/// <summary>
/// What every mail reads of the ledger, column by column: a mapper's boxes, and its questions of each column, cost more than the rows do.
/// </summary>
public static class ClaimedStore
{
    /// <summary>The issues and readers, as they are now, of the digests that an owner has claimed until a moment, which names the claim.</summary>
    public static Task<IReadOnlyList<ClaimedMail>> MailsAsync(Session s, string owner, DateTimeOffset until) => s.RowsAsync(
        """
        SELECT d.id, i.id, i.edition_id, i.subscriber_id, i.slot, i.stories, i.composed_at, i.skipped_because,
            s.id, s.address, s.state, s.topics, s.hour, s.zone, s.frequency, s.week_day, s.locale, s.feedback, s.created_at
        FROM deliveries d JOIN issues i ON i.id = d.issue_id JOIN subscribers s ON s.id = d.subscriber_id
        WHERE d.owner = @owner AND d.lease_until = @until AND d.kind = 'Digest'
        """, new { owner, until }, Mail);

    /// <summary>The columns that <see cref="Delivery"/> reads. What the claim wrote itself is known; how the last try ended stays in the ledger.</summary>
    internal const string Columns = "id, kind, issue_id, subscriber_id, sign_up_id, address, domain, message_id, lease, attempts, doubts, due_at, created_at, expires_at";

    /// <summary>A row as a claim has left it.</summary>
    internal static Delivery Delivery(DbDataReader r, Claim claim) => new()
    {
        Id = r.GetInt64(0),
        Kind = Enum.Parse<MailKind>(r.GetString(1)),
        IssueId = Number(r, 2),
        SubscriberId = Number(r, 3),
        SignUpId = Number(r, 4),
        Address = r.GetString(5),
        Domain = r.GetString(6),
        MessageId = r.GetString(7),
        State = DeliveryState.Claimed,
        Priority = claim.Priority,
        Owner = claim.Owner,
        Lease = r.GetInt64(8),
        LeaseUntil = claim.Until,
        Attempts = r.GetInt64(9),
        Doubts = r.GetInt64(10),
        DueAt = Time(r, 11),
        CreatedAt = Time(r, 12),
        ExpiresAt = Time(r, 13),
    };

    private static ClaimedMail Mail(DbDataReader r) => new(
        r.GetInt64(0),
        new Issue
        {
            Id = r.GetInt64(1),
            EditionId = r.GetInt64(2),
            SubscriberId = r.GetInt64(3),
            Slot = r.GetString(4),
            Stories = IssueStories.Shared.Parse(r.GetString(5)),
            ComposedAt = Time(r, 6),
            SkippedBecause = Text(r, 7),
        },
        new Subscriber
        {
            Id = r.GetInt64(8),
            Address = r.GetString(9),
            State = Enum.Parse<SubscriberState>(r.GetString(10)),
            Topics = Mapping.Strings(r.GetString(11)),
            Hour = (int)r.GetInt64(12),
            Zone = r.GetString(13),
            Frequency = Enum.Parse<Frequency>(r.GetString(14)),
            WeekDay = Enum.Parse<DayOfWeek>(r.GetString(15)),
            Locale = r.GetString(16),
            Feedback = r.GetBoolean(17),
            CreatedAt = Time(r, 18),
        });

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static long? Number(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);

    private static DateTimeOffset Time(DbDataReader r, int column) => DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(column));
}
