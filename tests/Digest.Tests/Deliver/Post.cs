using System.Text;

using Digest.Deliver;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging;

namespace Digest.Tests.Deliver;

/// <summary>A ledger, a frozen clock, a scripted relay and the step between them: what a delivery test needs.</summary>
internal sealed class Post : IAsyncDisposable
{
    private readonly TestDatabase _test;
    private DeliverStep? _step;

    private Post(TestDatabase test, WatchedClock clock, ScriptedSmtpServer relay)
    {
        (_test, Clock, Relay) = (test, clock, relay);
        Options = new DeliverOptions { Host = "127.0.0.1", Port = relay.Port, Connections = 4 };
        Render = (delivery, _) => ValueTask.FromResult<OutgoingMail?>(Mail(delivery));
    }

    public WatchedClock Clock { get; }

    public ScriptedSmtpServer Relay { get; }

    public Database Database => _test.Database;

    /// <summary>The settings that make the whole program use this ledger.</summary>
    public Dictionary<string, string?> Settings => _test.Settings;

    /// <summary>What was logged as an error: what an operator is told.</summary>
    public Alerts Alerts { get; } = new();

    public DeliverOptions Options { get; set; }

    public RenderMail Render { get; set; }

    public SignMail? Sign { get; set; }

    public static async Task<Post> StartAsync(Func<SmtpStep, SmtpAct?>? script = null, RelayClient client = RelayClient.Lean)
    {
        var clock = new WatchedClock(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
        var post = new Post(await TestDatabase.CreateAsync(clock), clock, await ScriptedSmtpServer.StartAsync(script));
        post.Options = post.Options with { Client = client };
        return post;
    }

    public static OutgoingMail Mail(Delivery delivery) => new("bounce@digest.example", delivery.Address, Encoding.ASCII.GetBytes(
        $"From: Digest <news@digest.example>\r\nTo: {delivery.Address}\r\nMessage-ID: <{delivery.MessageId}>\r\nSubject: The news\r\n\r\n.One line begins with a dot\r\n..and one with two.\r\n"));

    /// <summary>Writes a pending row for each address.</summary>
    public async Task AddAsync(params string[] addresses) => await AddAsync(MailKind.Confirm, TimeSpan.FromDays(2), addresses);

    public Task AddAsync(MailKind kind, TimeSpan life, params string[] addresses) => Database.WriteAsync(async s =>
    {
        foreach (var address in addresses)
        {
            await DeliveryStore.AddAsync(s, new NewDelivery
            {
                Kind = kind,
                Address = address,
                MessageId = $"{Guid.NewGuid():N}@digest.example",
                DueAt = Clock.GetUtcNow(),
                CreatedAt = Clock.GetUtcNow(),
                ExpiresAt = Clock.GetUtcNow() + life,
            });
        }
    });

    /// <summary>An edition with an issue and a digest for each address; its number.</summary>
    public Task<long> AddEditionAsync(long number, params string[] addresses) => Database.WriteAsync(async s =>
    {
        var now = Clock.GetUtcNow();
        var edition = await s.ScalarAsync<long>("INSERT INTO editions (number, cut_at, story_count) VALUES (@number, @at, 0) RETURNING id", new { number, at = now.AddMilliseconds(number) });
        foreach (var address in addresses)
        {
            var subscriber = await s.FirstAsync<long?>("SELECT id FROM subscribers WHERE address = @address", new { address })
                ?? await s.ScalarAsync<long>("INSERT INTO subscribers (address, hour, zone, created_at) VALUES (@address, 7, 'UTC', @now) RETURNING id", new { address, now });
            var issue = await s.ScalarAsync<long>(
                "INSERT INTO issues (edition_id, subscriber_id, slot, stories, composed_at) VALUES (@edition, @subscriber, @slot, '[]', @now) RETURNING id",
                new { edition, subscriber, slot = $"slot-{number}", now });
            await DeliveryStore.AddAsync(s, new NewDelivery
            {
                Kind = MailKind.Digest,
                IssueId = issue,
                SubscriberId = subscriber,
                Address = address,
                MessageId = $"e{number}.{subscriber}@digest.example",
                DueAt = now,
                CreatedAt = now,
                ExpiresAt = now + TimeSpan.FromHours(20),
            });
        }

        return number;
    });

    /// <summary>One run of the step; the same step each time, as in a process that lives on.</summary>
    public async Task<DeliverReport> RunAsync(CancellationToken ct = default) => await (_step ??= NewStep()).RunAsync(null, ct).WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None);

    /// <summary>As after a restart: what the process knew is gone.</summary>
    public void Restart()
    {
        _step?.Dispose();
        _step = null;
    }

    public DeliverStep NewStep() => new(Database, Options, (d, ct) => Render(d, ct), Clock, Alerts, Sign);

    /// <summary>
    /// Moves the clock while something runs, until it is done; and only when whoever it woke sleeps again, the relay hears nothing more and the
    /// ledger has written what it was given, so that on a busy machine no time goes by that the work did not take.
    /// </summary>
    public async Task<T> WhileClockRunsAsync<T>(Task<T> task, TimeSpan step)
    {
        await ClockRunsUntilAsync(() => task.IsCompleted, step, task);
        return await task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>The same, until something is so.</summary>
    /// <param name="done">Asked after each step.</param>
    /// <param name="sooner">What may make it so before the next step.</param>
    public async Task ClockRunsUntilAsync(Func<bool> done, TimeSpan step, Task? sooner = null)
    {
        var (heard, set, woken, still) = (-1, Clock.Set, true, 0);
        for (var i = 0; i < 20_000 && !done(); i++)
        {
            still = heard == (heard = Relay.Heard) ? still + 1 : 0;
            // Who is woken need not sleep again: what it waited for may have come by another way.
            if (still > 0 && (!woken || Clock.Set > set || still > 25))
            {
                set = Clock.Set;
                var rang = Clock.Rang;
                Clock.Advance(step);
                (woken, still) = (Clock.Rang > rang, 0);
            }

            var breath = BreatheAsync();
            await (sooner is null ? breath : Task.WhenAny(sooner, breath));
        }
    }

    // As long as the work would take to be seen doing something: both wait for the same processors and the same ledger.
    private async Task BreatheAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        for (var i = 0; i < 3; i++)
        {
            try
            {
                await Database.WriteAsync(_ => Task.CompletedTask);
            }
            catch (Exception e) when (Database.IsLost(e))
            {
                // A test that cuts the ledger's connections cut this one too.
            }
        }
    }

    public Task<Delivery> RowAsync(string address) => Database.ReadAsync(async s =>
        (await DeliveryStore.ListAsync(s, address, null, null, 10))[0]);

    public Task<IReadOnlyList<Delivery>> RowsAsync() => Database.ReadAsync(s => DeliveryStore.ListAsync(s, null, null, null, 10_000));

    public async Task<IReadOnlyList<Attempt>> AttemptsAsync(string address)
    {
        var row = await RowAsync(address);
        return await Database.ReadAsync(s => DeliveryStore.AttemptsAsync(s, [row.Id]));
    }

    public Task<Suppression?> SuppressionAsync(string address) => Database.ReadAsync(s => SuppressionStore.FindAsync(s, address, Clock.GetUtcNow()));

    public Task<IReadOnlyList<Pause>> PausesAsync() => Database.ReadAsync(s => PauseStore.ListAsync(s, Clock.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        _step?.Dispose();
        await Relay.DisposeAsync();
        await _test.DisposeAsync();
    }
}

/// <summary>Keeps errors that are logged.</summary>
internal sealed class Alerts : ILogger<DeliverStep>
{
    private readonly Lock _lock = new();
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lock (_lock)
            {
                _all.Add(formatter(state, exception));
            }
        }
    }
}
