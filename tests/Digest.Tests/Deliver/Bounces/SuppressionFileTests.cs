using Digest.Deliver.Bounces;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Bounces;

public sealed class SuppressionFileTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.CreateAsync(_clock);

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task What_was_exported_is_imported_again_as_it_was()
    {
        var hash = "hash:" + new string('a', 64);
        Suppression[] entries =
        [
            new("+tag@example.org", "said \"no\", twice", "operator", _clock.GetUtcNow().AddDays(-1), null),
            new("@example.net", "complaint", "imap", _clock.GetUtcNow(), _clock.GetUtcNow().AddDays(3)),
            new(hash, "erased", "reader", _clock.GetUtcNow(), null),
        ];
        await _test.Database.WriteAsync(async s =>
        {
            foreach (var entry in entries)
            {
                await SuppressionStore.AddAsync(s, entry);
            }
        });
        using var file = new StringWriter();
        (await File().ExportAsync(file, CancellationToken.None)).ShouldBe(3);

        await _test.Database.WriteAsync(s => s.ExecuteAsync("DELETE FROM suppressions"));
        var import = await ImportAsync(file.ToString());

        (import.Added, import.Known, import.Refused.Count).ShouldBe((3, 0, 0));
        (await _test.Database.ReadAsync(s => SuppressionStore.PageAsync(s, "", _clock.GetUtcNow(), 10))).ShouldBe(entries, ignoreOrder: true);
    }

    [Fact]
    public async Task Bare_addresses_and_other_services_columns_are_taken()
    {
        (await ImportAsync("a@example.org\nb@example.org\n\n")).Added.ShouldBe(2);
        var import = await ImportAsync("\ufeffcreated,email,reason\r\n1732430000,C@example.org,\"550, gone\"\r\nsoon,d@example.org,x\r\n1732430000,not an address,x\r\n");

        import.Added.ShouldBe(1);
        import.Refused.Select(r => (r.Line, r.Why)).ShouldBe([(3, "created_at is no time"), (4, "no address, @domain or hash")]);
        (await FindAsync("c@EXAMPLE.org")).ShouldNotBeNull().Reason.ShouldBe("550, gone");
    }

    [Fact]
    public async Task An_import_changes_nothing_that_is_suppressed_for_good()
    {
        await ImportAsync("address,reason\na@example.org,complaint\n");

        (await ImportAsync("address,reason,until\na@example.org,other,2027-01-01\n")).Known.ShouldBe(1);

        (await FindAsync("a@example.org")).ShouldNotBeNull().Reason.ShouldBe("complaint");
    }

    [Theory]
    [InlineData("anyone@example.org", true)]
    [InlineData("anyone@EXAMPLE.ORG", true)]
    [InlineData("anyone@sub.example.org", false)]
    [InlineData("anyone@example.org.evil.example", false)]
    public async Task A_domain_stands_for_every_address_in_it(string address, bool suppressed)
    {
        await ImportAsync("@example.org");

        ((await FindAsync(address)) is not null).ShouldBe(suppressed);
    }

    [Fact]
    public async Task What_ran_out_is_neither_found_nor_kept()
    {
        await ImportAsync("address,until\na@example.org,2026-11-25\n");
        _clock.Advance(TimeSpan.FromDays(2));

        (await FindAsync("a@example.org")).ShouldBeNull();
        (await _test.Database.WriteAsync(s => SuppressionStore.SweepAsync(s, _clock.GetUtcNow()))).ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_to_a_suppressed_domain_is_not_sent()
    {
        await ImportAsync("@example.org");
        await _test.Database.WriteAsync(s => DeliveryStore.AddAsync(s, new NewDelivery
        {
            Kind = MailKind.Digest,
            Address = "Reader@Example.org",
            MessageId = "1@digest.example",
            DueAt = _clock.GetUtcNow(),
            CreatedAt = _clock.GetUtcNow(),
            ExpiresAt = _clock.GetUtcNow().AddDays(1),
        }));
        var id = await _test.Database.WriteAsync(s => s.ScalarAsync<long>("UPDATE deliveries SET state = 'Claimed', owner = 'here', lease_until = 99 RETURNING id"));

        (await _test.Database.WriteAsync(s => DeliveryStore.DropAsync(s, "here", DateTimeOffset.FromUnixTimeMilliseconds(99), _clock.GetUtcNow()))).Cancelled.ShouldBe([id]);
    }

    private SuppressionFile File() => new(_test.Database, _clock);

    private async Task<SuppressionImport> ImportAsync(string csv)
    {
        using var reader = new StringReader(csv);
        return await File().ImportAsync(reader, CancellationToken.None);
    }

    private Task<Suppression?> FindAsync(string address) => _test.Database.ReadAsync(s => SuppressionStore.FindAsync(s, address, _clock.GetUtcNow()));
}
