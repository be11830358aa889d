using Digest.Deliver;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

public sealed class DeliverStepTests
{
    public static TheoryData<RelayClient> Clients => [RelayClient.Lean, RelayClient.MailKit];

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Sends_what_is_due_and_keeps_the_servers_words(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        await post.AddAsync([.. Enumerable.Range(0, 30).Select(i => $"u{i}@example.org")]);

        var report = await post.RunAsync();

        report.Submitted.ShouldBe(30);
        report.Stopped.ShouldBeNull();
        post.Relay.Mails.Select(m => m.To[0]).Distinct().Count().ShouldBe(30);
        var row = await post.RowAsync("u7@example.org");
        row.State.ShouldBe(DeliveryState.Submitted);
        row.Reply.ShouldBe("250 2.0.0 Ok: queued");
        row.SubmittedAt.ShouldBe(post.Clock.GetUtcNow());
        row.Attempts.ShouldBe(1);
        row.Owner.ShouldBeNull();
        (await post.RunAsync()).Submitted.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Brings_the_message_over_to_the_octet(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        await post.AddAsync("a@example.org", "b@example.org");

        await post.RunAsync();

        foreach (var mail in post.Relay.Mails)
        {
            var row = await post.RowAsync(mail.To[0]);
            mail.From.ShouldBe($"bounce+{row.MessageId}");
            mail.Data.ShouldBe(Post.Mail(row).Message.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Puts_the_signature_before_the_message(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        post.Sign = m => System.Text.Encoding.ASCII.GetBytes($"DKIM-Signature: v=1;\r\n b={m.Length}\r\n");
        await post.AddAsync("a@example.org");

        await post.RunAsync();

        var message = Post.Mail(await post.RowAsync("a@example.org")).Message;
        post.Relay.Mails.Single().Text.ShouldStartWith($"DKIM-Signature: v=1;\r\n b={message.Length}\r\nFrom:");
    }

    // RFC 2920: a relay far away costs one round trip a mail, and not two. This one answers no mail before the next one's DATA has come.
    [Fact]
    public async Task The_next_envelope_goes_out_behind_the_body()
    {
        await using var post = await Post.StartAsync(step => step is { Verb: ".", MailsBefore: < 10 } ? SmtpAct.ReadAhead("DATA\r\n") : null);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync([.. Enumerable.Range(0, 20).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Submitted.ShouldBe(20);

        post.Relay.Connections.ShouldBe(1);
        post.Relay.Mails.Select(m => m.To.Single()).Distinct().Count().ShouldBe(20);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Uses_a_connection_for_many_mails(RelayClient client)
    {
        await using var post = await Post.StartAsync(client: client);
        post.Options = post.Options with { Connections = 1 };
        await post.AddAsync([.. Enumerable.Range(0, 20).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Submitted.ShouldBe(20);

        post.Relay.Connections.ShouldBe(1);
        post.Relay.Commands.Count(c => c.EndsWith("QUIT", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Says_so_when_there_is_no_relay()
    {
        await using var post = await Post.StartAsync();
        post.Options = new DeliverOptions();
        await post.AddAsync("a@example.org");

        (await post.RunAsync()).Stopped.ShouldBe("no relay is set: name one with Deliver:Host");
    }

    [Fact]
    public async Task Writes_handing_before_data_and_submitted_after_its_250()
    {
        Post? post = null;
        var seen = new List<string>();
        post = await Post.StartAsync(step =>
        {
            if (step.Verb is "DATA")
            {
                seen.Add(post!.Database.ReadAsync(s => s.ScalarAsync<string>("SELECT state FROM deliveries WHERE address = @to", new { to = step.To })).GetAwaiter().GetResult());
            }

            return null;
        });
        await using (post)
        {
            post.Options = post.Options with { Connections = 1 };
            await post.AddAsync("a@example.org", "b@example.org", "c@example.org");

            await post.RunAsync();

            seen.ShouldBe(["Handing", "Handing", "Handing"]);
            (await post.RowsAsync()).ShouldAllBe(r => r.State == DeliveryState.Submitted && r.HandedAt != null);
        }
    }

    // Readers' addresses are kept in punycode; an operator writes the name as it is read.
    [Theory]
    [InlineData("@München.example")]
    [InlineData("anna@MÜNCHEN.example")]
    [InlineData("@xn--mnchen-3ya.example")]
    public async Task A_suppressed_name_is_suppressed_however_it_is_spelt(string entry)
    {
        await using var post = await Post.StartAsync();
        await post.AddEditionAsync(1, "anna@xn--mnchen-3ya.example");
        await post.Database.WriteAsync(s => SuppressionStore.AddAsync(s, new Suppression(entry, "operator", "test", post.Clock.GetUtcNow(), null)));

        (await post.RunAsync()).Cancelled.ShouldBe(1);

        (await post.Database.ReadAsync(s => SuppressionStore.FindAsync(s, "Anna@münchen.example", post.Clock.GetUtcNow()))).ShouldNotBeNull();
        (await post.Database.WriteAsync(s => SuppressionStore.RemoveAsync(s, entry))).ShouldBe(1);
    }

    [Fact]
    public async Task Confirmations_go_before_digests()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { Connections = 1 };
        await post.AddEditionAsync(1, "reader@example.org");
        await post.AddAsync("new@example.org");

        await post.RunAsync();

        post.Relay.Mails.Select(m => m.To[0]).ShouldBe(["new@example.org", "reader@example.org"]);
    }

    [Fact]
    public async Task Cancels_the_digest_of_a_reader_who_left_and_of_a_suppressed_address()
    {
        await using var post = await Post.StartAsync();
        await post.AddEditionAsync(1, "stays@example.org", "left@example.org", "Dead@example.org");
        await post.Database.WriteAsync(s => s.ExecuteAsync("UPDATE subscribers SET state = 'Unsubscribed' WHERE address = 'left@example.org'"));
        await post.Database.WriteAsync(s => SuppressionStore.AddAsync(s, new Suppression("dead@example.org", "complaint", "test", post.Clock.GetUtcNow(), null)));

        var report = await post.RunAsync();

        report.ShouldSatisfyAllConditions(() => report.Submitted.ShouldBe(1), () => report.Cancelled.ShouldBe(2));
        (await post.RowAsync("left@example.org")).Cause.ShouldBe("left");
        (await post.RowAsync("Dead@example.org")).Cause.ShouldBe("suppressed");
    }

    [Fact]
    public async Task A_farewell_still_reaches_a_reader_who_left()
    {
        await using var post = await Post.StartAsync();
        await post.AddAsync("left@example.org");
        await post.Database.WriteAsync(s => SuppressionStore.AddAsync(s, new Suppression("left@example.org", "unsubscribed", "test", post.Clock.GetUtcNow(), null)));

        (await post.RunAsync()).Submitted.ShouldBe(1);
    }

    [Fact]
    public async Task Gives_up_what_is_too_late()
    {
        await using var post = await Post.StartAsync();
        await post.AddAsync(MailKind.Confirm, TimeSpan.FromHours(1), "late@example.org");
        post.Clock.Advance(TimeSpan.FromHours(2));

        (await post.RunAsync()).Submitted.ShouldBe(0);

        (await post.RowAsync("late@example.org")).State.ShouldBe(DeliveryState.Expired);
    }

    [Fact]
    public async Task A_mail_that_cannot_be_made_waits_and_holds_up_no_other()
    {
        await using var post = await Post.StartAsync();
        post.Render = (d, _) => d.Address.StartsWith("bad", StringComparison.Ordinal) ? throw new InvalidOperationException("line 3: no such field") : ValueTask.FromResult<OutgoingMail?>(Post.Mail(d));
        await post.AddAsync("bad@example.org", "good@example.org");

        (await post.RunAsync()).Submitted.ShouldBe(1);

        var row = await post.RowAsync("bad@example.org");
        row.State.ShouldBe(DeliveryState.Deferred);
        row.Reply!.ShouldContain("line 3: no such field");
    }

    [Fact]
    public async Task One_process_at_a_time_delivers_from_a_file_and_several_from_a_server()
    {
        await using var post = await Post.StartAsync();
        await post.AddAsync("a@example.org");
        using var other = DeliverLock.TryTake(post.Database);

        var report = await post.RunAsync();
        if (TestDatabase.OnPostgres)
        {
            report.Submitted.ShouldBe(1);
        }
        else
        {
            report.Stopped!.ShouldContain("another process");
        }
    }
}
