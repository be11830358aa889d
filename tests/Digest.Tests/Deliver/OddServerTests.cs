using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using Digest.Deliver;
using Digest.Deliver.Doctor;
using Digest.Deliver.Smtp;
using Digest.Model;
using Digest.Tests.Support;

using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

/// <summary>Servers that are out of step, odd, or set up badly; seen against the program itself first.</summary>
public sealed class OddServerTests
{
    private static readonly string[] Three = ["a@example.org", "b@example.org", "c@example.org"];

    public static TheoryData<RelayClient> Clients => [RelayClient.Lean, RelayClient.MailKit];

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_421_behind_a_refusal_of_the_same_group_charges_nobody_else(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: "RCPT", To: "a@example.org", Connection: 1 } ? SmtpAct.ReplyThenCut("550 5.1.1 no\r\n421 4.3.2 closing") : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(2);

        (await post.RowAsync("a@example.org")).State.ShouldBe(DeliveryState.Hard);
        (await post.RowsAsync()).ShouldAllBe(r => r.Attempts == 1);
    }

    [Theory]
    [InlineData(RelayClient.Lean, true, "421 4.3.2 closing")]
    [InlineData(RelayClient.Lean, false, "421 4.3.2 closing")]
    [InlineData(RelayClient.MailKit, true, "421 4.3.2 closing")]
    [InlineData(RelayClient.MailKit, false, "421 4.3.2 closing")]
    [InlineData(RelayClient.Lean, true, null)]
    [InlineData(RelayClient.Lean, false, null)]
    public async Task A_relay_that_closes_when_it_is_asked_to_begin_anew_charges_nobody_and_is_not_down(RelayClient client, bool pipelining, string? goodbye)
    {
        await using var post = await Post.StartAsync(s => s switch
        {
            { Verb: "RCPT", To: "a@example.org" } => SmtpAct.Reply("550 5.1.1 no such user"),
            { Verb: "RSET" } => goodbye is null ? SmtpAct.Cut : SmtpAct.ReplyThenCut(goodbye),
            _ => null,
        }, client);
        post.Options = post.Options with { Connections = 1 };
        _ = pipelining || post.Relay.Offers.Remove("PIPELINING");
        await post.AddAsync(Three);

        (await post.RunAsync()).ShouldBe(new DeliverReport { Submitted = 2, Hard = 1 });

        (await post.RowsAsync()).ShouldAllBe(r => r.Attempts == 1);
        post.Relay.Connections.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_354_after_the_end_of_the_data_is_no_promise(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: ".", Connection: 1 } ? SmtpAct.Reply("354 go on") : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        await post.RunAsync();

        (await post.RowAsync("a@example.org")).ShouldSatisfyAllConditions(r => r.State.ShouldBe(DeliveryState.Submitted), r => r.Doubts.ShouldBe(1));
        post.Relay.Mails.Select(m => m.To[0]).Order().ShouldBe(Three);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task An_answer_nobody_asked_for_is_not_taken_for_the_one_to_the_mail(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s switch
        {
            { Verb: "DATA", Connection: 1 } => SmtpAct.Reply("354 go\r\n250 2.0.0 Ok: queued"),
            { Verb: ".", Connection: 1 } => SmtpAct.Reply("554 5.7.1 refused"),
            _ => null,
        }, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        await post.RunAsync();

        var submitted = (await post.RowsAsync()).Where(r => r.State == DeliveryState.Submitted).Select(r => r.Address).Order().ToList();
        submitted.ShouldBe(post.Relay.Mails.Select(m => m.To[0]).Order());
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Answers_said_with_the_hello_are_not_taken_for_those_to_a_mail(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s switch
        {
            { Verb: "EHLO", Connection: 1 } => SmtpAct.Reply("250-scripted\r\n250 PIPELINING\r\n250 ok\r\n250 ok\r\n354 go"),
            { Verb: "RCPT", Connection: 1 } => SmtpAct.Reply("550 5.1.1 no such user"),
            _ => null,
        }, client);
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(0);

        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Pending && r.Attempts == 0);
        post.Relay.Mails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RelayClient.Lean, "DATA", "354 go\r\n354 do go")]
    [InlineData(RelayClient.MailKit, "DATA", "354 go\r\n354 do go")]
    [InlineData(RelayClient.Lean, "RCPT", "334 ")]
    [InlineData(RelayClient.MailKit, "RCPT", "334 ")]
    [InlineData(RelayClient.Lean, "MAIL", "334 VXNlcm5hbWU6")]
    [InlineData(RelayClient.MailKit, "MAIL", "334 VXNlcm5hbWU6")]
    public async Task What_agrees_to_something_else_is_left_with_nothing_sent_and_nothing_in_doubt(RelayClient client, string verb, string reply)
    {
        await using var post = await Post.StartAsync(s => s.Verb == verb && s.Connection == 1 ? SmtpAct.Reply(reply) : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        await post.RunAsync();

        (await post.RowAsync("a@example.org")).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(DeliveryState.Deferred), r => r.Cause.ShouldBe("protocol"), r => r.Doubts.ShouldBe(0), r => r.Reply.ShouldNotBeNullOrEmpty());
        post.Relay.Mails.Select(m => m.To[0]).Order().ShouldBe(Three[1..]);
    }

    [Fact]
    public async Task A_reply_has_one_deadline_however_many_lines_drip_in()
    {
        var clock = new FakeTimeProvider();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var wire = await Wire.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, TimeSpan.FromSeconds(5), clock, CancellationToken.None);
        using var server = await listener.AcceptTcpClientAsync();
        var reply = wire.ReadAsync(TimeSpan.FromSeconds(10)).AsTask();
        for (var i = 0; i < 20 && !reply.IsCompleted; i++)
        {
            try
            {
                await server.GetStream().WriteAsync("250-wait\r\n"u8.ToArray());
            }
            catch (IOException)
            {
                // It hung up: what it says of that is below.
                break;
            }

            await Task.WhenAny(reply, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
            clock.Advance(TimeSpan.FromSeconds(4));
        }

        (await Should.ThrowAsync<BrokenException>(() => reply.WaitAsync(TimeSpan.FromMinutes(2)))).Kind.ShouldBe(Break.TimedOut);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_servers_words_are_kept_whole_and_can_be_printed(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => (s.Verb, s.To) switch
        {
            ("RCPT", "a@example.org") => SmtpAct.Reply("550-5.7.1 Our system thinks\r\n550-5.7.1 that this is \u001b[31mspam\0\r\n550 5.7.1 see there"),
            ("RCPT", "b@example.org") => SmtpAct.Reply($"450 4.2.1 {new string('x', 484)}\U0001f4ee{new string('y', 100)}"),
            _ => null,
        }, client);
        await post.AddAsync(Three);

        await post.RunAsync();

        (await post.RowAsync("a@example.org")).Reply.ShouldBe("550 5.7.1 Our system thinks that this is  [31mspam  see there");
        var cut = (await post.RowAsync("b@example.org")).Reply.ShouldNotBeNull();
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(cut).ShouldBeGreaterThan(490);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_certificate_is_trusted_by_way_of_what_the_server_sends_along(RelayClient client)
    {
        using var root = Issue("root", null, authority: true);
        using var between = Issue("between", root, authority: true);
        using var own = Issue("localhost", between, authority: false);
        (await OverTlsAsync(client, own, between, root)).Submitted.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_certificate_that_ran_out_is_not_trusted_and_the_operator_reads_why(RelayClient client)
    {
        using var root = Issue("root", null, authority: true);
        using var own = Issue("localhost", root, authority: false, TimeSpan.FromDays(-1));
        var stopped = (await OverTlsAsync(client, own, null, root)).Stopped.ShouldNotBeNull();
        stopped.ShouldContain("valid until");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_relay_whose_files_cannot_be_read_rests_and_the_other_sends(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        await using var second = await ScriptedSmtpServer.StartAsync();
        post.Options = post.Options with
        {
            User = "digest",
            PasswordFile = "/nowhere/secret",
            Relays =
            [
                new RelayOptions { Name = "second", Host = "127.0.0.1", Port = second.Port },
                new RelayOptions { Name = "third", Host = "127.0.0.1", Port = second.Port, Security = RelaySecurity.Tls, TrustedCertificates = "/nowhere/roots.pem", Client = client },
            ],
        };
        post.Relay.Offers.Add("AUTH PLAIN");
        await post.AddAsync([.. Enumerable.Range(0, 60).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Submitted.ShouldBe(60);

        second.Mails.Count.ShouldBe(60);
        var pauses = await post.PausesAsync();
        pauses.ShouldContain(p => p.Reason.Contains("/nowhere/secret", StringComparison.Ordinal));
        pauses.ShouldContain(p => p.Reason.Contains("/nowhere/roots.pem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_challenge_that_makes_no_sense_is_the_relays_fault()
    {
        await using var post = await Post.StartAsync(s => s.Verb == "AUTH" ? SmtpAct.Reply("334 !!!") : null);
        post.Relay.Offers.Add("AUTH SCRAM-SHA-256");
        post.Options = post.Options with { User = "digest", Password = "secret" };
        await post.AddAsync(Three);

        (await post.RunAsync()).Stopped.ShouldNotBeNull().ShouldContain("SCRAM-SHA-256");
        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Pending && r.Attempts == 0);
    }

    [Fact]
    public async Task What_a_relay_bears_is_asked_again_after_an_hour()
    {
        var strict = true;
        await using var post = await Post.StartAsync(s => strict && s is { Verb: "MAIL", MailsBefore: >= 2 } ? SmtpAct.ReplyThenCut("421 4.3.2 Restarting") : null);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync([.. Enumerable.Range(0, 6).Select(i => $"u{i}@example.org")]);
        (await post.RunAsync()).Submitted.ShouldBe(6);
        var before = post.Relay.Connections;
        before.ShouldBeGreaterThan(2);

        strict = false;
        post.Clock.Advance(TimeSpan.FromMinutes(61));
        await post.AddAsync([.. Enumerable.Range(0, 9).Select(i => $"v{i}@example.org")]);
        (await post.RunAsync()).Submitted.ShouldBe(9);

        post.Relay.Connections.ShouldBe(before + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task A_relay_that_comes_back_takes_part_in_the_wave_that_goes_on(int weightOfTheOther)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: "CONNECT", Connection: 1 } ? SmtpAct.ReplyThenCut("421 4.3.2 Restarting") : null);
        await using var other = await ScriptedSmtpServer.StartAsync();
        post.Options = post.Options with
        {
            ProbeAfter = TimeSpan.FromSeconds(3),
            Relays = [new RelayOptions { Name = "other", Host = "127.0.0.1", Port = other.Port, Connections = 1, MaxPerSecond = 1, Weight = weightOfTheOther }],
        };
        await post.AddAsync([.. Enumerable.Range(0, 60).Select(i => $"u{i}@example.org")]);

        (await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(200))).Submitted.ShouldBe(60);

        other.Mails.ShouldNotBeEmpty();
        post.Relay.Mails.Count.ShouldBe(60 - other.Mails.Count);
        post.Relay.Mails.Count.ShouldBeGreaterThan(20);
    }

    // The framework throws what the socket said, unwrapped, when the host hangs up in the moment the connection stands.
    [Fact]
    public async Task A_host_that_hangs_up_at_once_is_a_finding()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var hangsUp = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var client = await listener.AcceptSocketAsync();
                client.LingerState = new LingerOption(true, 0);
            }
        }, CancellationToken.None);
        for (var i = 0; i < 100; i++)
        {
            (await Instruments.PostAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None)).Error.ShouldNotBeNull();
        }

        await hangsUp.WaitAsync(TimeSpan.FromMinutes(2));
    }

    private static async Task<DeliverReport> OverTlsAsync(RelayClient client, X509Certificate2 own, X509Certificate2? between, X509Certificate2 root)
    {
        await using var post = await Post.StartAsync(client: client);
        post.Relay.Certificate = own;
        if (between is not null)
        {
            post.Relay.Issuers.Add(between);
        }

        var pem = Path.GetTempFileName();
        await File.WriteAllTextAsync(pem, root.ExportCertificatePem());
        post.Options = post.Options with { Host = "localhost", Security = RelaySecurity.StartTls, TrustedCertificates = pem };
        await post.AddAsync(Three);
        var report = await post.RunAsync();
        File.Delete(pem);
        return report;
    }

    private static X509Certificate2 Issue(string name, X509Certificate2? by, bool authority, TimeSpan? until = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        if (!authority)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }

        var (from, to) = (DateTimeOffset.UnixEpoch.AddYears(50), TimeProvider.System.GetUtcNow() + (until ?? TimeSpan.FromDays(30)));
        if (by is null)
        {
            using var self = request.CreateSelfSigned(from, to);
            return X509CertificateLoader.LoadPkcs12(self.Export(X509ContentType.Pkcs12), null);
        }

        using var signed = request.Create(by, from, to < by.NotAfter ? to : by.NotAfter, RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
