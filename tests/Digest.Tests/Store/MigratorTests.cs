using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging.Abstractions;

using Shouldly;

using Xunit;

namespace Digest.Tests.Store;

public sealed class MigratorTests
{
    [Fact]
    public async Task Applies_every_file_once()
    {
        await using var test = await TestDatabase.CreateAsync(migrate: false);
        var migrator = new Migrator(test.Database, TimeProvider.System, NullLogger<Migrator>.Instance);

        (await migrator.MigrateAsync()).ShouldContain("0001_sources");
        (await migrator.MigrateAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rides_out_connections_that_are_cut_while_it_works()
    {
        const int Cuts = 12;
        await using var test = await TestDatabase.CreateAsync(migrate: false);
        var migrating = new Migrator(test.Database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync();
        if (TestDatabase.OnPostgres)
        {
            await using var other = Database.Postgres(test.Settings["Store:Postgres"]!);
            for (var cuts = 0L; cuts < Cuts && !migrating.IsCompleted;)
            {
                cuts += await other.ReadAsync(s => s.ScalarAsync<long>(
                    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"));
            }
        }

        await migrating.WaitAsync(TimeSpan.FromSeconds(60));

        (await new Migrator(test.Database, TimeProvider.System, NullLogger<Migrator>.Instance).PendingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_a_database_of_a_newer_version()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(s => s.ExecuteAsync("INSERT INTO migrations (name, applied_at) VALUES ('9999_future', 0)"));
        var migrator = new Migrator(test.Database, TimeProvider.System, NullLogger<Migrator>.Instance);

        var error = await Should.ThrowAsync<InvalidOperationException>(() => migrator.MigrateAsync());
        error.Message.ShouldContain("9999_future");
    }

    [Fact]
    public async Task Gives_ids_by_itself_on_both_databases()
    {
        await using var test = await TestDatabase.CreateAsync();
        var first = await Add("A");
        var second = await Add("B");
        second.ShouldBe(first + 1);

        Task<long> Add(string name) => test.Database.WriteAsync(s => s.ScalarAsync<long>(
            "INSERT INTO sources (name, created_at) VALUES (@name, @at) RETURNING id", new { name, at = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public async Task Keeps_nothing_of_a_transaction_that_failed()
    {
        await using var test = await TestDatabase.CreateAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => test.Database.WriteAsync<int>(async s =>
        {
            await s.ExecuteAsync("INSERT INTO sources (name, created_at) VALUES ('lost', 0)");
            throw new InvalidOperationException("on purpose");
        }));

        (await test.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM sources"))).ShouldBe(0);
    }
}
