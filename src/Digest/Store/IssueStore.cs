using System.Text.Json;

using Digest.Model;

namespace Digest.Store;

/// <summary>Who is due, what they were sent, and the issues composed for them: one per subscriber and local day.</summary>
public static class IssueStore
{
    /// <summary>Whether anyone is due who gets editions of this span.</summary>
    public static async Task<bool> AnyDueAsync(Session s, DateTimeOffset now, EditionSpan span) => await s.ScalarAsync<long>(
        $"""
        SELECT COUNT(*) FROM (SELECT id FROM subscribers
            WHERE state = 'Active' AND next_due_at <= @now AND frequency {(span == EditionSpan.Week ? "=" : "<>")} 'Weekly' LIMIT 1) AS due
        """,
        new { now }).ConfigureAwait(false) > 0;

    public static Task<long> CountDueAsync(Session s, DateTimeOffset now) =>
        s.ScalarAsync<long>("SELECT COUNT(*) FROM subscribers WHERE state = 'Active' AND next_due_at <= @now", new { now });

    /// <summary>The next of those whose hour has come, by id.</summary>
    public static Task<IReadOnlyList<DueSubscriber>> DueAsync(Session s, DateTimeOffset now, long afterId, int limit) => s.QueryAsync<DueSubscriber>(
        """
        SELECT s.id, s.address, s.topics, s.hour, s.zone, s.frequency, s.week_day, s.locale, s.languages, s.max_stories, s.next_due_at,
               s.followed_titles, s.muted_titles, s.followed_words, s.muted_words, s.prefers_free, s.minutes, s.feedback, s.created_at,
               EXISTS (SELECT 1 FROM suppressions p WHERE lower(p.address) = lower(s.address) AND (p.until IS NULL OR p.until > @now)) AS suppressed
        FROM subscribers s
        WHERE s.state = 'Active' AND s.next_due_at <= @now AND s.id > @afterId
        ORDER BY s.id LIMIT @limit
        """,
        new { now, afterId, limit });

    /// <summary>Those whose pause ran out.</summary>
    public static Task<IReadOnlyList<Subscriber>> PauseOverAsync(Session s, DateTimeOffset now) => s.QueryAsync<Subscriber>(
        "SELECT * FROM subscribers WHERE state = 'Paused' AND paused_until <= @now ORDER BY id LIMIT 10000", new { now });

    /// <summary>Ends a pause that is still the one that was read.</summary>
    public static Task<int> ResumeAsync(Session s, Subscriber subscriber, DateTimeOffset nextDueAt) => s.ExecuteAsync(
        """
        UPDATE subscribers SET state = 'Active', paused_until = NULL, next_due_at = @nextDueAt
        WHERE id = @Id AND state = 'Paused' AND paused_until = @PausedUntil
        """,
        new { subscriber.Id, subscriber.PausedUntil, nextDueAt });

    /// <summary>
    /// What these subscribers were sent since a day (yyyy-MM-dd): per subscriber each story, when last, and how far it was then. A story
    /// merged into another counts as that one.
    /// </summary>
    public static async Task<Dictionary<long, Dictionary<long, SentStory>>> SentAsync(Session s, IEnumerable<long> subscribers, string sinceSlot, IReadOnlyDictionary<long, long> merged)
    {
        var rows = await s.QueryAsync<SentRow>(
            $"""
            SELECT subscriber_id, slot, stories FROM issues
            WHERE subscriber_id IN ({Session.List(subscribers)}) AND slot >= @sinceSlot AND skipped_because IS NULL
            """,
            new { sinceSlot }).ConfigureAwait(false);
        var result = new Dictionary<long, Dictionary<long, SentStory>>();
        foreach (var row in rows)
        {
            var sent = result.TryGetValue(row.SubscriberId, out var known) ? known : result[row.SubscriberId] = [];
            foreach (var story in row.Stories)
            {
                var id = merged.GetValueOrDefault(story.StoryId, story.StoryId);
                sent[id] = new SentStory(story.Articles, story.Titles, row.Slot).Later(sent.GetValueOrDefault(id));
            }
        }

        return result;
    }

    /// <summary>Stories merged into another since a moment: old id → the one that lives.</summary>
    public static async Task<IReadOnlyDictionary<long, long>> MergedAsync(Session s, DateTimeOffset since) => (await s.QueryAsync<MergedRow>(
        "SELECT id, merged_into FROM stories WHERE merged_into IS NOT NULL AND last_seen_at >= @since", new { since }).ConfigureAwait(false))
        .ToDictionary(r => r.Id, r => r.MergedInto);

    /// <summary>Writes issues; one whose subscriber already has one for that day is left out.</summary>
    /// <returns>Subscriber → the id of the issue written now.</returns>
    public static async Task<Dictionary<long, long>> AddAsync(Session s, IReadOnlyList<NewIssue> issues)
    {
        var result = new Dictionary<long, long>();
        foreach (var chunk in issues.Chunk(200))
        {
            foreach (var row in await InsertAsync(s, chunk).ConfigureAwait(false))
            {
                result[row.SubscriberId] = row.Id;
            }
        }

        return result;
    }

    /// <summary>Moves due moments on, where they are still the ones that were read: a reader may have changed theirs meanwhile.</summary>
    public static async Task AdvanceAsync(Session s, IEnumerable<(long Id, DateTimeOffset Was, DateTimeOffset Next)> due)
    {
        foreach (var same in due.GroupBy(d => (d.Was, d.Next)))
        {
            await s.ExecuteAsync(
                $"UPDATE subscribers SET next_due_at = @Next WHERE next_due_at = @Was AND id IN ({Session.List(same.Select(d => d.Id))})",
                new { same.Key.Was, same.Key.Next }).ConfigureAwait(false);
        }
    }

    public static Task<Issue?> FindAsync(Session s, long id) => s.FirstAsync<Issue>("SELECT * FROM issues WHERE id = @id", new { id });

    /// <summary>A subscriber's latest issues, newest first.</summary>
    public static Task<IReadOnlyList<Issue>> LatestAsync(Session s, long subscriberId, int limit = 10) => s.QueryAsync<Issue>(
        "SELECT * FROM issues WHERE subscriber_id = @subscriberId ORDER BY slot DESC LIMIT @limit", new { subscriberId, limit });

    private static Task<IReadOnlyList<IssueRow>> InsertAsync(Session s, NewIssue[] issues)
    {
        var args = new Dapper.DynamicParameters();
        for (var i = 0; i < issues.Length; i++)
        {
            args.Add($"e{i}", issues[i].EditionId);
            args.Add($"s{i}", issues[i].SubscriberId);
            args.Add($"d{i}", issues[i].Slot);
            args.Add($"j{i}", JsonSerializer.Serialize(issues[i].Stories, Mapping.Json));
            args.Add($"c{i}", issues[i].ComposedAt.ToUnixTimeMilliseconds());
            args.Add($"w{i}", issues[i].SkippedBecause, System.Data.DbType.String);
        }

        var rows = string.Join(", ", issues.Select((_, i) => $"(@e{i}, @s{i}, @d{i}, @j{i}, @c{i}, @w{i})"));
        return s.QueryAsync<IssueRow>(
            $"""
            INSERT INTO issues (edition_id, subscriber_id, slot, stories, composed_at, skipped_because) VALUES {rows}
            ON CONFLICT (subscriber_id, slot) DO NOTHING
            RETURNING id, subscriber_id
            """,
            args);
    }

    private sealed record IssueRow
    {
        public required long Id { get; init; }
        public required long SubscriberId { get; init; }
    }

    private sealed record MergedRow
    {
        public required long Id { get; init; }
        public required long MergedInto { get; init; }
    }

    private sealed record SentRow
    {
        public required long SubscriberId { get; init; }
        public required string Slot { get; init; }
        public required IReadOnlyList<IssueStory> Stories { get; init; }
    }
}

/// <summary>A story as a reader was told it: how many articles and titles it had then (0 titles: not written down), in the issue of which local day.</summary>
public sealed record SentStory(int Articles, int Titles, string Slot)
{
    /// <summary>Of two tellings what is remembered: the last day, and the most there was.</summary>
    public SentStory Later(SentStory? other) => other is null ? this : new SentStory(
        Math.Max(Articles, other.Articles), Math.Max(Titles, other.Titles), string.CompareOrdinal(Slot, other.Slot) > 0 ? Slot : other.Slot);
}

/// <summary>A subscriber whose hour has come, with what composing needs of them.</summary>
public sealed record DueSubscriber : Subscriber
{
    public DateTimeOffset DueAt => NextDueAt!.Value;
    /// <summary>True when the address must not be mailed: nothing is composed, only the hour moves on.</summary>
    public required bool Suppressed { get; init; }
}

/// <summary>An issue to be written.</summary>
public sealed record NewIssue
{
    public required long EditionId { get; init; }
    public required long SubscriberId { get; init; }
    public required string Slot { get; init; }
    public required IReadOnlyList<IssueStory> Stories { get; init; }
    public required DateTimeOffset ComposedAt { get; init; }
    public string? SkippedBecause { get; init; }
}
