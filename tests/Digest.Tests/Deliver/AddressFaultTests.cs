using Digest.Deliver;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

/// <summary>What a server can say to an address, and what the ledger must then say. Numbers are those of the fault matrix.</summary>
public sealed class AddressFaultTests
{
    private static readonly string[] Three = ["a@example.org", "b@example.org", "c@example.org"];

    public static TheoryData<RelayClient> Clients => [RelayClient.Lean, RelayClient.MailKit];

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

    // 20: or fourteen days, for a reader of weekly mails.
    [Fact]
    public async Task A_mailbox_that_stays_full_for_fourteen_days_is_suppressed()
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" ? SmtpAct.Reply("552 5.2.2 Mailbox full") : null);
        for (var edition = 1; edition <= 3; edition++)
        {
            (await post.SuppressionAsync("full@example.org")).ShouldBeNull();
            await post.AddEditionAsync(edition, "full@example.org");
            await post.RunAsync();
            post.Clock.Advance(TimeSpan.FromDays(7));
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
        // As one soft bounce: four full mailboxes later the address is given up.
        post.Relay.Script = s => s.Verb == "RCPT" ? SmtpAct.Reply("552 5.2.2 Mailbox full") : null;
        for (var edition = 2; edition <= 5; edition++)
        {
            (await post.SuppressionAsync("busy@example.org")).ShouldBeNull();
            await post.AddEditionAsync(edition, "busy@example.org");
            await post.RunAsync();
            post.Clock.Advance(TimeSpan.FromHours(12));
        }

        (await post.SuppressionAsync("busy@example.org"))!.Reason.ShouldBe("soft-bounces");
    }
}
