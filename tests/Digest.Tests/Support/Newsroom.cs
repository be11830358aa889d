using Digest.Model;
using Digest.Store;

namespace Digest.Tests.Support;

/// <summary>Puts sources, articles, stories and readers straight into the tables, as the steps before would have.</summary>
public static class Newsroom
{
    private static long _key;

    public static async Task<long> SourceAsync(Database database, string name, double weight = 1, string language = "en") => await database.WriteAsync(async s =>
    {
        var source = await s.ScalarAsync<long>(
            "INSERT INTO sources (name, language, weight, created_at) VALUES (@name, @language, @weight, 0) RETURNING id", new { name, language, weight });
        await s.ExecuteAsync("INSERT INTO feeds (source_id, url, created_at) VALUES (@source, @url, 0)", new { source, url = $"https://{name.ToLowerInvariant().Replace(' ', '-')}.example/feed" });
        return source;
    });

    /// <summary>A story told by these sources, one article each; refresh writes its sums, as the stories step does.</summary>
    public static async Task<long> StoryAsync(Database database, string title, string? topic, DateTimeOffset at, IEnumerable<long> sources, Action<ArticleEdit>? edit = null, bool refresh = false) => await database.WriteAsync(async s =>
    {
        var story = await s.ScalarAsync<long>(
            "INSERT INTO stories (lead_article_id, topic, language, first_seen_at, last_seen_at) VALUES (0, @topic, 'en', @at, @at) RETURNING id", new { topic, at });
        foreach (var source in sources)
        {
            await AddArticleAsync(s, story, source, title, at, edit);
        }

        if (refresh)
        {
            await s.ExecuteAsync(
                """
                UPDATE stories SET lead_article_id = (SELECT MIN(article_id) FROM story_articles WHERE story_id = @story),
                    article_count = (SELECT COUNT(*) FROM story_articles WHERE story_id = @story), source_count = @sources
                WHERE id = @story
                """,
                new { story, sources = (long)sources.Distinct().Count() });
        }

        return story;
    });

    public static Task AddArticleAsync(Database database, long story, long source, string title, DateTimeOffset at, Action<ArticleEdit>? edit = null) =>
        database.WriteAsync(s => AddArticleAsync(s, story, source, title, at, edit));

    public static async Task<long> ReaderAsync(Database database, string address, DateTimeOffset nextDueAt, Action<ReaderEdit>? edit = null)
    {
        var e = new ReaderEdit();
        edit?.Invoke(e);
        return await database.WriteAsync(s => s.ScalarAsync<long>(
            """
            INSERT INTO subscribers (address, state, topics, hour, zone, frequency, week_day, locale, languages, max_stories, created_at, confirmed_at, next_due_at, paused_until)
            VALUES (@address, @State, @Topics, @Hour, @Zone, @Frequency, 'Monday', @Locale, @Languages, 12, 0, 0, @next, @PausedUntil) RETURNING id
            """,
            new { address, State = e.State.ToString(), e.Topics, Hour = (long)e.Hour, e.Zone, Frequency = e.Frequency.ToString(), e.Locale, e.Languages, next = e.State == SubscriberState.Active ? nextDueAt : (DateTimeOffset?)null, e.PausedUntil }));
    }

    private static async Task AddArticleAsync(Session s, long story, long source, string title, DateTimeOffset at, Action<ArticleEdit>? edit)
    {
        var e = new ArticleEdit { Title = title };
        edit?.Invoke(e);
        var id = await s.ScalarAsync<long>(
            """
            INSERT INTO articles (source_id, feed_id, identity, identity_key, url, title, teaser, picture, language, published_at, first_seen_at, content_hash)
            VALUES (@source, (SELECT MIN(id) FROM feeds WHERE source_id = @source), @identity, @key, @url, @Title, @Teaser, @Picture, @Language, @at, @at, '') RETURNING id
            """,
            new { source, identity = Guid.NewGuid().ToString(), key = Interlocked.Increment(ref _key), url = $"https://source{source}.example/story/{story}/{at.ToUnixTimeSeconds()}", e.Title, e.Teaser, e.Picture, e.Language, at });
        await s.ExecuteAsync("INSERT INTO story_articles (article_id, story_id, joined_at) VALUES (@id, @story, @at)", new { id, story, at });
    }
}

public sealed class ArticleEdit
{
    public string Title { get; set; } = "";
    public string Teaser { get; set; } = "A teaser that says a little more than the headline does.";
    public Picture? Picture { get; set; }
    public string? Language { get; set; } = "en";
}

public sealed class ReaderEdit
{
    public SubscriberState State { get; set; } = SubscriberState.Active;
    public IReadOnlyList<string> Topics { get; set; } = [];
    public int Hour { get; set; } = 7;
    public string Zone { get; set; } = "Europe/Berlin";
    public Frequency Frequency { get; set; } = Frequency.Daily;
    public string Locale { get; set; } = "en";
    public IReadOnlyList<string> Languages { get; set; } = [];
    public DateTimeOffset? PausedUntil { get; set; }
}
