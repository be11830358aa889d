using System.Net.Sockets;

using Digest.Store;
using Digest.Tests.Support;

using Npgsql;

using Shouldly;

using Xunit;

namespace Digest.Tests.Store;

public sealed class DatabaseTests
{
    [Fact]
    public async Task A_new_file_and_what_stands_beside_it_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("digest-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "digest.db");
            await using var database = Database.Sqlite(file);
            await using var open = await database.ConnectAsync(TestContext.Current.CancellationToken);
            await database.WriteAsync(s => s.ExecuteAsync("CREATE TABLE t (a TEXT)"), TestContext.Current.CancellationToken);

            foreach (var path in folder.GetFiles().Select(f => f.FullName))
            {
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, path);
            }

            folder.GetFiles().Length.ShouldBe(3);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ledger_that_was_delivered_from_is_never_begun_anew(bool empty)
    {
        var folder = Directory.CreateTempSubdirectory("digest-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "digest.db");
            await File.WriteAllTextAsync(file + ".deliver.lock", "", TestContext.Current.CancellationToken);
            if (empty)
            {
                await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
            }

            await using var database = Database.Sqlite(file);
            var error = await Should.ThrowAsync<InvalidOperationException>(() => database.ConnectAsync(TestContext.Current.CancellationToken));

            error.Message.ShouldSatisfyAllConditions(m => m.ShouldStartWith(file), m => m.ShouldContain("Restore a backup"));
            (File.Exists(file) ? new FileInfo(file).Length : 0).ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_damaged_file_is_named_and_left_as_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("digest-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "digest.db");
            await File.WriteAllTextAsync(file, new string('x', 8192), TestContext.Current.CancellationToken);
            await using var database = Database.Sqlite(file);

            var error = await Should.ThrowAsync<System.Data.Common.DbException>(() => database.ConnectAsync(TestContext.Current.CancellationToken));

            database.Explain(error).ShouldStartWith($"{file} is damaged");
            new FileInfo(file).Length.ShouldBe(8192);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_does_no_harm_done_twice_is_written_again_when_the_connection_was_cut()
    {
        await using var test = await TestDatabase.CreateAsync(migrate: false);
        await test.Database.WriteAsync(s => s.ExecuteAsync("CREATE TABLE t (a BIGINT)"));
        var tries = 0;

        await test.Database.WriteAgainAsync(async s =>
        {
            await s.ExecuteAsync("INSERT INTO t VALUES (1)");
            return ++tries < 4 && TestDatabase.OnPostgres ? await s.ExecuteAsync("SELECT pg_terminate_backend(pg_backend_pid())") : 0;
        });

        tries.ShouldBe(TestDatabase.OnPostgres ? 4 : 1);
        (await test.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM t"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_away_is_waited_for_only_where_somebody_is_told()
    {
        await using var database = Database.Postgres("Host=127.0.0.1;Port=1");
        var (asked, told) = (0, 0);

        (await database.AgainAsync(AskAsync, _ => told++)).ShouldBe(4);
        told.ShouldBe(2);

        asked = 0;
        // The first is a cut, which is ridden out; the second says that the server is starting.
        (await Should.ThrowAsync<PostgresException>(() => database.AgainAsync(AskAsync))).SqlState.ShouldBe("57P03");
        asked.ShouldBe(2);

        Task<int> AskAsync() => ++asked switch
        {
            1 => throw new PostgresException("terminating connection due to administrator command", "FATAL", "FATAL", "57P01"),
            2 => throw new PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03"),
            3 => throw new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused)),
            _ => Task.FromResult(asked),
        };
    }
}
