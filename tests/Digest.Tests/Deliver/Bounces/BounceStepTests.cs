using Digest.Deliver.Bounces;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using MimeKit;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Bounces;

public sealed class BounceStepTests : IAsyncLifetime
{
    private const string Made = "AAAAAAAAAABBBBBBBBB-_w";
    private const string MadeBefore = "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCC-_x";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
    private readonly List<string> _unsubscribed = [];
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.CreateAsync(_clock);

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task A_hard_bounce_suppresses_at_once_and_for_good()
    {
        await SentAsync(Returned.MessageId);

        (await TakeAsync("dsn-unknown")).Done.ShouldBe("suppressed");

        var suppression = await SuppressionAsync("reader@example.org");
        suppression.ShouldNotBeNull().Reason.ShouldBe("hard-bounce");
        suppression.Until.ShouldBeNull();
        var line = (await ListAsync()).ShouldHaveSingleItem();
        line.Suppressed.ShouldBeTrue();
        line.Status.ShouldBe("5.1.1");
        line.Words.ShouldNotContain("reader@example.org");
    }

    [Fact]
    public async Task The_same_notice_read_twice_counts_once()
    {
        await SentAsync(Returned.MessageId);

        await TakeAsync("dsn-full");
        (await TakeAsync("dsn-full")).Done.ShouldBe("known");

        (await ListAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("dsn-unknown")]
    [InlineData("arf-abuse")]
    [InlineData("dsn-verp-only")]
    public async Task What_is_about_no_mail_of_ours_counts_for_nothing(string name)
    {
        (await TakeAsync(name)).Done.ShouldBe("unknown");

        (await SuppressionAsync("reader@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task The_address_that_was_mailed_is_suppressed_not_one_behind_it()
    {
        await SentAsync(Returned.MessageId, "list@example.org");

        await TakeAsync("dsn-unknown");

        (await SuppressionAsync("list@example.org")).ShouldNotBeNull();
        (await SuppressionAsync("reader@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task A_complaint_suppresses_at_once_even_when_the_address_is_left_out()
    {
        await SentAsync(Returned.MessageId);

        (await TakeAsync("arf-redacted")).Done.ShouldBe("suppressed");

        (await SuppressionAsync("reader@example.org")).ShouldNotBeNull().Reason.ShouldBe("complaint");
    }

    [Theory]
    [InlineData("dsn-policy", "counted")]
    [InlineData("vacation", "nothing")]
    [InlineData("dsn-delivered", "nothing")]
    public async Task Blocks_and_automatic_answers_suppress_nobody(string name, string done)
    {
        await SentAsync(Returned.MessageId);

        (await TakeAsync(name)).Done.ShouldBe(done);

        (await SuppressionAsync("reader@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task Soft_bounces_that_keep_coming_suppress_for_a_while()
    {
        var done = await SoftAsync(days: 6, every: TimeSpan.FromDays(1));

        done.ShouldBe(["counted", "counted", "counted", "counted", "counted", "suppressed"]);
        var suppression = await SuppressionAsync("reader@example.org");
        suppression.ShouldNotBeNull().Reason.ShouldBe("soft-bounces");
        suppression.Until.ShouldNotBeNull().ShouldBe(_clock.GetUtcNow().AddDays(60), TimeSpan.FromDays(2));
        _clock.Advance(TimeSpan.FromDays(61));
        (await SuppressionAsync("reader@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task Soft_bounces_far_apart_are_forgotten()
    {
        var done = await SoftAsync(days: 8, every: TimeSpan.FromDays(60));

        done.ShouldAllBe(d => d == "counted");
    }

    [Fact]
    public async Task A_mail_that_was_never_sent_cannot_come_back()
    {
        await WaitingAsync(Returned.MessageId, "reader@example.org");

        (await TakeAsync("dsn-unknown")).Done.ShouldBe("unknown");
    }

    [Fact]
    public async Task A_bounce_of_a_mail_of_long_ago_is_listed_and_suppresses_nobody()
    {
        await SentAsync(Returned.MessageId);
        _clock.Advance(TimeSpan.FromDays(365));

        (await TakeAsync("dsn-unknown")).Done.ShouldBe("counted");

        (await SuppressionAsync("reader@example.org")).ShouldBeNull();
        (await ListAsync()).ShouldHaveSingleItem().Suppressed.ShouldBeFalse();
        (await TakeAsync("arf-abuse")).Done.ShouldBe("suppressed");
    }

    [Theory]
    [InlineData("unsubscribe@digest.example", "{0}", true, Made)]
    [InlineData("unsubscribe@digest.example", "{0}", true, MadeBefore)]
    [InlineData("unsubscribe@digest.example", "Please:\r\n\r\nunsubscribe {0}\r\n-- \r\nReader", true, Made)]
    [InlineData("unsubscribe@digest.example", "Please:\r\n\r\nunsubscribe {0}\r\n-- \r\nReader", true, MadeBefore)]
    [InlineData("unsubscribe@digest.example", "> https://digest.example/u/{0}", false, Made)]
    [InlineData("unsubscribe@digest.example", "> https://digest.example/u/{0}", false, MadeBefore)]
    [InlineData("bounce@digest.example", "{0}", false, Made)]
    [InlineData("bounce@digest.example", "{0}", false, MadeBefore)]
    public async Task A_token_in_the_text_counts_alone_in_its_line(string to, string text, bool honoured, string token)
    {
        using var mail = new MimeMessage();
        mail.From.Add(new MailboxAddress("", "stranger@example.net"));
        mail.To.Add(new MailboxAddress("", to));
        mail.Body = new TextPart("plain") { Text = text.Replace("{0}", token, StringComparison.Ordinal) };

        await Step().TakeAsync(mail, "imap", CancellationToken.None);

        _unsubscribed.ShouldBe(honoured ? [token + " by mail"] : []);
    }

    [Fact]
    public async Task A_reader_who_left_with_the_provider_has_left()
    {
        await SentAsync(Returned.MessageId);
        await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE deliveries SET subscriber_id = 7"));
        var left = new List<string>();
        var step = new BounceStep(_test.Database, new BouncesOptions(), _clock, NullLogger<BounceStep>.Instance, leave: (id, by, _) =>
        {
            left.Add($"{id} by {by}");
            return Task.FromResult(true);
        });
        var bounce = new Bounce { Class = BounceClass.None, Unsubscribes = true, How = "json", MessageId = Returned.MessageId };

        (await step.ApplyAsync(bounce, "stdin", authentic: false, CancellationToken.None)).Done.ShouldBe("unknown");
        (await step.ApplyAsync(bounce, "webhook:mailgun", authentic: true, CancellationToken.None)).Done.ShouldBe("unsubscribed");

        left.ShouldBe(["7 by webhook:mailgun"]);
        (await SuppressionAsync("reader@example.org")).ShouldBeNull();
    }

    [Theory]
    [InlineData("{0}", true, Made)]
    [InlineData("{0}", true, MadeBefore)]
    [InlineData("Re: unsubscribe {0}", true, Made)]
    [InlineData("Re: unsubscribe {0}", true, MadeBefore)]
    [InlineData("unsubscribe", false, Made)]
    [InlineData("unsubscribe", false, MadeBefore)]
    public async Task A_mail_to_the_unsubscribe_address_is_honoured(string subject, bool honoured, string token)
    {
        using var mail = new MimeMessage();
        mail.From.Add(new MailboxAddress("", "reader@example.org"));
        mail.To.Add(new MailboxAddress("", "unsubscribe@digest.example"));
        mail.Subject = subject.Replace("{0}", token, StringComparison.Ordinal);

        var outcome = await Step().TakeAsync(mail, "imap", CancellationToken.None);

        _unsubscribed.ShouldBe(honoured ? [token + " by mail"] : []);
        outcome.Done.ShouldBe(honoured ? "unsubscribed" : "nothing");
    }

    [Fact]
    public async Task An_address_alone_means_a_mail_only_when_the_source_proved_itself()
    {
        await SentAsync(Returned.MessageId);
        var bounce = new Bounce { Class = BounceClass.Complaint, How = "json", Recipients = [new BouncedRecipient("Reader@example.org", BounceClass.Complaint, null, "")] };

        (await Step().ApplyAsync(bounce, "stdin", authentic: false, CancellationToken.None)).Done.ShouldBe("unknown");
        (await Step().ApplyAsync(bounce, "webhook:postmark", authentic: true, CancellationToken.None)).Done.ShouldBe("suppressed");
    }

    [Fact]
    public async Task A_folder_is_read_and_put_aside()
    {
        await SentAsync(Returned.MessageId);
        var folder = Path.Combine(_test.Folder, "spool");
        Directory.CreateDirectory(Path.Combine(folder, "new"));
        File.Copy(Returned.PathOf("dsn-unknown"), Path.Combine(folder, "one.eml"));
        File.Copy(Returned.PathOf("vacation"), Path.Combine(folder, "new", "two"));

        var report = await new BounceFolder(Step()).RunAsync(folder, CancellationToken.None);

        (report.Read, report.Suppressed).ShouldBe((2, 1));
        report.ToString().ShouldBe("2 read: 1 AutoReply, 1 Hard; 1 suppressed, 0 unsubscribed, 0 about no mail of ours");
        Directory.GetFiles(Path.Combine(folder, "done")).Length.ShouldBe(2);
        (await new BounceFolder(Step()).RunAsync(folder, CancellationToken.None)).Read.ShouldBe(0);
    }

    private BounceStep Step() => new(_test.Database, new BouncesOptions(), _clock, NullLogger<BounceStep>.Instance, (token, by, _) =>
    {
        _unsubscribed.Add($"{token} by {by}");
        return Task.FromResult(true);
    });

    private async Task<BounceOutcome> TakeAsync(string name)
    {
        using var message = Returned.Load(name);
        return await Step().TakeAsync(message, "stdin", CancellationToken.None);
    }

    private async Task<List<string>> SoftAsync(int days, TimeSpan every)
    {
        var done = new List<string>();
        for (var i = 0; i < days; i++)
        {
            var id = $"{i:d4}0000000000000000000000000000@digest.example";
            await SentAsync(id);
            var bounce = new Bounce { Class = BounceClass.Soft, How = "dsn", MessageId = id };
            done.Add((await Step().ApplyAsync(bounce, "imap", authentic: false, CancellationToken.None)).Done);
            _clock.Advance(every);
        }

        return done;
    }

    private async Task SentAsync(string messageId, string address = "reader@example.org")
    {
        await WaitingAsync(messageId, address);
        await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE deliveries SET handed_at = created_at"));
    }

    private Task<bool> WaitingAsync(string messageId, string address) => _test.Database.WriteAsync(s => DeliveryStore.AddAsync(s, new NewDelivery
    {
        Kind = MailKind.Digest,
        Address = address,
        MessageId = messageId,
        DueAt = _clock.GetUtcNow(),
        CreatedAt = _clock.GetUtcNow(),
        ExpiresAt = _clock.GetUtcNow().AddDays(1),
    }));

    private Task<Suppression?> SuppressionAsync(string address) => _test.Database.ReadAsync(s => SuppressionStore.FindAsync(s, address, _clock.GetUtcNow()));

    private Task<IReadOnlyList<BounceLine>> ListAsync() => _test.Database.ReadAsync(s => BounceStore.ListAsync(s, null, DateTimeOffset.UnixEpoch, 100));
}
