using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Digest.Deliver;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

/// <summary>What can go wrong on the way, and what the ledger must then say; each with both clients.</summary>
public sealed class FaultTests
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
        for (var i = 0; i < 8; i++)
        {
            post.Clock.Advance(TimeSpan.FromMinutes(16));
            await post.RunAsync();
        }

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
        await connected.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var report = await post.WhileClockRunsAsync(run, TimeSpan.FromSeconds(10));

        report.Stopped!.ShouldContain("in time");
        post.Clock.GetUtcNow().ShouldBeGreaterThan(new DateTimeOffset(2026, 11, 24, 6, 5, 0, TimeSpan.Zero));
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

    // 13, 26
    [Theory]
    [InlineData(RelayClient.Lean, "RCPT", "450 4.2.1 Mailbox busy")]
    [InlineData(RelayClient.MailKit, "RCPT", "450 4.2.1 Mailbox busy")]
    [InlineData(RelayClient.Lean, "RCPT", "452 4.5.3 Too many recipients")]
    [InlineData(RelayClient.MailKit, "RCPT", "452 4.5.3 Too many recipients")]
    [InlineData(RelayClient.Lean, "DATA", "451 4.3.0 Local error")]
    [InlineData(RelayClient.MailKit, "DATA", "451 4.3.0 Local error")]
    [InlineData(RelayClient.Lean, ".", "451 4.3.0 Local error")]
    [InlineData(RelayClient.MailKit, ".", "451 4.3.0 Local error")]
    public async Task A_temporary_refusal_defers_one_and_the_connection_goes_on(RelayClient client, string verb, string reply)
    {
        await using var post = await Post.StartAsync(s => s.Verb == verb && s.To == "b@example.org" ? SmtpAct.Reply(reply) : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        var report = await post.RunAsync();

        report.ShouldSatisfyAllConditions(() => report.Submitted.ShouldBe(2), () => report.Deferred.ShouldBe(1));
        post.Relay.Connections.ShouldBe(1);
        var row = await post.RowAsync("b@example.org");
        row.ShouldSatisfyAllConditions(
            () => row.State.ShouldBe(DeliveryState.Deferred),
            () => row.DueAt.ShouldBe(post.Clock.GetUtcNow().AddMinutes(5)),
            () => row.Reply.ShouldBe(reply),
            () => row.Attempts.ShouldBe(1));
    }

    // 14, 15
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_greylisted_mail_is_sent_once_later_under_the_same_name(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: "RCPT", Try: <= 3 } ? SmtpAct.Reply("450 4.7.1 Greylisted, try again later") : null, client);
        await post.AddAsync("a@example.org");
        var id = (await post.RowAsync("a@example.org")).MessageId;

        foreach (var wait in new[] { 5, 10, 20 })
        {
            (await post.RunAsync()).Deferred.ShouldBe(1);
            post.Clock.Advance(TimeSpan.FromMinutes(wait) - TimeSpan.FromSeconds(1));
            (await post.RunAsync()).Deferred.ShouldBe(0);
            post.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await post.RunAsync()).Submitted.ShouldBe(1);
        post.Relay.Mails.ShouldHaveSingleItem().MessageId.ShouldBe($"<{id}>");
        (await post.RowAsync("a@example.org")).Attempts.ShouldBe(4);
        (await post.AttemptsAsync("a@example.org")).Select(a => a.Reply).ShouldBe(Enumerable.Repeat("450 4.7.1 Greylisted, try again later", 3));
    }

    // 16
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_421_at_the_recipient_ends_the_connection_and_loses_nobody(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" && s.To == "b@example.org" ? SmtpAct.ReplyThenCut("421 4.3.2 closing") : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync("a@example.org", "b@example.org", "c@example.org", "d@example.org");

        await post.RunAsync();

        post.Relay.Mails.Select(m => m.To[0]).Order().ShouldBe(["a@example.org", "c@example.org", "d@example.org"]);
        (await post.RowAsync("b@example.org")).State.ShouldBe(DeliveryState.Deferred);
    }

    // 17, 23
    [Theory]
    [InlineData(RelayClient.Lean, "550 5.1.1 User unknown")]
    [InlineData(RelayClient.MailKit, "550 5.1.1 User unknown")]
    [InlineData(RelayClient.Lean, "551 5.1.6 User has moved")]
    [InlineData(RelayClient.Lean, "553 5.1.3 Bad mailbox name")]
    [InlineData(RelayClient.Lean, "550-5.1.1 No such\r\n550 5.1.1 user here")]
    [InlineData(RelayClient.MailKit, "550-5.1.1 No such\r\n550 5.1.1 user here")]
    public async Task An_unknown_address_is_suppressed_with_the_servers_words(RelayClient client, string reply)
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" && s.To == "b@example.org" ? SmtpAct.Reply(reply) : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(2);

        (await post.RowAsync("b@example.org")).State.ShouldBe(DeliveryState.Hard);
        var suppression = await post.SuppressionAsync("b@example.org");
        suppression!.Reason.ShouldBe("hard-bounce");
        suppression.Source.ShouldContain(reply[^9..]);
        await post.AddAsync("b@example.org");
        (await post.RunAsync()).Cancelled.ShouldBe(1);
    }

    // 18, 19, 22
    [Theory]
    [InlineData("550 no")]
    [InlineData("550 5.2.1 Mailbox disabled")]
    [InlineData("550 4.2.0 codes disagree")]
    public async Task An_unproven_refusal_suppresses_at_the_second_edition(string reply)
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" && s.To == "b@example.org" ? SmtpAct.Reply(reply) : null);
        await post.AddEditionAsync(1, Three);
        await post.RunAsync();
        (await post.RowAsync("b@example.org")).State.ShouldBe(DeliveryState.Hard);
        (await post.SuppressionAsync("b@example.org")).ShouldBeNull();

        post.Clock.Advance(TimeSpan.FromDays(1));
        await post.AddEditionAsync(2, Three);
        await post.RunAsync();

        (await post.SuppressionAsync("b@example.org")).ShouldNotBeNull();
        (await post.SuppressionAsync("a@example.org")).ShouldBeNull();
    }

    // 20, 27
    [Theory]
    [InlineData("RCPT")]
    [InlineData(".")]
    public async Task A_full_mailbox_is_left_for_today_and_suppressed_after_five_editions(string verb)
    {
        await using var post = await Post.StartAsync(s => s.Verb == verb && s.To == "full@example.org" ? SmtpAct.Reply("552 5.2.2 Mailbox full") : null);
        for (var edition = 1; edition <= 5; edition++)
        {
            (await post.SuppressionAsync("full@example.org")).ShouldBeNull();
            await post.AddEditionAsync(edition, "full@example.org");
            (await post.RunAsync()).Soft.ShouldBe(1);
            post.Clock.Advance(TimeSpan.FromDays(1));
            (await post.RunAsync()).Soft.ShouldBe(0);
        }

        (await post.SuppressionAsync("full@example.org"))!.Reason.ShouldBe("soft-bounces");
    }

    // 21
    [Fact]
    public async Task A_domain_that_blocks_us_is_paused_and_nobody_is_suppressed()
    {
        var refused = 0;
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" && s.To!.EndsWith("@strict.example", StringComparison.Ordinal) && Interlocked.Increment(ref refused) % 10 == 0 ? SmtpAct.Reply("550 5.7.1 Message refused") : null);
        post.Options = post.Options with { Connections = 1 };
        await post.AddEditionAsync(1, [.. Enumerable.Range(0, 120).Select(i => $"u{i}@strict.example"), .. Enumerable.Range(0, 60).Select(i => $"u{i}@easy.example")]);

        await post.RunAsync();
        await post.RunAsync();

        (await post.PausesAsync()).ShouldHaveSingleItem().Scope.ShouldBe("domain:strict.example");
        var rows = await post.RowsAsync();
        rows.Count(r => r.Domain == "easy.example" && r.State == DeliveryState.Submitted).ShouldBe(60);
        rows.Count(r => r.Domain == "strict.example" && r.State == DeliveryState.Pending).ShouldBeGreaterThan(20);
        rows.Where(r => r.State == DeliveryState.Blocked).ShouldNotBeEmpty();
        (await post.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM suppressions"))).ShouldBe(0);
    }

    // 24
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task An_answer_that_is_not_smtp_defers_and_ends_the_connection(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" && s.To == "b@example.org" ? SmtpAct.Reply("banana") : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(2);

        var row = await post.RowAsync("b@example.org");
        row.ShouldSatisfyAllConditions(() => row.State.ShouldBe(DeliveryState.Deferred), () => row.Cause.ShouldBe("protocol"));
        post.Relay.Connections.ShouldBe(2);
    }

    // 29
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_refusal_in_the_middle_of_the_data_is_noticed(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s.Verb == "BODY" && s.To == "b@example.org" ? SmtpAct.ReplyThenCut("550 5.3.0 Error: command failed") : null, client);
        post.Render = (d, _) => ValueTask.FromResult<OutgoingMail?>(Large(d));
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        await post.RunAsync();

        (await post.RowAsync("b@example.org")).State.ShouldBeOneOf(DeliveryState.Blocked, DeliveryState.Deferred, DeliveryState.Submitted);
        (await post.RowAsync("a@example.org")).State.ShouldBe(DeliveryState.Submitted);
        (await post.RowAsync("c@example.org")).State.ShouldBe(DeliveryState.Submitted);
    }

    // 30
    [Theory]
    [InlineData(RelayClient.Lean, "RCPT")]
    [InlineData(RelayClient.MailKit, "RCPT")]
    [InlineData(RelayClient.Lean, "DATA")]
    [InlineData(RelayClient.MailKit, "DATA")]
    [InlineData(RelayClient.Lean, "BODY")]
    [InlineData(RelayClient.MailKit, "BODY")]
    public async Task A_connection_cut_before_the_end_is_tried_again_at_once_and_gives_one_copy(RelayClient client, string verb)
    {
        await using var post = await Post.StartAsync(s => s.Verb == verb && s is { To: "b@example.org", Try: 1 } ? SmtpAct.Cut : null, client);
        post.Render = (d, _) => ValueTask.FromResult<OutgoingMail?>(verb == "BODY" ? Large(d) : Post.Mail(d));
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        await post.RunAsync();
        post.Clock.Advance(TimeSpan.FromMinutes(10));
        await post.RunAsync();

        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Submitted);
        post.Relay.Mails.Count.ShouldBe(3);
    }

    // 31, 32
    [Theory]
    [InlineData(RelayClient.Lean, true)]
    [InlineData(RelayClient.MailKit, true)]
    [InlineData(RelayClient.Lean, false)]
    [InlineData(RelayClient.MailKit, false)]
    public async Task A_mail_in_doubt_is_sent_again_under_the_same_name(RelayClient client, bool taken)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: ".", To: "b@example.org", Try: 1 } ? taken ? SmtpAct.TakeThenCut : SmtpAct.Cut : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        var report = await post.RunAsync();

        report.InDoubt.ShouldBe(1);
        var row = await post.RowAsync("b@example.org");
        row.ShouldSatisfyAllConditions(() => row.State.ShouldBe(DeliveryState.Submitted), () => row.Doubts.ShouldBe(1));
        post.Relay.Mails.Where(m => m.To[0] == "b@example.org").Select(m => m.MessageId).ShouldBe(Enumerable.Repeat($"<{row.MessageId}>", taken ? 2 : 1));
        post.Relay.Mails.Count(m => m.To[0] != "b@example.org").ShouldBe(2);
    }

    [Theory]
    [InlineData(RelayClient.Lean, true)]
    [InlineData(RelayClient.MailKit, true)]
    [InlineData(RelayClient.Lean, false)]
    [InlineData(RelayClient.MailKit, false)]
    public async Task A_mail_in_doubt_is_held_and_listed_when_that_is_the_policy(RelayClient client, bool taken)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: ".", To: "b@example.org" } ? taken ? SmtpAct.TakeThenCut : SmtpAct.Cut : null, client);
        post.Options = post.Options with { Connections = 1, InDoubt = InDoubtPolicy.Hold };
        await post.AddAsync(Three);

        await post.RunAsync();
        post.Clock.Advance(TimeSpan.FromHours(1));
        await post.RunAsync();

        var held = await post.Database.ReadAsync(s => DeliveryStore.ListAsync(s, null, null, DeliveryState.InDoubt, 10));
        held.ShouldHaveSingleItem().Address.ShouldBe("b@example.org");
        post.Relay.Mails.Count.ShouldBe(taken ? 3 : 2);
    }

    // 33
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task No_answer_after_the_end_leaves_the_mail_in_doubt_after_ten_minutes(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: ".", To: "b@example.org", Try: 1 } ? SmtpAct.TakeThenHang : null, client);
        post.Options = post.Options with { Connections = 1, InDoubt = InDoubtPolicy.Hold };
        await post.AddAsync(Three);

        var began = post.Clock.GetUtcNow();
        var report = await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromSeconds(10));

        report.InDoubt.ShouldBe(1);
        (post.Clock.GetUtcNow() - began).ShouldBeGreaterThan(TimeSpan.FromMinutes(9));
        (await post.RowAsync("b@example.org")).State.ShouldBe(DeliveryState.InDoubt);
    }

    // 34
    [Theory]
    [InlineData(RelayClient.Lean, "SENT")]
    [InlineData(RelayClient.MailKit, "SENT")]
    [InlineData(RelayClient.Lean, "QUIT")]
    [InlineData(RelayClient.MailKit, "QUIT")]
    public async Task A_250_counts_whatever_happens_to_the_connection_after_it(RelayClient client, string verb)
    {
        await using var post = await Post.StartAsync(s => s.Verb == verb ? verb == "QUIT" ? SmtpAct.Hang : SmtpAct.Cut : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(100));
        post.Clock.Advance(TimeSpan.FromHours(1));
        await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(100));

        (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Submitted);
        post.Relay.Mails.Select(m => m.To[0]).Order().ShouldBe(Three);
    }

    // 35
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Learns_how_many_mails_a_connection_bears(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: "MAIL", MailsBefore: >= 5 } ? SmtpAct.ReplyThenCut("421 4.7.0 Too many messages on this connection") : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync([.. Enumerable.Range(0, 23).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Submitted.ShouldBe(23);

        post.Relay.Mails.Count.ShouldBe(23);
        post.Relay.Connections.ShouldBe(5);
        post.Relay.Commands.Count(c => c.Contains("QUIT", StringComparison.Ordinal)).ShouldBe(4);
        (await post.RowsAsync()).ShouldAllBe(r => r.Attempts == 1);
    }

    // 36
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Lowers_its_connections_to_what_the_relay_bears(RelayClient client)
    {
        Post? post = null;
        post = await Post.StartAsync(s => s.Verb == "CONNECT" && post!.Relay.Open > 2 ? SmtpAct.ReplyThenCut("421 4.3.2 Too many connections") : null, client);
        await using (post)
        {
            post.Options = post.Options with { Connections = 8 };
            await post.AddAsync([.. Enumerable.Range(0, 60).Select(i => $"u{i}@example.org")]);

            (await post.RunAsync()).Submitted.ShouldBe(60);

            post.Relay.Mails.Count.ShouldBe(60);
            (await post.RowsAsync()).ShouldAllBe(r => r.Attempts == 1);
        }
    }

    // 37
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Keeps_its_lease_while_the_relay_is_slow(RelayClient client)
    {
        var gate = new TaskCompletionSource();
        await using var post = await Post.StartAsync(s =>
        {
            if (s is { Verb: ".", To: "a@example.org" })
            {
                gate.Task.Wait(TimeSpan.FromSeconds(20));
            }

            return null;
        }, client);
        await post.AddAsync("a@example.org");
        var running = post.RunAsync();
        await WaitAsync(() => post.Relay.Commands.Any(c => c.EndsWith("DATA", StringComparison.Ordinal)));

        for (var i = 0; i < 10; i++)
        {
            post.Clock.Advance(TimeSpan.FromSeconds(20));
            await WaitAsync(() => post.RowAsync("a@example.org").GetAwaiter().GetResult().LeaseUntil > post.Clock.GetUtcNow());
        }

        gate.SetResult();
        (await running).Submitted.ShouldBe(1);
    }

    // 38
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Reads_answers_that_come_in_pieces_and_lines(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s.Verb is "MAIL" or "RCPT" ? SmtpAct.Reply("250-2.1.0 first\r\n250-2.1.0 second\r\n250 2.1.0 ok") : null, client);
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(3);
    }

    // 22, 39
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Works_with_a_server_that_offers_nothing_and_says_little(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s.Verb is "MAIL" or "RCPT" or "." ? SmtpAct.Reply("250") : null, client);
        post.Relay.Offers.Clear();
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task An_address_that_the_relay_cannot_carry_fails_here_with_a_clear_word(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        await post.AddAsync("grüße@example.org", "a@exämple.org", "b@example.org");

        await post.RunAsync();

        var row = await post.RowAsync("grüße@example.org");
        row.ShouldSatisfyAllConditions(() => row.State.ShouldBe(DeliveryState.Blocked), () => row.Reply!.ShouldContain("SMTPUTF8"));
        post.Relay.Mails.Select(m => m.To[0]).Order().ShouldBe(["a@xn--exmple-cua.org", "b@example.org"]);
    }

    // 41
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task The_breaker_stops_before_mass_suppression_and_a_human_goes_on(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" ? SmtpAct.Reply("550 5.1.1 User unknown") : null, client);
        await post.AddEditionAsync(1, [.. Enumerable.Range(0, 200).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Stopped!.ShouldContain("all of the first 5");
        await post.RunAsync();

        (await post.PausesAsync()).ShouldHaveSingleItem().Scope.ShouldBe("all");
        (await post.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM suppressions"))).ShouldBe(0);
        (await post.RowsAsync()).Count(r => r.State == DeliveryState.Hard).ShouldBeLessThan(5);

        // The operator mends the relay and resumes: everybody gets the mail.
        post.Relay.Script = null;
        await post.Database.WriteAsync(s => PauseStore.RemoveAsync(s, Pause.All));
        post.Clock.Advance(TimeSpan.FromMinutes(1));
        (await post.RunAsync()).Submitted.ShouldBeGreaterThan(195);
    }

    [Fact]
    public async Task Refusals_that_the_operator_trusts_are_believed()
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" ? SmtpAct.Reply("550 5.1.1 User unknown") : null);
        await post.Database.WriteAsync(s => PauseStore.AddAsync(s, new Pause { Scope = Pause.Trust, Reason = "old list", Source = "operator", CreatedAt = post.Clock.GetUtcNow(), Until = post.Clock.GetUtcNow().AddDays(1) }));
        await post.AddEditionAsync(1, [.. Enumerable.Range(0, 80).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Hard.ShouldBe(80);

        (await post.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM suppressions"))).ShouldBe(80);
    }

    // 43
    [Fact]
    public async Task Gives_up_at_the_end_of_its_time_and_counts_one_soft_bounce()
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" ? SmtpAct.Reply("450 4.2.1 Mailbox busy") : null);
        await post.AddEditionAsync(1, "busy@example.org");
        for (var i = 0; i < 40; i++)
        {
            await post.RunAsync();
            post.Clock.Advance(TimeSpan.FromMinutes(67));
        }

        var row = await post.RowAsync("busy@example.org");
        row.ShouldSatisfyAllConditions(() => row.State.ShouldBe(DeliveryState.Expired), () => row.Reply.ShouldBe("450 4.2.1 Mailbox busy"), () => row.Attempts.ShouldBeInRange(15, 25));
    }

    private static OutgoingMail Large(Delivery delivery) => Post.Mail(delivery) with
    {
        Message = System.Text.Encoding.ASCII.GetBytes($"From: Digest <news@digest.example>\r\nMessage-ID: <{delivery.MessageId}>\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 76) + "\r\n", 60_000))),
    };

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var i = 0; i < 2000 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        condition().ShouldBeTrue();
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
