using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

using Digest.Compose;
using Digest.Deliver;
using Digest.Editions;
using Digest.Gather;
using Digest.Model;
using Digest.Sample;
using Digest.Stories;
using Digest.Tests.Support;

using MimeKit;

using Shouldly;

using Xunit;

namespace Digest.Tests.Scenarios;

/// <summary>From socket to socket: real feeds over HTTP at one end, a real SMTP conversation at the other, every step by its one call.</summary>
public sealed class DailyDigestTests
{
    private static readonly DateTimeOffset Opened = TestSite.Start;

    [Fact]
    public async Task Brings_the_days_stories_of_many_titles_to_a_reader_at_their_hour_once()
    {
        await using var relay = await ScriptedSmtpServer.StartAsync();
        await using var day = await Day.StartAsync(relay.Port);
        await day.Site.AddReaderAsync("anna@example.org");

        // The evening before: nobody is due, nothing is sent.
        await day.AroundAsync();
        relay.Mails.ShouldBeEmpty();

        // 07:00 in Berlin on the next day; the whole way twice, as a schedule would.
        day.Site.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        await day.AroundAsync();
        await day.AroundAsync();

        var mail = Parse(relay.Mails.ShouldHaveSingleItem().Data);
        mail.To.Mailboxes.Single().Address.ShouldBe("anna@example.org");
        mail.Subject.ShouldNotBeNullOrWhiteSpace();
        mail.HtmlBody!.Split("<h3").Length.ShouldBeGreaterThan(8);
        string.Join(' ', mail.TextBody!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain(mail.Subject);
        mail.HtmlBody.ShouldContain("Also in");
    }

    [Fact]
    public async Task Leaves_the_database_as_it_was_when_a_scanner_fetches_every_link_of_a_mail()
    {
        await using var relay = await ScriptedSmtpServer.StartAsync();
        await using var day = await Day.StartAsync(relay.Port);
        await day.Site.AddReaderAsync("anna@example.org");
        day.Site.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        await day.AroundAsync();

        var mail = Parse(relay.Mails.Single().Data);
        var links = Unchanged.LinksIn(mail.HtmlBody!).Union(Unchanged.LinksIn(mail.TextBody!)).Append(UnsubscribeLink(mail)).ToList();
        (await Unchanged.ByFetchingAsync(day.Site.Database, day.Site.Client, links, "https://news.example")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task One_click_on_the_header_of_a_digest_ends_it_before_the_next()
    {
        await using var relay = await ScriptedSmtpServer.StartAsync();
        await using var day = await Day.StartAsync(relay.Port);
        await day.Site.AddReaderAsync("anna@example.org");
        day.Site.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        await day.AroundAsync();
        var mail = Parse(relay.Mails.Single().Data);
        mail.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");

        using var body = new StringContent("List-Unsubscribe=One-Click", MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
        using var answer = await day.Site.Client.PostAsync(new Uri(UnsubscribeLink(mail)).PathAndQuery, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        day.Site.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 26, 6, 0, 0, TimeSpan.Zero));
        await day.AroundAsync();
        relay.Mails.Count(m => m.Header("List-Unsubscribe") is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Postfix_takes_what_is_submitted()
    {
        using var sink = await Sink.StartAsync();
        await using var day = await Day.StartAsync(sink.Port);
        await day.Site.AddReaderAsync("anna@example.org");
        await day.Site.AddReaderAsync("bruno@example.org");
        day.Site.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        await day.AroundAsync();

        var rows = await day.Site.MailsAsync(MailKind.Digest);
        rows.Select(r => r.State).ShouldBe(["Submitted", "Submitted"]);
        sink.Received().ShouldBe(2);
    }

    private static MimeMessage Parse(byte[] data) => MimeMessage.Load(new MemoryStream(data));

    private static string UnsubscribeLink(MimeMessage mail) => mail.Headers["List-Unsubscribe"]!.Split('>')[0].Trim(' ', '<');

    /// <summary>The whole program between a sample press and a relay.</summary>
    private sealed class Day(TestSite site, SamplePress press) : IAsyncDisposable
    {
        public TestSite Site => site;

        public static async Task<Day> StartAsync(int relayPort)
        {
            var press = await SamplePress.StartAsync(0, Opened, TimeProvider.System);
            var site = await TestSite.StartAsync(new Dictionary<string, string?>
            {
                ["Gather:AllowedHosts"] = new Uri(press.BaseUrl).Authority,
                ["Gather:HostPause"] = "00:00:00",
                ["Deliver:Host"] = "127.0.0.1",
                ["Deliver:Port"] = relayPort.ToString(CultureInfo.InvariantCulture),
            });
            var (titles, articles) = PressReader.ReadEmbedded();
            await site.Database.WriteAsync(s => SampleRegistration.RegisterAsync(s, new PressIssue(titles, articles, Opened, press.BaseUrl), Opened));
            return new Day(site, press);
        }

        public async Task AroundAsync()
        {
            var gathered = await site.Get<GatherStep>().RunAsync(all: false, null, CancellationToken.None);
            gathered.Failures.ShouldBeEmpty();
            await site.Get<StoriesStep>().RunAsync(null, CancellationToken.None);
            await site.Get<EditionStep>().RunAsync();
            await site.Get<ComposeStep>().RunAsync();
            (await site.Get<DeliverStep>().RunAsync(null, CancellationToken.None)).Stopped.ShouldBeNull();
        }

        public async ValueTask DisposeAsync()
        {
            await site.DisposeAsync();
            await press.DisposeAsync();
        }
    }

    /// <summary>Postfix's own smtp-sink, on a free port, which counts what it takes into a file.</summary>
    private sealed class Sink : IDisposable
    {
        private readonly Process _process;
        private readonly string _folder;

        private Sink(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

        public int Port { get; }

        public static async Task<Sink> StartAsync()
        {
            var port = FreePort();
            var folder = Directory.CreateTempSubdirectory("digest-sink-").FullName;
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
            var start = new ProcessStartInfo("/usr/sbin/smtp-sink") { WorkingDirectory = folder, RedirectStandardError = true };
            // It refuses to run as root, and gives that up for the named user.
            if (Environment.UserName == "root")
            {
                start.ArgumentList.Add("-u");
                start.ArgumentList.Add("nobody");
            }

            foreach (var argument in new[] { "-D", "mail.", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "20" })
            {
                start.ArgumentList.Add(argument);
            }

            var sink = new Sink(Process.Start(start)!, folder, port);
            for (var i = 0; i < 500 && !await sink.AnswersAsync(); i++)
            {
                sink._process.HasExited.ShouldBeFalse("smtp-sink ended: " + (sink._process.HasExited ? await sink._process.StandardError.ReadToEndAsync() : ""));
            }

            return sink;
        }

        /// <summary>How many mails its files hold: each begins with the peer's address as a header.</summary>
        public int Received() => Directory.GetFiles(_folder).Sum(f => File.ReadLines(f).Count(l => l.StartsWith("X-Rcpt-Args: ", StringComparison.Ordinal)));

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private async Task<bool> AnswersAsync()
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                using var reader = new StreamReader(client.GetStream());
                return (await reader.ReadLineAsync())?.StartsWith("220", StringComparison.Ordinal) == true;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return false;
            }
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
