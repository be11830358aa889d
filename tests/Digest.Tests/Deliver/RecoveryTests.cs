using Digest.Deliver;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

/// <summary>What a crash, a stop, a second owner or a lost database leaves behind, and what the next run makes of it.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task What_was_only_claimed_is_sent_and_nobody_is_charged()
    {
        await using var post = await Post.StartAsync();
        await post.AddAsync("a@example.org", "b@example.org");
        await LeaveAsync(post, "Claimed");

        (await post.RunAsync()).Submitted.ShouldBe(2);

        (await post.RowsAsync()).ShouldAllBe(r => r.Attempts == 1 && r.Doubts == 0);
    }

    [Fact]
    public async Task What_was_being_handed_over_is_in_doubt_and_sent_again_under_the_same_name()
    {
        await using var post = await Post.StartAsync();
        await post.AddAsync("a@example.org");
        var id = (await post.RowAsync("a@example.org")).MessageId;
        await LeaveAsync(post, "Handing");

        (await post.RunAsync()).Submitted.ShouldBe(1);

        post.Relay.Mails.ShouldHaveSingleItem().MessageId.ShouldBe($"<{id}>");
        (await post.RowAsync("a@example.org")).Doubts.ShouldBe(1);
        (await post.AttemptsAsync("a@example.org")).ShouldHaveSingleItem().Cause.ShouldBe("in-doubt");
        (await InDoubtAsync(post)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_being_handed_over_is_held_when_that_is_the_policy()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { InDoubt = InDoubtPolicy.Hold };
        await post.AddAsync("a@example.org");
        await LeaveAsync(post, "Handing");

        (await post.RunAsync()).Submitted.ShouldBe(0);

        (await post.RowAsync("a@example.org")).State.ShouldBe(DeliveryState.InDoubt);
        (await InDoubtAsync(post)).ShouldHaveSingleItem();
        // The operator decides.
        var row = await post.RowAsync("a@example.org");
        (await post.Database.WriteAsync(s => DeliveryStore.ResendAsync(s, row.Id, post.Clock.GetUtcNow(), post.Clock.GetUtcNow().AddDays(1)))).ShouldBeTrue();
        (await post.RunAsync()).Submitted.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_is_in_doubt_again_and_again_is_held_in_the_end()
    {
        await using var post = await Post.StartAsync(s => s.Verb == "." ? SmtpAct.TakeThenCut : null);
        post.Options = post.Options with { MaxDoubts = 2 };
        await post.AddAsync("a@example.org");
        for (var i = 0; i < 6; i++)
        {
            await post.RunAsync();
            post.Clock.Advance(TimeSpan.FromHours(1));
        }

        (await post.RowAsync("a@example.org")).State.ShouldBe(DeliveryState.InDoubt);
        post.Relay.Mails.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_run_rides_out_connections_to_PostgreSQL_that_are_cut_and_sends_nothing_twice()
    {
        // SQLite has no connection to lose: there the same is asked of a run that nobody disturbs.
        Post? post = null;
        var cuts = 0;
        post = await Post.StartAsync(s =>
        {
            if (s is { Verb: "." or "RCPT" } && s.MailsBefore % 5 == 2)
            {
                cuts++;
                _ = TestDatabase.OnPostgres && post!.Database.ReadAsync(x => x.QueryAsync<bool>(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")).GetAwaiter().GetResult().Count > 0;
            }

            return null;
        });
        await using (post)
        {
            await post.AddAsync([.. Enumerable.Range(0, 60).Select(i => $"u{i}@example.org")]);

            var report = await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(10));

            cuts.ShouldBeGreaterThan(3);
            report.ShouldBe(new DeliverReport { Submitted = 60 });
            post.Relay.Mails.Select(m => m.To[0]).Distinct().Count().ShouldBe(60);
            post.Relay.Mails.Count.ShouldBe(60);
        }
    }

    [Fact]
    public async Task A_mail_that_grows_too_late_while_the_wave_is_sent_has_expired_and_is_not_called_cancelled()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { MaxPerSecond = 0.1, Connections = 2 };
        await post.AddAsync(MailKind.Digest, TimeSpan.FromMinutes(2), [.. Enumerable.Range(0, 30).Select(i => $"u{i}@example.org")]);

        var report = await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromSeconds(1));

        report.Expired.ShouldBeGreaterThan(10);
        (report.Submitted, report.Cancelled).ShouldBe((30 - report.Expired, 0));
        var rows = await post.RowsAsync();
        rows.Count(r => r is { State: DeliveryState.Expired, Attempts: 0, Reply: "it was not sent in time" }).ShouldBe(report.Expired);
        rows.Where(r => r.SubmittedAt is not null).ShouldAllBe(r => r.SubmittedAt < r.ExpiresAt);
    }

    [Fact]
    public async Task A_lost_lease_writes_nothing()
    {
        await using var post = await Post.StartAsync();
        await post.AddAsync("a@example.org");
        var now = post.Clock.GetUtcNow();
        var row = (await post.Database.WriteAsync(s => DeliveryStore.ClaimAsync(s, new Claim("one", 0, 10, now, now.AddSeconds(30)), Exceptions.None))).Single();
        post.Clock.Advance(TimeSpan.FromMinutes(1));
        await post.Database.WriteAsync(s => DeliveryStore.RecoverAsync(s, "two", post.Clock.GetUtcNow(), post.Clock.GetUtcNow(), 3));
        (await post.Database.WriteAsync(s => DeliveryStore.ClaimAsync(s, new Claim("two", 0, 10, now, now.AddSeconds(90)), Exceptions.None))).ShouldHaveSingleItem();

        using var ledger = new Ledger(post.Database, post.Clock, TimeSpan.FromSeconds(30));
        (await ledger.HandAsync(new Lease(row.Id, row.Lease))).ShouldBeFalse();
        await ledger.SubmitAsync(new Submission(new Lease(row.Id, row.Lease), "relay", "250 ok"));

        ledger.Fenced.ShouldBe(1);
        (await post.RowAsync("a@example.org")).Owner.ShouldBe("two");
    }

    [Fact]
    public async Task A_living_owners_rows_are_left_alone_until_the_lease_ends()
    {
        await using var post = await Post.StartAsync();
        await post.AddAsync("a@example.org");
        await LeaveAsync(post, "Handing");

        var now = post.Clock.GetUtcNow();
        await post.Database.WriteAsync(s => s.ExecuteAsync("UPDATE deliveries SET lease_until = @until", new { until = now.AddSeconds(30) }));
        (await post.Database.WriteAsync(s => DeliveryStore.RecoverAsync(s, "me", now, now, 3))).ShouldBe((0, 0));
        now = now.AddMinutes(1);
        (await post.Database.WriteAsync(s => DeliveryStore.RecoverAsync(s, "me", now, now, 3))).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Of_two_claims_at_once_each_row_goes_to_one()
    {
        await using var post = await Post.StartAsync();
        await post.AddAsync([.. Enumerable.Range(0, 100).Select(i => $"u{i}@example.org")]);
        var now = post.Clock.GetUtcNow();

        var claims = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => post.Database.WriteAsync(s =>
            DeliveryStore.ClaimAsync(s, new Claim($"owner{n}", 0, 30, now, now.AddMinutes(1)), Exceptions.None))));

        var ids = claims.SelectMany(c => c).Select(r => r.Id).ToList();
        ids.Count.ShouldBe(ids.Distinct().Count());
    }

    [Theory]
    [InlineData(RelayClient.Lean)]
    [InlineData(RelayClient.MailKit)]
    public async Task Told_to_stop_it_finishes_what_is_in_flight_and_says_goodbye(RelayClient client)
    {
        using var stop = new CancellationTokenSource();
        await using var post = await Post.StartAsync(s =>
        {
            if (s is { Verb: ".", MailsBefore: 2 })
            {
                stop.Cancel();
            }

            return null;
        }, client);
        await post.AddAsync([.. Enumerable.Range(0, 200).Select(i => $"u{i}@example.org")]);

        var report = await post.RunAsync(stop.Token);

        report.Stopped.ShouldBe("it was told to stop");
        report.Submitted.ShouldBe(post.Relay.Mails.Count);
        report.Submitted.ShouldBeLessThan(200);
        var rows = await post.RowsAsync();
        rows.Count(r => r.State == DeliveryState.Submitted).ShouldBe(report.Submitted);
        rows.ShouldAllBe(r => r.State == DeliveryState.Submitted || r.State == DeliveryState.Pending && r.Attempts == 0 && r.Owner == null);
        post.Relay.Commands.Count(c => c.EndsWith("QUIT", StringComparison.Ordinal)).ShouldBe(post.Relay.Connections);
        (await post.RunAsync()).Submitted.ShouldBe(200 - report.Submitted);
        post.Relay.Mails.Select(m => m.To[0]).Distinct().Count().ShouldBe(200);
        post.Relay.Mails.Count.ShouldBe(200);
    }

    [Fact]
    public async Task A_250_that_could_not_be_written_is_written_before_anything_else_is_sent()
    {
        Post? post = null;
        post = await Post.StartAsync(s =>
        {
            if (s.Verb == ".")
            {
                post!.Database.WriteAsync(x => x.ExecuteAsync("ALTER TABLE deliveries RENAME TO away")).GetAwaiter().GetResult();
            }

            return null;
        });
        await using (post)
        {
            post.Options = post.Options with { Connections = 1 };
            await post.AddAsync("a@example.org");

            await Should.ThrowAsync<InvalidOperationException>(() => post.RunAsync());
            await Should.ThrowAsync<InvalidOperationException>(() => post.RunAsync());
            await post.Database.WriteAsync(s => s.ExecuteAsync("ALTER TABLE away RENAME TO deliveries"));
            post.Relay.Script = null;
            await post.RunAsync();

            (await post.RowAsync("a@example.org")).State.ShouldBe(DeliveryState.Submitted);
            post.Relay.Mails.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task An_edition_that_is_long_overdue_at_start_is_held_for_the_operator()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { HoldMoreThan = 2 };
        await post.AddEditionAsync(1, "a@example.org", "b@example.org", "c@example.org");
        post.Clock.Advance(TimeSpan.FromHours(13));
        await post.AddEditionAsync(2, "a@example.org", "b@example.org", "c@example.org");

        (await post.RunAsync()).Submitted.ShouldBe(3);

        (await post.PausesAsync()).ShouldHaveSingleItem().Scope.ShouldBe("edition:1");
        await post.Database.WriteAsync(s => PauseStore.RemoveAsync(s, "edition:1"));
        (await post.RunAsync()).Submitted.ShouldBe(3);
    }

    [Fact]
    public async Task A_reader_who_leaves_while_the_wave_goes_out_gets_nothing_more()
    {
        Post? post = null;
        post = await Post.StartAsync(s =>
        {
            if (s is { Verb: ".", MailsBefore: 0 })
            {
                post!.Database.WriteAsync(x => x.ExecuteAsync("UPDATE subscribers SET state = 'Unsubscribed' WHERE address = 'z@example.org'")).GetAwaiter().GetResult();
                post.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            return null;
        });
        await using (post)
        {
            post.Options = post.Options with { Connections = 1 };
            await post.AddEditionAsync(1, "a@example.org", "b@example.org", "c@example.org", "d@example.org", "z@example.org");

            await post.RunAsync();

            post.Relay.Mails.ShouldNotContain(m => m.To[0] == "z@example.org");
            (await post.RowAsync("z@example.org")).State.ShouldBe(DeliveryState.Cancelled);
            post.Relay.Mails.Count.ShouldBe(4);
        }
    }

    private static Task<int> LeaveAsync(Post post, string state) => post.Database.WriteAsync(s => s.ExecuteAsync(
        "UPDATE deliveries SET state = @state, owner = 'dead', lease = 1, lease_until = @until", new { state, until = TestDatabase.OnPostgres ? post.Clock.GetUtcNow() : post.Clock.GetUtcNow().AddSeconds(30) }));

    private static Task<IReadOnlyList<Delivery>> InDoubtAsync(Post post) => post.Database.ReadAsync(s => DeliveryStore.ListAsync(s, null, null, DeliveryState.InDoubt, 10));
}
