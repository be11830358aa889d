using Digest.Deliver;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

/// <summary>Several relays, their limits, and the operator's hand.</summary>
public sealed class RelaysTests
{
    [Fact]
    public async Task A_relay_that_is_away_is_replaced_by_one_that_stands_by()
    {
        await using var post = await Post.StartAsync();
        await using var standby = await ScriptedSmtpServer.StartAsync();
        post.Options = post.Options with { Relays = [new RelayOptions { Name = "spare", Host = "127.0.0.1", Port = standby.Port, Weight = 0 }] };
        await post.AddAsync("a@example.org");
        (await post.RunAsync()).Submitted.ShouldBe(1);
        standby.Connections.ShouldBe(0);

        await post.Relay.DisposeAsync();
        await post.AddAsync("b@example.org");
        (await post.RunAsync()).Submitted.ShouldBe(1);

        standby.Mails.ShouldHaveSingleItem().To[0].ShouldBe("b@example.org");
        (await post.RowAsync("b@example.org")).Relay.ShouldBe("spare");
    }

    [Fact]
    public async Task Relays_share_the_mails()
    {
        await using var post = await Post.StartAsync();
        await using var second = await ScriptedSmtpServer.StartAsync();
        post.Options = post.Options with { Relays = [new RelayOptions { Host = "127.0.0.1", Port = second.Port, Connections = 4 }] };
        await post.AddAsync([.. Enumerable.Range(0, 300).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Submitted.ShouldBe(300);

        post.Relay.Mails.ShouldNotBeEmpty();
        second.Mails.ShouldNotBeEmpty();
        (post.Relay.Mails.Count + second.Mails.Count).ShouldBe(300);
    }

    [Fact]
    public async Task Relays_share_the_mails_by_weight_and_the_lighter_takes_over_when_the_heavier_fails()
    {
        await using var post = await Post.StartAsync();
        await using var light = await ScriptedSmtpServer.StartAsync();
        post.Options = post.Options with { Weight = 3, Connections = 2, Relays = [new RelayOptions { Host = "127.0.0.1", Port = light.Port, Connections = 2, Weight = 1 }] };
        await post.AddAsync([.. Enumerable.Range(0, 200).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Submitted.ShouldBe(200);

        light.Mails.Count.ShouldBeInRange(10, 65);
        post.Relay.Mails.Count.ShouldBe(200 - light.Mails.Count);

        var before = light.Mails.Count;
        await post.Relay.DisposeAsync();
        await post.AddAsync([.. Enumerable.Range(0, 50).Select(i => $"v{i}@example.org")]);
        (await post.RunAsync()).Submitted.ShouldBe(50);
        light.Mails.Count.ShouldBe(before + 50);
    }

    [Fact]
    public async Task A_domain_gets_no_more_at_once_than_it_bears_and_holds_up_no_other()
    {
        var (busy, most) = (0, 0);
        await using var post = await Post.StartAsync(s =>
        {
            if (s.To?.EndsWith("@small.example", StringComparison.Ordinal) != true)
            {
                return null;
            }

            if (s.Verb == "DATA")
            {
                most = Math.Max(most, Interlocked.Increment(ref busy));
            }
            else if (s.Verb == ".")
            {
                Interlocked.Decrement(ref busy);
            }

            return null;
        });
        post.Options = post.Options with { Connections = 8, Domains = new Dictionary<string, DomainOptions> { ["small.example"] = new() { Connections = 1 } } };
        await post.AddAsync([.. Enumerable.Range(0, 40).Select(i => $"u{i}@{(i % 2 == 0 ? "small" : "large")}.example")]);

        (await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(200))).Submitted.ShouldBe(40);

        most.ShouldBe(1);
    }

    [Fact]
    public async Task Sends_no_more_a_second_than_it_may()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { MaxPerSecond = 2 };
        await post.AddAsync([.. Enumerable.Range(0, 20).Select(i => $"u{i}@example.org")]);
        var began = post.Clock.GetUtcNow();

        (await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(100))).Submitted.ShouldBe(20);

        (post.Clock.GetUtcNow() - began).TotalSeconds.ShouldBeGreaterThan(9);
    }

    [Fact]
    public async Task Spreads_a_wave_over_its_window_and_lets_confirmations_pass()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { Spread = TimeSpan.FromMinutes(10), Connections = 1 };
        await post.AddEditionAsync(1, [.. Enumerable.Range(0, 20).Select(i => $"u{i}@example.org")]);
        var began = post.Clock.GetUtcNow();
        var running = post.RunAsync();
        await post.AddAsync("new@example.org");

        (await post.WhileClockRunsAsync(running, TimeSpan.FromSeconds(2))).Submitted.ShouldBe(21);

        (post.Clock.GetUtcNow() - began).TotalMinutes.ShouldBeInRange(9, 10.5);
        post.Relay.Mails.Take(4).ShouldContain(m => m.To[0] == "new@example.org");
    }

    [Fact]
    public async Task A_confirmation_takes_the_next_turn_of_a_relay_that_has_few()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { MaxPerSecond = 1, Connections = 8 };
        await post.AddEditionAsync(1, [.. Enumerable.Range(0, 14).Select(i => $"u{i}@example.org")]);
        var running = post.RunAsync();
        // By then each connection has a digest in hand.
        await post.ClockRunsUntilAsync(() => post.Relay.Mails.Count >= 4, TimeSpan.FromMilliseconds(100));
        var before = post.Relay.Mails.Count;
        await post.AddAsync("new@example.org");

        (await post.WhileClockRunsAsync(running, TimeSpan.FromMilliseconds(200))).Submitted.ShouldBe(15);

        post.Relay.Mails.ToList().FindIndex(m => m.To[0] == "new@example.org").ShouldBeInRange(before, before + 3);
    }

    [Fact]
    public async Task A_mail_that_is_late_neither_waits_for_the_window_of_a_wave_nor_hurries_it()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { Spread = TimeSpan.FromMinutes(10), Connections = 2 };
        await post.AddEditionAsync(1, "late0@example.org", "late1@example.org", "late2@example.org");
        post.Clock.Advance(TimeSpan.FromHours(1));
        await post.AddEditionAsync(2, [.. Enumerable.Range(0, 20).Select(i => $"u{i}@example.org")]);
        var began = post.Clock.GetUtcNow();

        (await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromSeconds(2))).Submitted.ShouldBe(23);

        (post.Clock.GetUtcNow() - began).TotalMinutes.ShouldBeInRange(9, 10.5);
        var at = (await post.RowsAsync()).ToDictionary(r => r.Address, r => (r.SubmittedAt!.Value - began).TotalMinutes);
        at.Where(a => a.Key.StartsWith("late", StringComparison.Ordinal)).ShouldAllBe(a => a.Value < 1);
        at.Count(a => a.Key.StartsWith('u') && a.Value < 5).ShouldBeInRange(8, 12);
    }

    [Fact]
    public async Task A_domain_gets_as_many_a_second_as_it_may_and_not_half()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { Connections = 4, Domains = new Dictionary<string, DomainOptions> { ["slow.example"] = new() { MaxPerSecond = 20, Connections = 2 } } };
        await post.AddAsync([.. Enumerable.Range(0, 60).Select(i => $"u{i}@slow.example")]);
        var began = post.Clock.GetUtcNow();

        (await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(5))).Submitted.ShouldBe(60);

        (post.Clock.GetUtcNow() - began).TotalSeconds.ShouldBeInRange(2.6, 4);
    }

    [Fact]
    public async Task A_domain_with_many_mails_that_bears_few_does_not_keep_others_out()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { Connections = 2, Domains = new Dictionary<string, DomainOptions> { ["slow.example"] = new() { MaxPerSecond = 20 } } };
        await post.AddEditionAsync(1, [.. Enumerable.Range(0, 200).Select(i => $"u{i}@slow.example")]);
        post.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await post.AddEditionAsync(2, "other@example.org");
        await post.AddAsync("new@slow.example");

        (await post.WhileClockRunsAsync(post.RunAsync(), TimeSpan.FromMilliseconds(50))).Submitted.ShouldBe(202);

        post.Relay.Mails.Take(20).ShouldContain(m => m.To[0] == "other@example.org");
        post.Relay.Mails.Take(20).ShouldContain(m => m.To[0] == "new@slow.example");
    }

    [Fact]
    public async Task A_new_relay_is_warmed_up_by_the_day()
    {
        await using var post = await Post.StartAsync();
        post.Options = post.Options with { WarmUp = [5, 10], WarmUpFrom = new DateOnly(2026, 11, 24), Connections = 4 };
        await post.AddAsync([.. Enumerable.Range(0, 40).Select(i => $"u{i}@example.org")]);

        (await post.RunAsync()).Submitted.ShouldBe(5);
        post.Restart();
        (await post.RunAsync()).Submitted.ShouldBe(0);
        post.Clock.Advance(TimeSpan.FromDays(1));
        (await post.RunAsync()).Submitted.ShouldBe(10);
        post.Clock.Advance(TimeSpan.FromHours(20));
        (await post.RunAsync()).Submitted.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task A_paused_edition_waits_and_the_others_go()
    {
        await using var post = await Post.StartAsync();
        await post.AddEditionAsync(1, "a@example.org");
        await post.AddEditionAsync(2, "b@example.org");
        await post.Database.WriteAsync(s => PauseStore.AddAsync(s, new Pause { Scope = Pause.Edition(1), Reason = "a typo", Source = "operator", CreatedAt = post.Clock.GetUtcNow() }));

        (await post.RunAsync()).Submitted.ShouldBe(1);
        post.Relay.Mails.ShouldHaveSingleItem().To[0].ShouldBe("b@example.org");
        (await post.Database.WriteAsync(s => DeliveryStore.CancelEditionAsync(s, 1))).ShouldBe(1);
        await post.Database.WriteAsync(s => PauseStore.RemoveAsync(s, Pause.Edition(1)));
        (await post.RunAsync()).Submitted.ShouldBe(0);
    }

    [Fact]
    public async Task A_pause_of_a_domain_cannot_be_made_into_sql()
    {
        await using var post = await Post.StartAsync();
        await post.Database.WriteAsync(s => PauseStore.AddAsync(s, new Pause { Scope = Pause.Domain("x') OR ('1'='1"), Reason = "test", Source = "operator", CreatedAt = post.Clock.GetUtcNow() }));
        await post.AddAsync("a@example.org");

        (await post.RunAsync()).Submitted.ShouldBe(1);
    }

    [Fact]
    public async Task A_pause_keeps_its_first_reason_and_the_later_end()
    {
        await using var post = await Post.StartAsync();
        var now = post.Clock.GetUtcNow();
        Pause At(string reason, DateTimeOffset? until) => new() { Scope = Pause.All, Reason = reason, Source = "test", CreatedAt = now, Until = until };

        (await post.Database.WriteAsync(s => PauseStore.AddAsync(s, At("first", now.AddMinutes(5))))).ShouldBeTrue();
        (await post.Database.WriteAsync(s => PauseStore.AddAsync(s, At("second", now.AddMinutes(9))))).ShouldBeFalse();
        (await post.PausesAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Reason.ShouldBe("first"), p => p.Until.ShouldBe(now.AddMinutes(9)));
        await post.Database.WriteAsync(s => PauseStore.AddAsync(s, At("third", null)));
        (await post.PausesAsync()).ShouldHaveSingleItem().Until.ShouldBeNull();
    }

    [Fact]
    public async Task A_relay_that_an_operator_resumes_works_again_in_the_same_process()
    {
        await using var post = await Post.StartAsync();
        var scope = Pause.Relay($"127.0.0.1:{post.Relay.Port}");
        await post.Database.WriteAsync(s => PauseStore.AddAsync(s, new Pause { Scope = scope, Reason = "maintenance", Source = "operator", CreatedAt = post.Clock.GetUtcNow() }));
        await post.AddAsync("a@example.org");

        (await post.RunAsync()).Stopped!.ShouldEndWith("is paused: maintenance");
        post.Relay.Connections.ShouldBe(0);
        await post.Database.WriteAsync(s => PauseStore.RemoveAsync(s, scope));
        (await post.RunAsync()).Submitted.ShouldBe(1);
    }

    [Fact]
    public async Task A_relay_whose_password_was_mended_need_not_rest_to_the_end()
    {
        await using var post = await Post.StartAsync();
        post.Relay.Login = ("digest", "secret");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "wrong");
        post.Options = post.Options with { User = "digest", PasswordFile = file, Connections = 1 };
        await post.AddAsync("a@example.org");
        (await post.RunAsync()).Stopped!.ShouldContain("535");

        await File.WriteAllTextAsync(file, "secret\n");
        (await post.RunAsync()).Submitted.ShouldBe(0);
        await post.Database.WriteAsync(s => PauseStore.RemoveAsync(s, Pause.Relay($"127.0.0.1:{post.Relay.Port}")));
        (await post.RunAsync()).Submitted.ShouldBe(1);
        File.Delete(file);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("edition:1")]
    [InlineData("domain:example.org")]
    [InlineData("relay:one")]
    public async Task A_pause_that_an_operator_sets_in_the_middle_of_a_wave_is_seen_within_seconds(string scope)
    {
        Post? post = null;
        post = await Post.StartAsync(s =>
        {
            if (s is { Verb: "." } && s.MailsBefore is var n and >= 2)
            {
                if (n == 2)
                {
                    post!.Database.WriteAsync(x => PauseStore.AddAsync(x, new Pause { Scope = scope, Reason = "a typo", Source = "operator", CreatedAt = post.Clock.GetUtcNow() })).GetAwaiter().GetResult();
                }

                post!.Clock.Advance(TimeSpan.FromSeconds(1.1));
            }

            return null;
        });
        await using (post)
        {
            post.Options = post.Options with { Connections = 1, Name = "one" };
            await post.AddEditionAsync(1, [.. Enumerable.Range(0, 100).Select(i => $"u{i}@example.org")]);

            var report = await post.RunAsync();

            report.Submitted.ShouldBeInRange(3, 12);
            (await post.RowsAsync()).Count(r => r.State == DeliveryState.Pending && r.Attempts == 0 && r.Owner == null).ShouldBe(100 - report.Submitted);
        }
    }

    [Theory]
    [InlineData(RelayClient.Lean)]
    [InlineData(RelayClient.MailKit)]
    public async Task A_wave_that_is_cancelled_in_the_middle_ends_with_what_was_begun(RelayClient client)
    {
        Post? post = null;
        var cancelled = 0;
        post = await Post.StartAsync(s =>
        {
            if (s is { Verb: ".", MailsBefore: 9 })
            {
                cancelled = post!.Database.WriteAsync(x => DeliveryStore.CancelEditionAsync(x, 1)).GetAwaiter().GetResult();
            }

            return null;
        }, client);
        await using (post)
        {
            post.Options = post.Options with { Connections = 1 };
            await post.AddEditionAsync(1, [.. Enumerable.Range(0, 60).Select(i => $"u{i}@example.org")]);

            (await post.RunAsync()).Submitted.ShouldBe(60 - cancelled);

            cancelled.ShouldBeGreaterThan(47);
            post.Relay.Mails.Count.ShouldBe(60 - cancelled);
            (await post.RowsAsync()).Count(r => r is { State: DeliveryState.Cancelled, Cause: "operator", Owner: null }).ShouldBe(cancelled);
        }
    }

    [Fact]
    public async Task A_domain_that_asks_for_less_gets_less_and_rests_from_run_to_run()
    {
        await using var post = await Post.StartAsync(s => s.Verb == "RCPT" && s.To!.EndsWith("@strict.example", StringComparison.Ordinal) ? SmtpAct.Reply("421 4.7.28 Our system has detected an unusual rate of mail") : null);
        post.Options = post.Options with { Connections = 2 };
        await post.AddAsync([.. Enumerable.Range(0, 30).Select(i => $"u{i}@strict.example")]);
        await post.AddAsync([.. Enumerable.Range(0, 30).Select(i => $"u{i}@easy.example")]);

        (await post.RunAsync()).Submitted.ShouldBe(30);
        var asked = (await post.RowsAsync()).Count(r => r.Domain == "strict.example" && r.Attempts > 0);
        asked.ShouldBeInRange(5, 8);

        await post.RunAsync();
        (await post.RowsAsync()).Count(r => r.Domain == "strict.example" && r.Attempts > 0).ShouldBe(asked);
        post.Relay.Script = null;
        post.Clock.Advance(TimeSpan.FromMinutes(6));
        (await post.RunAsync()).Submitted.ShouldBe(30);
    }
}
