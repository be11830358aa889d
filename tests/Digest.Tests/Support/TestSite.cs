using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Web;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Digest.Tests.Support;

/// <summary>The whole program on Kestrel at a free port, over a database of its own and a clock that stands; no schedule runs.</summary>
public sealed class TestSite : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _test;
    private readonly WebApplication _app;

    private TestSite(TestDatabase test, WebApplication app, FakeTimeProvider clock)
    {
        _test = test;
        _app = app;
        Clock = clock;
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Url) };
    }

    public FakeTimeProvider Clock { get; }

    /// <summary>http://127.0.0.1:PORT, where it listens; links say Site:BaseUrl, https://news.example unless a test sets it.</summary>
    public string Url { get; }

    /// <summary>Follows no redirects and keeps no cookies.</summary>
    public HttpClient Client { get; }

    public Database Database => _test.Database;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A link as it stands in a mail, as a path of this site.</summary>
    public static string PathOf(string link) => new Uri(link).PathAndQuery;

    public static async Task<TestSite> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var clock = new FakeTimeProvider(Start);
        var test = await TestDatabase.CreateAsync(clock);
        var all = test.Settings;
        all["Web:Listen"] = "http://127.0.0.1:0";
        all["Site:BaseUrl"] = "https://news.example";
        all["Site:Name"] = "The Morning Post";
        all["Templates:Directory"] = Path.Combine(Repository.Root, "templates");
        all["Logging:LogLevel:Default"] = "None";
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        var app = Program.Build(all, clock).UseWeb();
        await app.StartAsync();
        return new TestSite(test, app, clock);
    }

    /// <summary>A reader with a confirmed address.</summary>
    public async Task<long> AddReaderAsync(string address, Choices? choices = null)
    {
        var chosen = choices ?? new Choices { Hour = 7, Zone = "Europe/Berlin", Topics = ["13000000", "15000000"] };
        var now = Clock.GetUtcNow();
        return await Database.WriteAsync(s => SubscriberStore.ActivateAsync(s, new NewSubscriber(
            address, chosen, "Yes, send it.", now, Slot.NextAfter(now, chosen.Hour, chosen.Zone, chosen.Frequency, chosen.WeekDay))));
    }

    public Task<Subscriber?> ReaderAsync(long id) => Database.ReadAsync(s => SubscriberStore.FindAsync(s, id));

    /// <summary>The ledger's rows of one kind, oldest first.</summary>
    public Task<IReadOnlyList<LedgerRow>> MailsAsync(MailKind kind) => Database.ReadAsync(s => s.QueryAsync<LedgerRow>(
        "SELECT id, address, sign_up_id, subscriber_id, state, message_id FROM deliveries WHERE kind = @kind ORDER BY id", new { kind = kind.ToString() }));

    public Task<long> CountAsync(string table) => Database.ReadAsync(s => s.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}"));

    /// <summary>The path of the confirmation link in the newest confirmation mail.</summary>
    public async Task<string> ConfirmPathAsync() =>
        PathOf(Get<SiteLinks>().Confirm((await MailsAsync(MailKind.Confirm))[^1].SignUpId!.Value));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _test.DisposeAsync();
    }

    public sealed record LedgerRow
    {
        public required long Id { get; init; }
        public required string Address { get; init; }
        public long? SignUpId { get; init; }
        public long? SubscriberId { get; init; }
        public required string State { get; init; }
        public required string MessageId { get; init; }
    }
}
