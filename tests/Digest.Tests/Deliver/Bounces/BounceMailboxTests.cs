using Digest.Deliver.Bounces;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Bounces;

public sealed class BounceMailboxTests
{
    [Fact]
    public async Task Empties_the_mailbox_and_puts_each_message_aside()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(s => DeliveryStore.AddAsync(s, new NewDelivery
        {
            Kind = MailKind.Digest,
            Address = "reader@example.org",
            MessageId = Returned.MessageId,
            DueAt = DateTimeOffset.UnixEpoch,
            CreatedAt = DateTimeOffset.UnixEpoch,
            ExpiresAt = DateTimeOffset.UnixEpoch,
        }));
        await test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE deliveries SET handed_at = @now", new { now = TimeProvider.System.GetUtcNow() }));
        await using var server = new ImapServer(Read("dsn-unknown"), Read("vacation"), Read("letter"));

        var report = await Mailbox(test, server).RunAsync(CancellationToken.None);

        (report.Read, report.Suppressed).ShouldBe((3, 1));
        server.Inbox.ShouldBeEmpty();
        server.Folders["Digest-Done"].ShouldBe([1, 2, 3]);
        (await test.Database.ReadAsync(s => SuppressionStore.FindAsync(s, "reader@example.org", DateTimeOffset.UnixEpoch))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_refused_login_names_the_setting()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = new ImapServer { RefusesLogin = true };

        var error = await Should.ThrowAsync<InvalidOperationException>(() => Mailbox(test, server).RunAsync(CancellationToken.None));
        error.Message.ShouldContain("Bounces:Imap");
    }

    private static BounceMailbox Mailbox(TestDatabase test, ImapServer server)
    {
        var options = new BouncesOptions { Imap = new ImapOptions { Host = "127.0.0.1", Port = server.Port, Security = ImapSecurity.None, User = "bounce", Password = "secret" } };
        var step = new BounceStep(test.Database, options, TimeProvider.System, NullLogger<BounceStep>.Instance);
        return new BounceMailbox(step, options, TimeProvider.System, NullLogger<BounceMailbox>.Instance);
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Returned.PathOf(name));
}
