using Digest.Model;
using Digest.Store;

namespace Digest.Sample;

/// <summary>The sample press and its readers as rows: written once, kept up to date, and out of the way when the conveniences go off.</summary>
public static class SampleRegistration
{
    /// <summary>The group of the sample press's sources: by it they are told from one's own.</summary>
    public const string Folder = "Sample press";

    // The group's name alone could be anybody's.
    private const string IsSample = "folder = @Folder AND home_url LIKE 'http://127.0.0.1:%'";

    private const string Consent = "Sample reader of a first run; nobody's address.";

    /// <returns>Sources that are not the sample press's.</returns>
    public static Task<long> OwnSourcesAsync(Session s) =>
        s.ScalarAsync<long>($"SELECT COUNT(*) FROM sources WHERE folder IS NULL OR home_url IS NULL OR NOT ({IsSample})", new { Folder });

    /// <returns>When the press first opened, or null where it never did.</returns>
    public static Task<DateTimeOffset?> OpenedAsync(Session s) =>
        s.FirstAsync<DateTimeOffset?>($"SELECT created_at FROM sources WHERE {IsSample} ORDER BY created_at LIMIT 1", new { Folder });

    /// <summary>Adds what is missing of the press, and moves feeds whose address changed.</summary>
    public static async Task RegisterAsync(Session s, PressIssue issue, DateTimeOffset opened)
    {
        foreach (var title in issue.Titles)
        {
            var id = await s.ScalarAsync<long>(
                """
                INSERT INTO sources (name, home_url, country, language, weight, folder, created_at)
                VALUES (@Name, @home, @Country, @Language, @Weight, @Folder, @opened)
                ON CONFLICT (name) DO UPDATE SET home_url = excluded.home_url
                RETURNING id
                """,
                new { title.Name, home = issue.HomeUrl(title), title.Country, title.Language, title.Weight, Folder, opened }).ConfigureAwait(false);
            foreach (var feed in title.Feeds)
            {
                await RegisterAsync(s, id, feed.Section, issue.FeedUrl(title, feed), opened).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Takes the press out of the database, so that no fictional story stands beside a real one. Issues keep their rows, since the day
    /// they were for is used up, but no longer say which stories they held: on SQLite those ids are given again.
    /// </summary>
    /// <returns>How many sources went.</returns>
    public static async Task<int> ForgetPressAsync(Session s)
    {
        if (await s.ScalarAsync<long>($"SELECT COUNT(*) FROM sources WHERE {IsSample}", new { Folder }).ConfigureAwait(false) == 0)
        {
            return 0;
        }

        const string stories = $"SELECT sa.story_id FROM story_articles sa JOIN articles a ON a.id = sa.article_id JOIN sources ON sources.id = a.source_id WHERE {IsSample}";
        const string editions = $"SELECT edition_id FROM edition_stories WHERE story_id IN ({stories})";
        foreach (var sql in new[]
        {
            $"UPDATE deliveries SET state = 'Cancelled', reply = 'The sample press went off.' WHERE state IN ('Pending', 'Deferred') AND issue_id IN (SELECT id FROM issues WHERE edition_id IN ({editions}))",
            $"UPDATE issues SET stories = '[]' WHERE edition_id IN ({editions})",
            $"DELETE FROM editions WHERE id IN ({editions})",
            $"DELETE FROM picks WHERE story_id IN ({stories})",
            $"DELETE FROM stories WHERE id IN ({stories})",
        })
        {
            await s.ExecuteAsync(sql, new { Folder }).ConfigureAwait(false);
        }

        return await s.ExecuteAsync($"DELETE FROM sources WHERE {IsSample}", new { Folder }).ConfigureAwait(false);
    }

    /// <summary>Two readers, one of each language, where there is no subscriber at all yet.</summary>
    /// <returns>True when they are new.</returns>
    public static async Task<bool> AddReadersAsync(Session s, SampleOptions options, DateTimeOffset now)
    {
        if (await s.ScalarAsync<long>("SELECT COUNT(*) FROM subscribers").ConfigureAwait(false) > 0)
        {
            return false;
        }

        await AddAsync(s, options.Address, new Choices { Topics = Codes("science", "economy", "environment", "arts", "sport"), Hour = 7, Zone = options.Zone, Languages = ["en"] }, now).ConfigureAwait(false);
        await AddAsync(s, German(options), new Choices { Topics = Codes("politics", "economy", "science"), Hour = 7, Zone = "Europe/Berlin", Locale = "de", Languages = ["de"] }, now).ConfigureAwait(false);
        return true;
    }

    /// <summary>No real relay ever sees the sample readers.</summary>
    public static Task<int> RestReadersAsync(Session s) => s.ExecuteAsync(
        "UPDATE subscribers SET state = 'Paused', paused_until = NULL, next_due_at = NULL WHERE consent_text = @Consent AND state = 'Active'", new { Consent });

    /// <summary>Wakes the readers that <see cref="RestReadersAsync"/> put to rest; a pause of their own has an end or a due moment, and stays.</summary>
    public static Task<int> WakeReadersAsync(Session s, DateTimeOffset now) => s.ExecuteAsync(
        "UPDATE subscribers SET state = 'Active', next_due_at = @now WHERE consent_text = @Consent AND state = 'Paused' AND paused_until IS NULL AND next_due_at IS NULL",
        new { Consent, now });

    /// <summary>The sample readers' first issue comes at once, whatever the hour.</summary>
    public static Task<int> MakeDueAsync(Session s, DateTimeOffset now) => s.ExecuteAsync(
        "UPDATE subscribers SET next_due_at = @now WHERE consent_text = @Consent AND state = 'Active'", new { Consent, now });

    private static string German(SampleOptions options) => "leserin" + options.Address[options.Address.LastIndexOf('@')..];

    private static async Task AddAsync(Session s, string address, Choices choices, DateTimeOffset now)
    {
        var due = Slot.NextAfter(now, choices.Hour, choices.Zone, choices.Frequency, choices.WeekDay);
        var id = await SubscriberStore.ActivateAsync(s, new NewSubscriber(address, choices, Consent, now, due)).ConfigureAwait(false);
        await SubscriberStore.NoteAsync(s, id, "sample", now).ConfigureAwait(false);
    }

    // By section, since the address changes with the press's port.
    private static async Task RegisterAsync(Session s, long sourceId, string section, string url, DateTimeOffset opened)
    {
        var known = await s.ExecuteAsync(
            "UPDATE feeds SET url = @url WHERE source_id = @sourceId AND section = @section",
            new { sourceId, section, url }).ConfigureAwait(false);
        if (known == 0)
        {
            await s.ExecuteAsync(
                "INSERT INTO feeds (source_id, url, section, created_at) VALUES (@sourceId, @url, @section, @opened)",
                new { sourceId, url, section, opened }).ConfigureAwait(false);
        }
    }

    private static List<string> Codes(params string[] keys) => [.. keys.Select(k => Topic.All.Single(t => t.Key == k).Code)];
}
