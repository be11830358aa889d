using Digest.Store;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Digest.Tests.Support;

/// <summary>
/// A migrated database of its own for one test: a SQLite file in a temporary folder or, with DIGEST_TEST_POSTGRES set to a
/// connection string whose user may create databases, a PostgreSQL database. Gone when disposed.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _server;
    private readonly string _name;

    private TestDatabase(Database database, string folder, string? server, string name)
    {
        Database = database;
        Folder = folder;
        _server = server;
        _name = name;
    }

    public Database Database { get; }

    /// <summary>A temporary folder of this test's own.</summary>
    public string Folder { get; }

    public static bool OnPostgres => Server is not null;

    private static string? Server => Environment.GetEnvironmentVariable("DIGEST_TEST_POSTGRES") is { Length: > 0 } s ? s : null;

    /// <summary>The settings that make the whole program use this database.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Store:Directory"] = Folder,
        ["Store:Postgres"] = _server is null ? null : Named(_server, _name),
    };

    public static async Task<TestDatabase> CreateAsync(TimeProvider? clock = null, bool migrate = true)
    {
        var name = "digest_test_" + Guid.NewGuid().ToString("N");
        var folder = Directory.CreateTempSubdirectory("digest-test-").FullName;
        var server = Server;
        if (server is not null)
        {
            await ExecuteAsync(server, migrate ? $"CREATE DATABASE {name} TEMPLATE {await Template.Value}" : $"CREATE DATABASE {name}");
        }

        var database = server is null ? Database.Sqlite(Path.Combine(folder, "digest.db")) : Database.Postgres(Named(server, name));
        if (migrate && server is null)
        {
            await new Migrator(database, clock ?? TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync();
        }

        return new TestDatabase(database, folder, server, name);
    }

    // The schema is laid once: to lay it anew for each test takes PostgreSQL longer than most tests.
    private static readonly Lazy<Task<string>> Template = new(async () =>
    {
        var name = "digest_template_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(Server!, $"CREATE DATABASE {name}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ExecuteAsync(Server!, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)").GetAwaiter().GetResult();
        await using (var database = Database.Postgres(new NpgsqlConnectionStringBuilder(Server!) { Database = name, Pooling = false }.ToString()))
        {
            await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync();
        }

        // A template is copied only while nobody is connected to it.
        await ExecuteAsync(Server!, $"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        return name;
    });

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_server is not null)
        {
            await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    // Small pools: many tests at once share one server's connections.
    private static string Named(string server, string name) =>
        new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 6 }.ToString();

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
