using System.Text;

using Digest.Deliver;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

/// <summary>What can break in the middle, and what a connection bears; each with both clients. Numbers are those of the fault matrix.</summary>
public sealed class ConnectionFaultTests
{
    private static readonly string[] Three = ["a@example.org", "b@example.org", "c@example.org"];

    public static TheoryData<RelayClient> Clients => [RelayClient.Lean, RelayClient.MailKit];

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

        post.Relay.Mails.ShouldNotContain(m => m.To[0] == "b@example.org");
        (await post.RowAsync("b@example.org")).State.ShouldBeOneOf(DeliveryState.Blocked, DeliveryState.Deferred);
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

    // 34
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_relay_that_resets_every_third_mail_gets_each_twice_at_most_and_in_one_run(RelayClient client)
    {
        var ends = 0;
        await using var post = await Post.StartAsync(s => s.Verb == "." && ++ends % 3 == 0 ? SmtpAct.TakeThenCut : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync([.. Enumerable.Range(0, 9).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Submitted.ShouldBe(9);

        var copies = post.Relay.Mails.GroupBy(m => m.To[0]).ToList();
        copies.Count.ShouldBe(9);
        copies.ShouldAllBe(c => c.Count() <= 2 && c.Select(m => m.MessageId).Distinct().Count() == 1);
        (await post.RowsAsync()).Sum(r => r.Doubts).ShouldBe(post.Relay.Mails.Count - 9);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_mail_that_the_relay_takes_and_hangs_up_on_each_time_waits_after_the_third(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: ".", To: "b@example.org" } ? SmtpAct.TakeThenCut : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        await post.RunAsync();

        post.Relay.Mails.Count(m => m.To[0] == "b@example.org").ShouldBe(3);
        post.Relay.Mails.Count(m => m.To[0] != "b@example.org").ShouldBe(2);
        var row = await post.RowAsync("b@example.org");
        row.ShouldSatisfyAllConditions(() => row.State.ShouldBe(DeliveryState.Deferred), () => row.DueAt.ShouldBeGreaterThan(post.Clock.GetUtcNow()));
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

    // 33: the patience for commands is not added to it.
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task The_end_of_the_data_has_a_deadline_of_its_own(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s.Verb == "." ? SmtpAct.TakeThenHang : null, client);
        post.Options = post.Options with { Connections = 1, InDoubt = InDoubtPolicy.Hold, CommandTimeout = TimeSpan.FromHours(1), DataTimeout = TimeSpan.FromMinutes(2) };
        await post.AddAsync("a@example.org");

        var run = post.RunAsync();
        await WaitAsync(() => post.Relay.Mails.Count == 1);
        post.Clock.Advance(TimeSpan.FromSeconds(121));

        (await run).InDoubt.ShouldBe(1);
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

    // 34: closed without a word after each mail. The next one hears nothing of its MAIL, and is not charged for that.
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_relay_that_closes_after_each_mail_charges_nobody(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: "MAIL", MailsBefore: > 0 } ? SmtpAct.Cut : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync("a@example.org", "b@example.org", "c@example.org", "d@example.org");

        (await post.RunAsync()).Submitted.ShouldBe(4);

        post.Relay.Mails.Count.ShouldBe(4);
        (await post.RowsAsync()).ShouldAllBe(r => r.Attempts == 1);
    }

    // 26: taken back with a 421, which also ends the connection.
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_421_after_the_end_defers_one_and_ends_the_connection(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: ".", To: "b@example.org" } ? SmtpAct.ReplyThenCut("421 4.3.2 Shutting down") : null, client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync(Three);

        (await post.RunAsync()).Submitted.ShouldBe(2);

        (await post.RowAsync("b@example.org")).ShouldSatisfyAllConditions(r => r.State.ShouldBe(DeliveryState.Deferred), r => r.Doubts.ShouldBe(0));
        post.Relay.Connections.ShouldBe(2);
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

    // A server with all its processes at work takes connections and greets nobody.
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Connections_that_are_not_greeted_keep_no_mail_from_the_one_that_works(RelayClient client)
    {
        await using var post = await Post.StartAsync(s => s is { Verb: "CONNECT", Connection: > 1 } ? SmtpAct.Hang : null, client);
        post.Options = post.Options with { MaxPerSecond = 2, Connections = 4 };
        await post.AddAsync([.. Enumerable.Range(0, 12).Select(i => $"u{i}@example.org")]);
        var began = post.Clock.GetUtcNow();

        (await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(250))).ShouldBe(new DeliverReport { Submitted = 12 });

        (post.Clock.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        post.Relay.Mails.Count.ShouldBe(12);
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

    // 40
    [Theory]
    [InlineData(RelayClient.Lean)]
    [InlineData(RelayClient.MailKit)]
    public async Task No_line_is_too_long_and_none_ends_in_half_of_its_end(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        var compose = new Compose.MailFixture();
        var message = compose.Message(Compose.MailFixture.Edition([.. Enumerable.Range(1, 12).Select(i => Compose.MailFixture.Story(i))]), Compose.MailFixture.Reader()).ToArray();
        post.Render = (d, _) => ValueTask.FromResult<OutgoingMail?>(new OutgoingMail("bounce@digest.example", d.Address, message));
        await post.AddAsync("a@example.org", "b@example.org");

        (await post.RunAsync()).Submitted.ShouldBe(2);

        foreach (var data in post.Relay.Mails.Select(m => Encoding.UTF8.GetString(m.Data)))
        {
            data.Split("\r\n").Max(l => l.Length).ShouldBeLessThanOrEqualTo(998);
            data.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\n');
            data.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\r');
        }
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
}
