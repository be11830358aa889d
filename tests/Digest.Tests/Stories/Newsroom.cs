using Digest.Model;
using Digest.Store;
using Digest.Stories;
using Digest.Stories.Topics;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace Digest.Tests.Stories;

/// <summary>A database with titles, feeds and articles, and the stories step over it.</summary>
internal sealed class Newsroom : IAsyncDisposable
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 4, 6, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _test;
    private readonly Dictionary<string, (long Source, long Feed)> _titles = [];
    private int _articles;

    private Newsroom(TestDatabase test) => _test = test;

    public FakeTimeProvider Clock { get; } = new(Morning);

    public Database Database => _test.Database;

    public StoriesOptions Options { get; init; } = new();

    public static async Task<Newsroom> OpenAsync(StoriesOptions? options = null) =>
        new(await TestDatabase.CreateAsync()) { Options = options ?? new StoriesOptions() };

    public StoriesStep Step() => new(
        Database, new TopicModelFile(new StoreOptions { Directory = _test.Folder }, NullLogger<TopicModelFile>.Instance), Options, Clock, NullLogger<StoriesStep>.Instance);

    public Task<StoriesReport> RunAsync() => Step().RunAsync(null, TestContext.Current.CancellationToken);

    /// <summary>An article of a title, so many hours before the clock.</summary>
    public async Task<long> PublishAsync(
        string title, string headline, string teaser = "", double hoursAgo = 1, string language = "en", string? section = null, bool backlog = false, string? feedSection = null)
    {
        var (source, feed) = await TitleAsync(title, language, feedSection);
        var at = Clock.GetUtcNow().AddHours(-hoursAgo);
        var number = ++_articles;
        return await Database.WriteAsync(s => s.ScalarAsync<long>(
            """
            INSERT INTO articles (source_id, feed_id, identity, identity_key, url_key, url, title, teaser, section, language, published_at, first_seen_at, backlog, content_hash)
            VALUES (@source, @feed, @identity, @number, @number, @url, @headline, @teaser, @section, @language, @at, @at, @backlog, '') RETURNING id
            """,
            new { source, feed, number, identity = "a" + number, url = $"https://{title}.example/a{number}", headline, teaser, section, language, at, backlog }));
    }

    public Task<long> StoryOfAsync(long article) => Database.ReadAsync(s =>
        s.ScalarAsync<long>("SELECT story_id FROM story_articles WHERE article_id = @article", new { article }));

    public Task<IReadOnlyList<StoryCandidate>> CandidatesAsync() =>
        Database.ReadAsync(s => StoryStore.CandidatesAsync(s, Clock.GetUtcNow().AddHours(-36), Clock.GetUtcNow()));

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    private async Task<(long Source, long Feed)> TitleAsync(string title, string language, string? section)
    {
        if (_titles.TryGetValue(title + section, out var known))
        {
            return known;
        }

        var ids = await Database.WriteAsync(async s =>
        {
            var source = await s.ScalarAsync<long>(
                """
                INSERT INTO sources (name, language, created_at) VALUES (@title, @language, 0)
                ON CONFLICT (name) DO UPDATE SET language = excluded.language RETURNING id
                """,
                new { title, language });
            var feed = await s.ScalarAsync<long>(
                "INSERT INTO feeds (source_id, url, section, created_at) VALUES (@source, @url, @section, 0) RETURNING id",
                new { source, url = $"https://{title}.example/{section}.xml", section });
            return (source, feed);
        });
        return _titles[title + section] = ids;
    }
}
