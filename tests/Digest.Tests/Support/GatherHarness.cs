using System.Net;

using Digest.Gather;
using Digest.Gather.Fetch;
using Digest.Gather.Opml;
using Digest.Gather.Pages;
using Digest.Gather.WebSub;
using Digest.Model;
using Digest.Store;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Digest.Tests.Support;

/// <summary>The step on real parts: a feed server, a database, and a clock that stands still at 09:00 on 24 November 2026.</summary>
public sealed class GatherHarness : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _test;

    private GatherHarness(TestDatabase test, FeedServer server, FakeTimeProvider clock, GatherOptions options)
    {
        _test = test;
        Server = server;
        Clock = clock;
        Options = options;
        Guard = new(options, (host, ct) => Dns.GetHostAddressesAsync(host, ct));
        Client = new(options, Guard, UserAgent.Of("The Test", "https://digest.example"), clock);
        Hubs = new(Client, Guard, new("https://digest.example"), test.Database, options, clock, NullLogger<HubStep>.Instance);
        var pages = new PageReader(Client, new(Client, clock), Guard, test.Database, options, clock, NullLogger<PageReader>.Instance);
        Step = new(test.Database, new(Client, test.Database, options, clock, NullLogger<FeedReader>.Instance), pages, Hubs, Guard, options, clock, NullLogger<GatherStep>.Instance);
        Inbox = new(test.Database, clock);
        Import = new(test.Database, Guard, clock);
        Checker = new(Client, Guard, options, clock);
    }

    public FeedServer Server { get; }
    public FakeTimeProvider Clock { get; }
    public GatherOptions Options { get; }
    public AddressGuard Guard { get; }
    public FeedClient Client { get; }
    public GatherStep Step { get; }
    public HubStep Hubs { get; }
    public HubInbox Inbox { get; }
    public FeedImport Import { get; }
    public FeedChecker Checker { get; }
    public Database Database => _test.Database;
    public string Folder => _test.Folder;

    public static async Task<GatherHarness> CreateAsync(Func<GatherOptions, GatherOptions>? change = null)
    {
        var server = await FeedServer.StartAsync();
        var clock = new FakeTimeProvider(Start);
        var options = new GatherOptions { AllowedHosts = server.Authority };
        return new(await TestDatabase.CreateAsync(clock), server, clock, change?.Invoke(options) ?? options);
    }

    /// <summary>Adds a feed of the server to a title, which is made when it is new.</summary>
    public Task<long> AddAsync(string path, string source = "The Gazette", string? section = null) => Database.WriteAsync(async s =>
    {
        var id = await SourceStore.AddAsync(s, new() { Id = 0, Name = source }, Clock.GetUtcNow());
        return (await FeedStore.AddAsync(s, new(id, Server.Url(path), section), Clock.GetUtcNow()))!.Value;
    });

    public Task<GatherReport> GatherAsync(bool all = true) => Step.RunAsync(all, null, TestContextToken);

    public async Task<Feed> FeedAsync(long id) => (await Database.ReadAsync(s => FeedStore.FindAsync(s, id)))!;

    public Task<IReadOnlyList<Article>> ArticlesAsync() => Database.ReadAsync(s => s.QueryAsync<Article>("SELECT * FROM articles ORDER BY id"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await _test.DisposeAsync();
    }

    private static CancellationToken TestContextToken => Xunit.TestContext.Current.CancellationToken;
}
