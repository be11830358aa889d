using Digest.Model;
using Digest.Store;

namespace Digest.Sample;

/// <summary>The sample press and its readers as rows: written once, kept up to date, put to rest when the conveniences go off.</summary>
public static class SampleRegistration
{
    /// <summary>The group of the sample press's sources: by it they are told from one's own.</summary>
    public const string Folder = "Sample press";

    private const string Consent = "Sample reader of a first run; nobody's address.";

    /// <returns>Sources that are not the sample press's.</returns>
    public static Task<long> OwnSourcesAsync(Session s) =>
        s.ScalarAsync<long>("SELECT COUNT(*) FROM sources WHERE folder IS NULL OR folder <> @Folder", new { Folder });

    /// <returns>When the press first opened, or null where it never did.</returns>
    public static Task<DateTimeOffset?> OpenedAsync(Session s) =>
        s.FirstAsync<DateTimeOffset?>("SELECT created_at FROM sources WHERE folder = @Folder ORDER BY created_at LIMIT 1", new { Folder });

    /// <summary>Adds what is missing of the press, moves feeds whose address changed, and wakes paused ones.</summary>
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

    /// <summary>Rests the press's feeds: they are kept, with their articles, and not read any more.</summary>
    public static Task<int> RestPressAsync(Session s) => s.ExecuteAsync(
        "UPDATE feeds SET state = 'Paused' WHERE state = 'Active' AND source_id IN (SELECT id FROM sources WHERE folder = @Folder)", new { Folder });

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
            "UPDATE feeds SET url = @url, state = 'Active', next_check_at = CASE WHEN state = 'Paused' THEN 0 ELSE next_check_at END WHERE source_id = @sourceId AND section = @section",
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
