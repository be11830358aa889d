using System.CommandLine;
using System.Globalization;

using Digest.Model;
using Digest.Store;

using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Benchmarks;

/// <summary>
/// A database with an edition of 24 stories, readers who chose different ones, an issue of 20 stories for each, and its pending delivery: what
/// `digest deliver` finds after composing. For the benchmark, and for crash rounds over the real program.
/// </summary>
internal static class LedgerSeed
{
    private const int Stories = 24;
    private const int PerIssue = 20;
    private const int Choices = 6;

    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "The folder to make the database in.", Required = true };
        var count = new Option<int>("--n") { Description = "Readers.", DefaultValueFactory = _ => 300 };
        var command = new Command("ledger", "Make a database with one due digest for each of N readers: u0@example.org and on.") { data, count };
        command.SetAction((parse, ct) => WriteAsync(parse.GetValue(data)!, parse.GetValue(count), ct));
        return command;
    }

    public static async Task WriteAsync(string folder, int readers, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await using var database = Database.Sqlite(Path.Combine(folder, "digest.db"));
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(ct).ConfigureAwait(false);
        var now = TimeProvider.System.GetUtcNow();
        var edition = await database.WriteAsync(s => EditionStore.AddAsync(s, now, [.. Enumerable.Range(1, Stories).Select(i => Story(i, now))]), ct).ConfigureAwait(false);
        await database.WriteAsync(s => ReadersAsync(s, edition!.Id, readers, now), ct).ConfigureAwait(false);
    }

    // One statement for each table, whatever the number: a million readers in seconds. Every reader's choice is another one of six.
    private static async Task ReadersAsync(Session s, long edition, int readers, DateTimeOffset now)
    {
        await s.ExecuteAsync(
            """
            WITH RECURSIVE reader (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM reader WHERE n < @readers)
            INSERT INTO subscribers (id, address, state, hour, zone, locale, max_stories, created_at, next_due_at)
            SELECT n, 'u' || (n - 1) || '@example.org', 'Active', 6, 'UTC', 'en', 20, @now, @next FROM reader
            """, new { readers, now, next = now.AddDays(1) }).ConfigureAwait(false);
        for (var choice = 0; choice < Choices; choice++)
        {
            await s.ExecuteAsync(
                """
                INSERT INTO issues (id, edition_id, subscriber_id, slot, stories, composed_at)
                SELECT id, @edition, id, @slot, @stories, @now FROM subscribers WHERE id % @choices = @choice
                """,
                new { edition, slot = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), stories = Chosen(choice), now, choices = Choices, choice }).ConfigureAwait(false);
        }

        await s.ExecuteAsync(
            """
            INSERT INTO deliveries (kind, issue_id, subscriber_id, address, domain, message_id, state, priority, due_at, created_at, expires_at)
            SELECT 'Digest', id, id, address, 'example.org', printf('%08xa1b2c3d4e5f6a7b8.%d@digest.example', id - 1, id), 'Pending', 1, @now, @now, @expires FROM subscribers
            """, new { now, expires = now.AddDays(1) }).ConfigureAwait(false);
    }

    // Which four are left out, and where the top ends.
    private static IReadOnlyList<IssueStory> Chosen(int choice) => [.. Enumerable.Range(0, Stories).Where(i => (i + choice) % Choices != 0).Take(PerIssue)
        .Select((i, at) => new IssueStory(1000 + i + 1, at < 5 ? "top" : Topic.All[at % 4].Code, at < 5 ? "top" : "topic"))
        .OrderBy(x => x.Section == "top" ? "" : x.Section, StringComparer.Ordinal)];

    private static EditionStory Story(int i, DateTimeOffset now) => new()
    {
        StoryId = 1000 + i,
        Rank = i,
        Score = 100 - i,
        Topic = Topic.All[i % 4].Code,
        Language = "en",
        Title = $"Ministers meet for the {i}th time to agree on what the harbour town needs after the storm",
        Teaser = $"The talks in hall {i} went on until the morning. A plan for walls, pumps and a wider road was put forward; who is to pay for it was left for the spring, when the town votes.",
        Url = $"https://news{i % 9}.example/2026/11/24/world/ministers-meet-for-the-{i}th-time-on-the-harbour-town",
        SourceName = $"The Example Times {i % 9}",
        SourceId = i % 9,
        ArticleId = i,
        Section = "World",
        Byline = "A. Reporter",
        Picture = new Picture($"https://news{i % 9}.example/pictures/{i}/harbour-1200.jpg", "The harbour wall", "The harbour wall at dawn", "Example Pictures", 1200, 675),
        PublishedAt = now.AddHours(-2),
        SourceCount = 4,
        ArticleCount = 6,
        AlsoIn = [.. Enumerable.Range(0, 3).Select(k => new AlsoIn(20 + k, $"The Other Post {k}", $"Harbour town waits for walls and pumps, report {i}-{k}", $"https://other{k}.example/2026/11/24/harbour-{i}", now.AddHours(-3)))],
        Reason = new PlaceReason("corroboration", 4, 6),
    };
}
