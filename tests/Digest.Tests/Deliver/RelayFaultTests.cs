using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Digest.Deliver;
using Digest.Model;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

/// <summary>What a relay can do wrong before a mail is under way; each with both clients. Numbers are those of the fault matrix.</summary>
public sealed class RelayFaultTests
{
    private static readonly string[] Three = ["a@example.org", "b@example.org", "c@example.org"];

    public static TheoryData<RelayClient> Clients => [RelayClient.Lean, RelayClient.MailKit];

    // 1
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_relay_that_is_away_charges_nobody_and_is_probed_less_and_less_often(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        var port = post.Relay.Port;
        await post.Relay.DisposeAsync();
        post.Options = post.Options with { Port = port };
        await post.AddAsync(Three);

        (await post.RunAsync()).Stopped!.ShouldContain("2026-11-24 06:00:30");
        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Pending && r.Attempts == 0);
        post.Clock.Advance(TimeSpan.FromSeconds(31));
        (await post.RunAsync()).Stopped!.ShouldContain("2026-11-24 06:01:31");
        post.Alerts.All.ShouldBeEmpty();
        for (var i = 0; i < 8; i++)
        {
            post.Clock.Advance(TimeSpan.FromMinutes(16));
            await post.RunAsync();
        }

        post.Alerts.All.ShouldHaveSingleItem().ShouldStartWith($"No mail has gone through 127.0.0.1:{port} since 2026-11-24 06:00:00Z");
        (await post.RunAsync()).Stopped!.ShouldContain(post.Clock.GetUtcNow().AddMinutes(15).ToString("HH:mm:ss", null));
    }

    // 2
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Waits_for_a_slow_greeting_then_counts_the_relay_as_down(RelayClient client)
    {
        // The clock moves only once the connection stands: on a busy machine that takes its time, which is not the relay's.
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var post = await Post.StartAsync(s => s.Verb == "CONNECT" && (connected.TrySetResult() || connected.Task.IsCompleted) ? SmtpAct.Hang : null, client);
        await post.AddAsync(Three);

        var run = post.RunAsync();
        await connected.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var report = await post.WhileClockRunsAsync(run, TimeSpan.FromSeconds(10));

        report.Stopped!.ShouldContain("in time");
        // Five minutes, RFC 5321 4.5.3.2.1: the clock may have stood at 06:00 sharp when the wait began.
        post.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(new DateTimeOffset(2026, 11, 24, 6, 5, 0, TimeSpan.Zero));
        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Pending && r.Attempts == 0);
    }

    // 3, 5, 8
    [Theory]
    [InlineData(RelayClient.Lean, "CONNECT", "421 4.3.2 Service not available")]
    [InlineData(RelayClient.MailKit, "CONNECT", "421 4.3.2 Service not available")]
    [InlineData(RelayClient.Lean, "CONNECT", "554 5.7.1 No SMTP service here")]
    [InlineData(RelayClient.MailKit, "CONNECT", "554 5.7.1 No SMTP service here")]
    [InlineData(RelayClient.Lean, "CONNECT", "HTTP/1.1 400 Bad Request")]
    [InlineData(RelayClient.MailKit, "CONNECT", "HTTP/1.1 400 Bad Request")]
    [InlineData(RelayClient.Lean, "EHLO", "")]
    [InlineData(RelayClient.MailKit, "EHLO", "")]
    [InlineData(RelayClient.Lean, "AUTH", "454 4.7.0 Temporary authentication failure")]
    [InlineData(RelayClient.MailKit, "AUTH", "454 4.7.0 Temporary authentication failure")]
    [InlineData(RelayClient.Lean, "AUTH", "")]
    [InlineData(RelayClient.MailKit, "AUTH", "")]
    // 10
    [InlineData(RelayClient.Lean, "MAIL", "450 4.3.0 not now")]
    [InlineData(RelayClient.MailKit, "MAIL", "450 4.3.0 not now")]
    public async Task A_relay_that_refuses_everybody_is_tried_later_and_no_recipient_is_charged(RelayClient client, string verb, string reply)
    {
        await using var post = await Post.StartAsync(s => s.Verb == verb ? reply.Length == 0 ? SmtpAct.Cut : SmtpAct.ReplyThenCut(reply) : null, client);
        post.Relay.Login = verb == "AUTH" ? ("digest", "secret") : null;
        post.Options = post.Options with { User = verb == "AUTH" ? "digest" : null, Password = "secret" };
        await post.AddAsync(Three);

        (await post.RunAsync()).Stopped!.ShouldContain("left alone until");
        (await post.RunAsync()).Stopped!.ShouldContain("left alone until");

        post.Relay.Connections.ShouldBeLessThanOrEqualTo(verb == "MAIL" ? 4 : 1);
        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Pending && r.Attempts == 0);
        post.Relay.Script = null;
        post.Clock.Advance(TimeSpan.FromSeconds(31));
        (await post.RunAsync()).Submitted.ShouldBe(3);
    }

    // 4, 39
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Falls_back_to_helo_and_one_command_at_a_time(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s.Verb == "EHLO" ? SmtpAct.Reply("502 5.5.1 no EHLO") : null, client);
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(3);

        post.Relay.Commands.ShouldContain(c => c.Contains("HELO", StringComparison.Ordinal));
        post.Relay.Commands.ShouldNotContain(c => c.Contains("SIZE=", StringComparison.Ordinal));
    }

    // 6
    [Theory]
    [InlineData(RelayClient.Lean, "missing")]
    [InlineData(RelayClient.MailKit, "missing")]
    [InlineData(RelayClient.Lean, "454")]
    [InlineData(RelayClient.MailKit, "454")]
    [InlineData(RelayClient.Lean, "garbage")]
    [InlineData(RelayClient.MailKit, "garbage")]
    [InlineData(RelayClient.Lean, "hang")]
    [InlineData(RelayClient.MailKit, "hang")]
    [InlineData(RelayClient.Lean, "untrusted")]
    [InlineData(RelayClient.MailKit, "untrusted")]
    public async Task Nothing_goes_out_in_clear_when_tls_fails(RelayClient client, string how)
    {
        using var certificate = Certificate();
        await using var post = await Post.StartAsync(s => (s.Verb, how) switch
        {
            ("STARTTLS", "454") => SmtpAct.Reply("454 4.7.0 TLS not available"),
            ("STARTTLS", "garbage") => SmtpAct.ReplyThenCut("220 go\r\nnot tls at all"),
            ("STARTTLS", "hang") => SmtpAct.Hang,
            _ => null,
        }, client);
        post.Relay.Certificate = how == "missing" ? null : certificate;
        post.Options = post.Options with { Security = RelaySecurity.StartTls };
        await post.AddAsync(Three);

        var report = await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromSeconds(10));

        report.Stopped.ShouldNotBeNull();
        post.Relay.Commands.ShouldNotContain(c => c.Contains("MAIL", StringComparison.Ordinal));
        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Pending && r.Attempts == 0);
        (await post.PausesAsync()).ShouldHaveSingleItem().Scope.ShouldStartWith("relay:");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Sends_over_tls_to_a_relay_whose_certificate_is_trusted(RelayClient client)
    {
        using var certificate = Certificate();
        await using var post = await Post.StartAsync(client: client);
        post.Relay.Certificate = certificate;
        post.Relay.Login = ("digest", "secret");
        var pem = Path.GetTempFileName();
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
        post.Options = post.Options with { Host = "localhost", Security = RelaySecurity.StartTls, TrustedCertificates = pem, User = "digest", Password = "secret" };
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(3);
        File.Delete(pem);
    }

    // 7, 9
    [Theory]
    [InlineData(RelayClient.Lean, true)]
    [InlineData(RelayClient.MailKit, true)]
    [InlineData(RelayClient.Lean, false)]
    [InlineData(RelayClient.MailKit, false)]
    public async Task A_relay_that_does_not_let_us_in_rests_for_five_minutes_even_after_a_restart(RelayClient client, bool wrongPassword)
    {
        await using var post = await Post.StartAsync(client: client);
        post.Relay.Login = ("digest", "secret");
        post.Options = post.Options with { User = wrongPassword ? "digest" : null, Password = "wrong", Connections = 1 };
        await post.AddAsync(Three);

        (await post.RunAsync()).Stopped.ShouldNotBeNull();
        post.Restart();
        post.Clock.Advance(TimeSpan.FromMinutes(4));
        (await post.RunAsync()).Stopped.ShouldNotBeNull();

        post.Relay.Connections.ShouldBe(1);
        post.Relay.Mails.ShouldBeEmpty();
        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Pending && r.Attempts == 0);
        post.Restart();
        post.Options = post.Options with { User = "digest", Password = "secret" };
        post.Clock.Advance(TimeSpan.FromMinutes(2));
        var report = await post.RunAsync();
        report.Submitted.ShouldBe(3, report.Stopped);
    }

    // 11, 25
    [Theory]
    [InlineData(RelayClient.Lean, "MAIL", "550 5.7.1 Sender refused", DeliveryState.Pending)]
    [InlineData(RelayClient.MailKit, "MAIL", "550 5.7.1 Sender refused", DeliveryState.Pending)]
    [InlineData(RelayClient.Lean, "DATA", "554 5.3.0 no", DeliveryState.Deferred)]
    [InlineData(RelayClient.MailKit, "DATA", "554 5.3.0 no", DeliveryState.Deferred)]
    // 28
    [InlineData(RelayClient.Lean, ".", "550 5.7.26 Unauthenticated mail is not accepted", DeliveryState.Blocked)]
    [InlineData(RelayClient.MailKit, ".", "550 5.7.26 Unauthenticated mail is not accepted", DeliveryState.Blocked)]
    public async Task A_fault_of_ours_pauses_the_edition_at_the_third_in_a_row_and_suppresses_nobody(RelayClient client, string verb, string reply, DeliveryState state)
    {
        await using var post = await Post.StartAsync(s => s.Verb == verb ? SmtpAct.Reply(reply) : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddEditionAsync(7, [.. Enumerable.Range(0, 20).Select(i => $"u{i}@example.org")]);

        var report = await post.RunAsync();

        report.Stopped!.ShouldContain("edition:7");
        post.Relay.Mails.ShouldBeEmpty();
        (await post.PausesAsync()).ShouldHaveSingleItem().Reason.ShouldContain(reply);
        var rows = await post.RowsAsync();
        // What was in flight when the third answer came may follow.
        rows.Count(r => r.State == state && (state == DeliveryState.Pending || r.Attempts == 1)).ShouldBeInRange(3, state == DeliveryState.Pending ? 20 : 5);
        rows.ShouldAllBe(r => r.State == DeliveryState.Pending || r.State == state);
        (await post.SuppressionAsync("u0@example.org")).ShouldBeNull();
        (await post.RunAsync()).Submitted.ShouldBe(0);
    }

    // 12
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_mail_beyond_the_relays_size_is_not_sent_and_suppresses_nobody(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        post.Relay.Offers[1] = "SIZE 100";
        await post.AddAsync("a@example.org");

        await post.RunAsync();

        post.Relay.Commands.ShouldNotContain(c => c.Contains("DATA", StringComparison.Ordinal));
        var row = await post.RowAsync("a@example.org");
        row.ShouldSatisfyAllConditions(() => row.State.ShouldBe(DeliveryState.Blocked), () => row.Cause.ShouldBe("too-big"), () => row.Reply!.ShouldContain("SIZE"));
        (await post.SuppressionAsync("a@example.org")).ShouldBeNull();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
