namespace Digest.Store;

/// <summary>One mail to a reader, as their own data shows it.</summary>
public sealed record PersonalMail
{
    public required string Kind { get; init; }
    public required string Address { get; init; }
    public required string MessageId { get; init; }
    public required string State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public string? Reply { get; init; }
    /// <summary>The ids of the stories in it and why each, for a digest.</summary>
    public IReadOnlyList<Model.IssueStory>? Stories { get; init; }
}

/// <summary>What the ledger knows of one person.</summary>
public static class PersonalStore
{
    public static Task<IReadOnlyList<PersonalMail>> MailsAsync(Session s, long subscriberId) => s.QueryAsync<PersonalMail>(
        """
        SELECT d.kind, d.address, d.message_id, d.state, d.created_at, d.submitted_at, d.reply, i.stories
        FROM deliveries d LEFT JOIN issues i ON i.id = d.issue_id
        WHERE d.subscriber_id = @subscriberId OR d.sign_up_id IN (SELECT id FROM sign_ups WHERE subscriber_id = @subscriberId)
        ORDER BY d.created_at, d.id
        """,
        new { subscriberId });
}
