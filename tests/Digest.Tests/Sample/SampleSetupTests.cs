using System.Net;
using System.Net.Sockets;
using System.Text;

using Digest.Links;
using Digest.Model;
using Digest.Sample;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Sample;

public sealed class SampleSetupTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 3, 0, 30, TimeSpan.Zero));
    private readonly Dictionary<string, string?> _given = [];
    private IConfigurationRoot _configuration = null!;
    private TestDatabase _test = null!;
    private MailboxFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync(_clock);
        _folder = new MailboxFolder(new StoreOptions { Directory = _test.Folder }, _clock);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Registers_the_press_and_two_readers_once()
    {
        await using (var first = Setup())
        {
            (await first.EnsureStartedAsync(default)).ShouldBe(await first.EnsureStartedAsync(default));
        }

        _clock.Advance(TimeSpan.FromHours(5));
        await using var second = Setup();
        await second.EnsureStartedAsync(default);

        (await CountAsync("SELECT COUNT(*) FROM sources")).ShouldBe(13);
        (await CountAsync("SELECT COUNT(*) FROM feeds")).ShouldBe(31);
        (await CountAsync("SELECT COUNT(DISTINCT created_at) FROM sources")).ShouldBe(1);
        var readers = await _test.Database.ReadAsync(s => SubscriberStore.ListAsync(s, 0, 10));
        readers.Select(r => (r.Address, r.Locale, r.State)).ShouldBe([("reader@digest.example", "en", SubscriberState.Active), ("leserin@digest.example", "de", SubscriberState.Active)]);
        readers[0].NextDueAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Opens_no_press_for_a_step_that_sends_by_a_relay_and_forgets_nothing_of_it()
    {
        await using (var first = Setup())
        {
            await first.EnsureStartedAsync(default);
        }

        _given["Deliver:Host"] = "smtp.example";
        await using var setup = Setup();
        var activation = await setup.EnsureStartedAsync(sends: true, default);

        (activation.Press, activation.Mailbox, setup.PressUrl, setup.MailPort).ShouldBe((false, false, null, null));
        (await CountAsync("SELECT COUNT(*) FROM feeds")).ShouldBe(31);
    }

    [Fact]
    public async Task Opens_the_mailbox_for_a_step_that_sends_without_one()
    {
        await using var setup = Setup();
        (await setup.EnsureStartedAsync(sends: true, default)).Mailbox.ShouldBeTrue();
        setup.MailPort.ShouldNotBeNull();
    }

    [Fact]
    public async Task Serves_the_feeds_it_registered_as_they_were_when_the_press_opened()
    {
        await using (var first = Setup())
        {
            await first.EnsureStartedAsync(default);
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        await using var setup = Setup();
        await setup.EnsureStartedAsync(default);
        var urls = await _test.Database.ReadAsync(s => s.QueryAsync<string>("SELECT url FROM feeds"));
        using var http = new HttpClient();
        foreach (var url in urls)
        {
            using var answer = await http.GetAsync(url);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, url);
            answer.Content.Headers.LastModified!.Value.ShouldBeLessThan(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        }
    }

    [Fact]
    public async Task Tells_the_other_capabilities_where_it_is()
    {
        _given["Gather:AllowedHosts"] = "intranet.example:80";
        await using var setup = Setup();
        await setup.EnsureStartedAsync(default);

        _configuration["Gather:AllowedHosts"].ShouldBe("intranet.example:80," + new Uri(setup.PressUrl!).Authority);
        _configuration["Web:PictureOrigins:0"].ShouldBe(setup.PressUrl);
        _configuration["Deliver:Host"].ShouldBe("127.0.0.1");
        _configuration["Deliver:Port"].ShouldBe(setup.MailPort!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Leaves_no_fiction_beside_a_source_of_ones_own_and_comes_back_when_that_is_gone()
    {
        await using (var first = Setup())
        {
            await first.EnsureStartedAsync(default);
        }

        await _test.Database.WriteAsync(async s =>
        {
            foreach (var sql in Aftermath)
            {
                await s.ExecuteAsync(sql);
            }
        });
        await using (var second = Setup())
        {
            var decided = await second.EnsureStartedAsync(default);
            (decided.Press, decided.Mailbox).ShouldBe((false, true));
            decided.PressWhy.ShouldContain("source of your own");
        }

        (await _test.Database.ReadAsync(s => s.QueryAsync<string>("SELECT name FROM sources"))).ShouldBe(["My own"]);
        (await _test.Database.ReadAsync(s => s.QueryAsync<long>("SELECT id FROM stories"))).ShouldBe([8]);
        (await _test.Database.ReadAsync(s => s.QueryAsync<long>("SELECT number FROM editions"))).ShouldBe([2]);
        (await _test.Database.ReadAsync(s => s.QueryAsync<string>("SELECT stories FROM issues ORDER BY id"))).ShouldBe(["[]", "[8]"]);
        (await _test.Database.ReadAsync(s => s.QueryAsync<string>("SELECT state FROM deliveries ORDER BY id"))).ShouldBe(["Cancelled", "Pending"]);

        await _test.Database.WriteAsync(s => s.ExecuteAsync("DELETE FROM sources WHERE name = 'My own'"));
        await using var third = Setup();
        (await third.EnsureStartedAsync(default)).Press.ShouldBeTrue();
        (await CountAsync("SELECT COUNT(*) FROM feeds WHERE state = 'Active'")).ShouldBe(31);
    }

    // One story, edition, issue and mail of the press, and one of a source in a group of the same name.
    private static readonly string[] Aftermath =
    [
        "INSERT INTO sources (name, home_url, folder, created_at) VALUES ('My own', 'https://mine.example/', 'Sample press', 0)",
        "INSERT INTO feeds (source_id, url, created_at) SELECT id, 'https://mine.example/rss', 0 FROM sources WHERE name = 'My own'",
        "INSERT INTO articles (source_id, feed_id, identity, identity_key, url, title, published_at, first_seen_at, content_hash) SELECT MIN(source_id), MIN(id), 'a', 1, 'http://x/a', 'A', 0, 0, '' FROM feeds WHERE url LIKE '%meridian-post/world%'",
        "INSERT INTO articles (source_id, feed_id, identity, identity_key, url, title, published_at, first_seen_at, content_hash) SELECT source_id, id, 'b', 2, 'http://x/b', 'B', 0, 0, '' FROM feeds WHERE url = 'https://mine.example/rss'",
        "INSERT INTO stories (id, lead_article_id, first_seen_at, last_seen_at) VALUES (7, 1, 0, 0), (8, 2, 0, 0)",
        "INSERT INTO story_articles (article_id, story_id, joined_at) SELECT id, CASE WHEN title = 'A' THEN 7 ELSE 8 END, 0 FROM articles",
        "INSERT INTO editions (number, cut_at, story_count) VALUES (1, 1, 1), (2, 2, 1)",
        "INSERT INTO edition_stories (edition_id, rank, story_id, content) SELECT id, 1, 6 + number, '{}' FROM editions",
        "INSERT INTO issues (edition_id, subscriber_id, slot, stories, composed_at) SELECT e.id, s.id, e.number, CASE WHEN e.number = 1 THEN '[7]' ELSE '[8]' END, 0 FROM editions e, subscribers s WHERE s.locale = 'en' ORDER BY e.number",
        "INSERT INTO deliveries (kind, issue_id, subscriber_id, address, domain, message_id, state, due_at, created_at, expires_at) SELECT 'Digest', id, subscriber_id, 'a@x.example', 'x.example', slot, 'Pending', 0, 0, 0 FROM issues ORDER BY id",
    ];

    [Fact]
    public async Task Keeps_the_sample_readers_from_a_real_relay_and_leaves_others_alone()
    {
        await using (var first = Setup())
        {
            await first.EnsureStartedAsync(default);
        }

        var now = _clock.GetUtcNow();
        await _test.Database.WriteAsync(s => SubscriberStore.ActivateAsync(s, new NewSubscriber("me@x.example", new Choices { Hour = 7, Zone = "UTC" }, "yes", now, now)));
        _given["Deliver:Host"] = "smtp.example";
        await using (var second = Setup())
        {
            (await second.EnsureStartedAsync(default)).Mailbox.ShouldBeFalse();
            _configuration["Deliver:Host"].ShouldBe("smtp.example");
        }

        (await CountAsync("SELECT COUNT(*) FROM subscribers WHERE state = 'Active'")).ShouldBe(1);
        _given.Clear();
        await using var third = Setup();
        await third.EnsureStartedAsync(default);
        (await CountAsync("SELECT COUNT(*) FROM subscribers WHERE state = 'Active' AND next_due_at IS NOT NULL")).ShouldBe(3);
    }

    [Fact]
    public async Task Uses_the_press_and_mailbox_of_a_Digest_that_runs_already()
    {
        await using var running = Setup();
        await running.EnsureStartedAsync(default);
        await using var command = Setup(new SampleOptions { PressPort = new Uri(running.PressUrl!).Port, MailPort = running.MailPort!.Value });
        var decided = await command.EnsureStartedAsync(default);

        (decided.Press, decided.Mailbox).ShouldBe((true, true));
        (command.PressUrl, command.MailPort).ShouldBe((running.PressUrl, running.MailPort));
    }

    [Fact]
    public async Task Goes_without_when_a_stranger_holds_the_port()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;
        using var stop = new CancellationTokenSource();
        var talk = StrangeAsync(stranger, stop.Token);
        await using var setup = Setup(new SampleOptions { PressPort = port, MailPort = port });
        var decided = await setup.EnsureStartedAsync(default);

        (decided.Press, decided.Mailbox).ShouldBe((false, false));
        decided.PressWhy.ShouldContain("Sample:PressPort");
        decided.MailboxWhy.ShouldContain("Sample:MailPort");
        _configuration["Deliver:Host"].ShouldBeNull();
        await stop.CancelAsync();
        await talk;
    }

    [Fact]
    public async Task Runs_every_step_once_on_a_fresh_database_and_prints_what_to_open()
    {
        var done = new List<string>();
        await using (var setup = Setup())
        {
            await Run(setup).RunAsync(Steps(done), new StringWriter(), default);
            done.ShouldBe(["gather", "edition", "deliver"]);
        }

        await using var again = Setup();
        var output = new StringWriter();
        await Run(again).RunAsync(Steps(done), output, default);

        done.Count.ShouldBe(3);
        var text = output.ToString();
        text.ShouldContain("Digest is ready.");
        text.ShouldContain("http://127.0.0.1:8080/\n");
        text.ShouldContain("http://127.0.0.1:8080/mailbox\n");
        text.ShouldContain("http://127.0.0.1:8080/mailbox/" + _folder.List()[1]);
        text.ShouldContain("http://127.0.0.1:8080/subscribe\n");
        text.ShouldContain(again.PressUrl + "/\n");
    }

    [Fact]
    public async Task Prints_the_addresses_even_when_a_step_fails()
    {
        await using var setup = Setup();
        var output = new StringWriter();
        await Run(setup).RunAsync([new FirstRunStep("gather", _ => throw new InvalidOperationException("no luck"))], output, default);
        output.ToString().ShouldContain("did not come to its end");
        output.ToString().ShouldContain("/mailbox");
    }

    private List<FirstRunStep> Steps(List<string> done) =>
    [
        new("gather", _ => { done.Add("gather"); return Task.CompletedTask; }),
        new("edition", ct => { done.Add("edition"); return _test.Database.WriteAsync(s => s.ExecuteAsync("INSERT INTO editions (number, cut_at, story_count) VALUES (1, 0, 0)"), ct); }),
        new("deliver", async ct =>
        {
            done.Add("deliver");
            await _folder.AddAsync(Encoding.UTF8.GetBytes("To: reader@digest.example\r\n\r\n"), ct);
            await _folder.AddAsync(Encoding.UTF8.GetBytes("To: leserin@digest.example\r\n\r\n"), ct);
        }),
    ];

    private FirstRun Run(SampleSetup setup)
    {
        var links = new SiteLinks(new SiteOptions(), new Tokens(new LinkKeys([new byte[32]])));
        return new(_test.Database, setup, new SampleOptions(), _folder, links, _clock, NullLogger<FirstRun>.Instance);
    }

    // Each as in a process of its own, with the settings given to it.
    private SampleSetup Setup(SampleOptions? options = null)
    {
        _configuration = new ConfigurationBuilder().AddInMemoryCollection(_given).Build();
        return new(options ?? new SampleOptions { PressPort = 0, MailPort = 0 }, _configuration, _test.Database, _folder, _clock, NullLogger<SampleSetup>.Instance);
    }

    private Task<long> CountAsync(string sql) => _test.Database.ReadAsync(s => s.ScalarAsync<long>(sql));

    private static async Task StrangeAsync(TcpListener stranger, CancellationToken ct)
    {
        try
        {
            for (var i = 0; i < 10; i++)
            {
                using var client = await stranger.AcceptTcpClientAsync(ct);
                await client.GetStream().WriteAsync("HTTP/1.0 200 OK\r\n\r\nsomething else\r\n"u8.ToArray(), ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
