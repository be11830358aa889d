using System.Globalization;
using System.Text.Json;

using Digest.Cli;
using Digest.Deliver;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Deliver;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Cli;

/// <summary>What happened to a mail, and the operator's hand on a wave, at the command line.</summary>
public sealed class DeliveriesCommandTests : IAsyncLifetime
{
    private const string Words = "451 4.7.1 Greylisted for five minutes; see the page of the postmaster about why this server asks everybody to come again later";

    private Post _post = null!;

    public async ValueTask InitializeAsync()
    {
        _post = await Post.StartAsync(s => s.Verb != "RCPT" ? null : s.To switch
        {
            "late@example.org" when s.Try == 1 => SmtpAct.Reply(Words),
            "gone@example.org" => SmtpAct.Reply("550 5.1.1 User unknown"),
            _ => null,
        });
        await _post.AddEditionAsync(12, "Reader@example.org", "late@example.org", "gone@example.org");
        await _post.RunAsync();
        _post.Clock.Advance(TimeSpan.FromMinutes(6));
        await _post.RunAsync();
    }

    public ValueTask DisposeAsync() => _post.DisposeAsync();

    [Fact]
    public async Task Tells_every_try_with_the_servers_words_and_what_came_back()
    {
        var row = await _post.RowAsync("late@example.org");
        await _post.Database.WriteAsync(s => BounceStore.AddAsync(s, new BounceRow(row.Id, "Soft", "4.2.2", "mailbox full", "dsn", "imap", _post.Clock.GetUtcNow())));

        var (code, text) = await RunAsync("deliveries", "--to", "late@example.org");

        code.ShouldBe(0);
        var lines = text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        lines[2].ShouldSatisfyAllConditions(l => l.ShouldContain("Deferred"), l => l.ShouldContain("2026-11-24 06:00:00"), l => l.ShouldEndWith(Words));
        lines[1].ShouldSatisfyAllConditions(l => l.ShouldContain("late@example.org"), l => l.ShouldContain("Submitted"), l => l.ShouldEndWith("250 2.0.0 Ok: queued"));
        lines[3].ShouldSatisfyAllConditions(l => l.ShouldContain("Soft bounce"), l => l.ShouldContain("imap"), l => l.ShouldEndWith("4.2.2 mailbox full"));
    }

    [Fact]
    public async Task Prints_the_same_as_json()
    {
        var row = await _post.RowAsync("gone@example.org");
        await _post.Database.WriteAsync(s => BounceStore.AddAsync(s, new BounceRow(row.Id, "Complaint", null, "abuse", "arf", "stdin", _post.Clock.GetUtcNow(), true)));

        using var json = JsonDocument.Parse((await RunAsync("deliveries", "--to", "gone@example.org", "--json")).Text);

        var mail = json.RootElement.EnumerateArray().Single();
        mail.GetProperty("delivery").GetProperty("state").GetString().ShouldBe("Hard");
        mail.GetProperty("attempts")[0].GetProperty("reply").GetString().ShouldBe("550 5.1.1 User unknown");
        mail.GetProperty("bounces")[0].GetProperty("class").GetString().ShouldBe("Complaint");
        mail.GetProperty("bounces")[0].GetProperty("suppressed").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("--to", "READER@example.org", 1)]
    [InlineData("--to", "nobody@example.org", 0)]
    [InlineData("--edition", "12", 3)]
    [InlineData("--state", "hard", 1)]
    public async Task Finds_by_address_in_any_case_by_edition_and_by_state(string option, string value, int mails)
    {
        using var json = JsonDocument.Parse((await RunAsync("deliveries", option, value, "--json")).Text);
        json.RootElement.GetArrayLength().ShouldBe(mails);
    }

    [Fact]
    public async Task Counts_states_and_names_what_is_paused()
    {
        (await RunAsync("deliveries", "pause", "domain:@Example.ORG", "--reason", "they asked")).Code.ShouldBe(0);

        var (_, text) = await RunAsync("deliveries");

        text.ShouldSatisfyAllConditions(t => t.ShouldContain("Hard"), t => t.ShouldContain("Submitted"), t => t.ShouldContain("domain:example.org"), t => t.ShouldContain("they asked"));
        (await RunAsync("deliveries", "resume", "domain:example.org")).Text.ShouldContain("goes on");
        (await _post.PausesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Resends_one_under_its_old_name_and_cancels_what_is_left()
    {
        var row = await _post.RowAsync("Reader@example.org");
        (await RunAsync("deliveries", "resend", row.Id.ToString(CultureInfo.InvariantCulture))).Code.ShouldBe(0);
        _post.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddMinutes(1));
        (await _post.RunAsync()).Submitted.ShouldBe(1);
        _post.Relay.Mails.Where(m => m.To[0] == "Reader@example.org").Select(m => m.MessageId).Distinct().Count().ShouldBe(1);

        await _post.AddEditionAsync(13, "a@example.org", "b@example.org");
        // One that no relay has taken yet is what is sent again most.
        var waiting = await _post.RowAsync("a@example.org");
        (await RunAsync("deliveries", "resend", waiting.Id.ToString(CultureInfo.InvariantCulture))).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0), r => r.Text.ShouldBe($"{waiting.Id} is due now.\n"));
        (await RunAsync("deliveries", "cancel", "13")).Text.ShouldContain("2 mails");
        (await _post.RunAsync()).Submitted.ShouldBe(0);
        (await _post.RowAsync("a@example.org")).ShouldSatisfyAllConditions(r => r.State.ShouldBe(DeliveryState.Cancelled), r => r.Reply.ShouldBe("cancelled by the operator"));
    }

    [Fact]
    public async Task Sending_says_what_is_held_back_and_how_it_goes_on()
    {
        (await RunAsync("deliveries", "pause", "edition:12", "--reason", "a typo")).Code.ShouldBe(0);

        var (_, text) = await RunAsync("deliver", "--set", "Deliver:Host=127.0.0.1", "--set", $"Deliver:Port={_post.Relay.Port}", "--set", "Sample:Enabled=Off");

        text.ShouldContain("Held back: edition:12, a typo. To go on: digest deliveries resume edition:12");
    }

    [Fact]
    public async Task An_overdue_edition_that_was_resumed_goes_also_when_the_program_starts_again()
    {
        var now = TimeProvider.System.GetUtcNow();
        _post.Clock.SetUtcNow(now);
        _post.Options = _post.Options with { HoldMoreThan = 1 };
        _post.Restart();
        await _post.AddEditionAsync(14, "a@example.org", "b@example.org", "c@example.org");
        await _post.Database.WriteAsync(s => s.ExecuteAsync(
            "UPDATE deliveries SET due_at = @due, expires_at = CASE WHEN address = 'c@example.org' THEN @due ELSE expires_at END WHERE address IN ('a@example.org', 'b@example.org', 'c@example.org')",
            new { due = now.AddHours(-13) }));
        (await _post.RunAsync()).Submitted.ShouldBe(0);
        (await _post.PausesAsync()).ShouldHaveSingleItem().Scope.ShouldBe("edition:14");

        (await RunAsync("deliveries", "resume", "edition:14")).Text.ShouldContain("edition:14 goes on: 3 digests wait, 1 of them too late to be sent any more.");
        _post.Restart();
        _post.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddMinutes(1));

        (await _post.RunAsync()).ShouldBe(new DeliverReport { Submitted = 2, Expired = 1 });
        (await _post.PausesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void Sending_as_of_a_moment_goes_on_from_there()
    {
        var moment = new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
        var clock = new AsOfClock(moment).Running();

        SpinWait.SpinUntil(() => clock.GetUtcNow() > moment, TimeSpan.FromSeconds(5)).ShouldBeTrue();
        new AsOfClock(moment).GetUtcNow().ShouldBe(moment);
    }

    [Theory]
    [InlineData("deliveries", "resend", "999")]
    [InlineData("deliveries", "resend", "soon")]
    [InlineData("deliveries", "cancel", "99")]
    [InlineData("deliveries", "--edition", "99")]
    [InlineData("deliveries", "--state", "Lost")]
    [InlineData("deliveries", "pause", "everything")]
    [InlineData("deliveries", "pause", "edition:x")]
    [InlineData("deliveries", "pause", "edition:99")]
    [InlineData("deliveries", "pause", "relay:no-such")]
    [InlineData("deliveries", "pause")]
    public async Task Ends_with_one_where_it_cannot_do_what_is_asked(params string[] args)
    {
        (await RunAsync(args)).Code.ShouldBe(1);
        (await _post.PausesAsync()).ShouldBeEmpty();
    }

    private Task<(int Code, string Text)> RunAsync(params string[] args) => Printed.ByAsync(() => CommandLine.RunAsync(
        [.. args, .. _post.Settings.Where(s => s.Value is not null).SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" })], Program.Build, (_, _) => Task.CompletedTask));
}
