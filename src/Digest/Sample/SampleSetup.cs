using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Digest.Store;

namespace Digest.Sample;

/// <summary>
/// Decides about the conveniences, starts them, and tells the rest of the program by its configuration, in memory. It must be asked
/// before any step is made, since each step reads its options once; Program does so right after the migration.
/// </summary>
public sealed class SampleSetup(
    SampleOptions options, IConfiguration configuration, Database database, MailboxFolder folder, TimeProvider clock, ILogger<SampleSetup> log) : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private SampleActivation? _activation;
    private SamplePress? _press;
    private MailboxServer? _mailbox;

    /// <summary>What is on, once <see cref="EnsureStartedAsync(CancellationToken)"/> has decided.</summary>
    public SampleActivation Activation => _activation ?? throw new InvalidOperationException("EnsureStartedAsync comes first.");

    /// <summary>Where the press stands, or null while it is off.</summary>
    public string? PressUrl { get; private set; }

    /// <summary>The mailbox's SMTP port, or null while it is off.</summary>
    public int? MailPort { get; private set; }

    /// <summary>Starts what should be on, here or, where another Digest of this machine has it running, there. Asked again, it does nothing.</summary>
    public Task<SampleActivation> EnsureStartedAsync(CancellationToken ct) => EnsureStartedAsync(sends: false, ct);

    /// <param name="sends">For a step that only sends mail: with a relay of one's own it needs nothing of this, and another Digest may need the press's port.</param>
    /// <param name="ct">Stops the start.</param>
    public async Task<SampleActivation> EnsureStartedAsync(bool sends, CancellationToken ct)
    {
        await _once.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return _activation ??= await StartAsync(sends, ct).ConfigureAwait(false);
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _once.Dispose();
        if (_press is not null)
        {
            await _press.DisposeAsync().ConfigureAwait(false);
        }

        if (_mailbox is not null)
        {
            await _mailbox.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<SampleActivation> StartAsync(bool sends, CancellationToken ct)
    {
        var decided = SampleActivation.Decide(await FactsAsync(ct).ConfigureAwait(false));
        if (decided is { Press: true, Mailbox: false } && sends)
        {
            decided = decided with { Press = false, IsOffForNow = true, PressWhy = "nothing is gathered here" };
        }
        else if (decided.Press && !await OpenPressAsync(ct).ConfigureAwait(false))
        {
            decided = decided with { Press = false, IsOffForNow = true, PressWhy = $"port {options.PressPort} is taken by another program (Sample:PressPort)" };
        }

        if (decided.Mailbox && !await OpenMailboxAsync(ct).ConfigureAwait(false))
        {
            decided = decided with { Mailbox = false, MailboxWhy = $"port {options.MailPort} is taken by another program (Sample:MailPort)" };
        }

        await RegisterAsync(decided, ct).ConfigureAwait(false);
        Say("sample press", decided.Press, decided.PressWhy);
        Say("development mailbox", decided.Mailbox, decided.MailboxWhy);
        return decided;
    }

    private async Task<SampleFacts> FactsAsync(CancellationToken ct)
    {
        var own = await database.ReadAsync(SampleRegistration.OwnSourcesAsync, ct).ConfigureAwait(false);
        var relay = !string.IsNullOrWhiteSpace(configuration["Deliver:Host"]) || configuration.GetSection("Deliver:Relays").GetChildren().Any();
        return new SampleFacts(options.Enabled, relay, own, File.Exists(Path.GetFullPath("feeds.opml")));
    }

    private async Task<bool> OpenPressAsync(CancellationToken ct)
    {
        var opened = await OpenedAsync(ct).ConfigureAwait(false);
        try
        {
            _press = await SamplePress.StartAsync(options.PressPort, opened, clock, ct).ConfigureAwait(false);
            PressUrl = _press.BaseUrl;
        }
        catch (IOException) when (options.PressPort != 0)
        {
            PressUrl = await IsPressAsync(ct).ConfigureAwait(false) ? $"http://{IPAddress.Loopback}:{options.PressPort}" : null;
        }

        if (PressUrl is null)
        {
            return false;
        }

        var host = new Uri(PressUrl).Authority;
        configuration["Gather:AllowedHosts"] = string.Join(',', new[] { configuration["Gather:AllowedHosts"], host }.Where(h => !string.IsNullOrWhiteSpace(h)));
        var origins = configuration.GetSection("Web:PictureOrigins").GetChildren().Count();
        configuration[string.Create(CultureInfo.InvariantCulture, $"Web:PictureOrigins:{origins}")] = PressUrl;
        return true;
    }

    private async Task<bool> OpenMailboxAsync(CancellationToken ct)
    {
        try
        {
            _mailbox = await MailboxServer.StartAsync(options.MailPort, folder, clock, ct).ConfigureAwait(false);
            MailPort = _mailbox.Port;
        }
        catch (IOException) when (options.MailPort != 0)
        {
            MailPort = await IsMailboxAsync(ct).ConfigureAwait(false) ? options.MailPort : null;
        }

        if (MailPort is null)
        {
            return false;
        }

        configuration["Deliver:Host"] = IPAddress.Loopback.ToString();
        configuration["Deliver:Port"] = MailPort.Value.ToString(CultureInfo.InvariantCulture);
        configuration["Deliver:Security"] = "None";
        return true;
    }

    private async Task RegisterAsync(SampleActivation decided, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (decided.Press)
        {
            var opened = await OpenedAsync(ct).ConfigureAwait(false);
            var (titles, articles) = PressReader.ReadEmbedded();
            await database.WriteAgainAsync(async s =>
            {
                await SampleRegistration.RegisterAsync(s, new PressIssue(titles, articles, opened, PressUrl!), opened).ConfigureAwait(false);
                return true;
            }, ct).ConfigureAwait(false);
        }
        else if (!decided.IsOffForNow && await database.WriteAgainAsync(SampleRegistration.ForgetPressAsync, ct).ConfigureAwait(false) is > 0 and var gone)
        {
            log.LogInformation("The sample press's {Count} titles, their articles and editions are gone from the database", gone);
        }

        await database.WriteAgainAsync(async s => decided.Mailbox
            ? await SampleRegistration.AddReadersAsync(s, options, now).ConfigureAwait(false) || await SampleRegistration.WakeReadersAsync(s, now).ConfigureAwait(false) > 0
            : await SampleRegistration.RestReadersAsync(s).ConfigureAwait(false) > 0, ct).ConfigureAwait(false);
    }

    // Whole minutes: dates in feeds have no fractions.
    private async Task<DateTimeOffset> OpenedAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await database.ReadAsync(SampleRegistration.OpenedAsync, ct).ConfigureAwait(false)
            ?? new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, TimeSpan.Zero);
    }

    private async Task<bool> IsPressAsync(CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            var door = await http.GetStringAsync(new Uri($"http://{IPAddress.Loopback}:{options.PressPort}/"), ct).ConfigureAwait(false);
            return door.Contains("The sample press", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            log.LogDebug(e, "Port {Port} does not answer as a sample press does", options.PressPort);
            return false;
        }
    }

    private async Task<bool> IsMailboxAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, options.MailPort, either.Token).ConfigureAwait(false);
            using var reader = new StreamReader(client.GetStream());
            return (await reader.ReadLineAsync(either.Token).ConfigureAwait(false))?.Contains(SmtpSession.Name, StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogDebug(e, "Port {Port} does not answer as the mailbox does", options.MailPort);
            return false;
        }
    }

    private void Say(string what, bool on, string why) => log.LogInformation("The {What} is {State}: {Why}", what, on ? "on" : "off", why);
}
