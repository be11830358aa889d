using System.Data.Common;

using Microsoft.Data.Sqlite;

using Npgsql;

namespace Digest.Store;

public enum Dialect { Sqlite, Postgres }

/// <summary>
/// The one way to the database. Reads take any connection; writes run in one transaction each, and on SQLite through one
/// writer at a time, since two writers on one file wait on each other's locks and cost more than half of the throughput.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>13 seconds of waiting in all: longer than most servers take to start again.</summary>
    private const int MostTries = 20;

    private readonly NpgsqlDataSource? _postgres;
    private readonly string _sqlite = "";
    private readonly SemaphoreSlim _writer = new(1, 1);
    private bool _isPrivate;

    // SQLite counts its memory under one lock, for nobody here (https://www.sqlite.org/compile.html, recommended options). Where it runs already, it goes on counting.
    static Database()
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private Database(Dialect dialect, NpgsqlDataSource? postgres, string sqlite)
    {
        Mapping.Register();
        Dialect = dialect;
        _postgres = postgres;
        _sqlite = sqlite;
    }

    public Dialect Dialect { get; }

    /// <summary>What a person calls it: the file's path, or host and database without the password.</summary>
    public string Name => Dialect == Dialect.Sqlite ? new SqliteConnectionStringBuilder(_sqlite).DataSource : PostgresName();

    /// <summary>SQLite: taken while mails are delivered, and left lying.</summary>
    public string DeliverLockFile => Name + ".deliver.lock";

    public static Database Open(StoreOptions options)
    {
        var postgres = string.IsNullOrWhiteSpace(options.PostgresFile) ? options.Postgres : File.ReadAllText(options.PostgresFile).Trim();
        if (!string.IsNullOrWhiteSpace(postgres))
        {
            return Postgres(postgres);
        }

        Directory.CreateDirectory(options.Directory);
        return Sqlite(Path.Combine(options.Directory, "digest.db"));
    }

    public static Database Sqlite(string path) => new(Dialect.Sqlite, null, new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString());

    public static Database Postgres(string connectionString) =>
        new(Dialect.Postgres, NpgsqlDataSource.Create(connectionString), "");

    /// <summary>Runs statements outside a transaction, each on its own: for reading.</summary>
    /// <exception cref="DbException">The database refused a statement.</exception>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct = default) => AgainAsync(async () =>
    {
        await using var connection = await ConnectAsync(ct).ConfigureAwait(false);
        return await read(new Session(connection, null, ct)).ConfigureAwait(false);
    }, ct: ct);

    /// <summary>
    /// Asks until the connection to the server holds, for what does no harm done twice: after one that was cut again soon, then after growing
    /// waits of at most a second.
    /// </summary>
    /// <param name="ask">Reads, or writes what finds that it is written already.</param>
    /// <param name="away">Told why, where a server that is away (<see cref="IsAway"/>) is waited for as well; null: it is not.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="DbException">The database refused a statement, or stayed away.</exception>
    public async Task<T> AgainAsync<T>(Func<Task<T>> ask, Action<Exception>? away = null, CancellationToken ct = default)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (Exception e) when (tries < MostTries && IsLost(e) && (away is not null || !IsAway(e)))
            {
                // Whoever cut this connection may have cut all those in the pool.
                _postgres!.Clear();
                if (IsAway(e))
                {
                    away!(e);
                }
            }

            // A server comes back in its own time, whatever the program's clock says.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 5 << tries)), TimeProvider.System, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Runs statements in one transaction: all of them, or, when anything throws, none.</summary>
    /// <exception cref="DbException">The database refused a statement; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken ct = default)
    {
        if (Dialect == Dialect.Postgres)
        {
            return await TransactAsync(write, ct).ConfigureAwait(false);
        }

        await _writer.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return await TransactAsync(write, ct).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>A connection for <see cref="WriteOnAsync"/>; the caller disposes it.</summary>
    public async Task<KeptConnection> KeepAsync(CancellationToken ct = default) => new(await ConnectAsync(ct).ConfigureAwait(false));

    /// <summary>As <see cref="WriteAsync{T}"/>, on a connection that the caller keeps, for its prepared statements.</summary>
    public async Task WriteOnAsync(KeptConnection connection, Func<Session, Task> write, CancellationToken ct = default)
    {
        if (Dialect == Dialect.Sqlite)
        {
            await _writer.WaitAsync(ct).ConfigureAwait(false);
        }

        try
        {
            await connection.TransactAsync(write, ct).ConfigureAwait(false);
        }
        finally
        {
            if (Dialect == Dialect.Sqlite)
            {
                _writer.Release();
            }
        }
    }

    public Task WriteAsync(Func<Session, Task> write, CancellationToken ct = default) =>
        WriteAsync(async s => { await write(s).ConfigureAwait(false); return 0; }, ct);

    /// <summary>As <see cref="WriteAsync{T}"/>, for what does no harm done twice: written again where the connection was lost before the answer.</summary>
    public Task<T> WriteAgainAsync<T>(Func<Session, Task<T>> write, CancellationToken ct = default) => AgainAsync(() => WriteAsync(write, ct), ct: ct);

    /// <summary>Opens a connection with the settings every connection needs; the caller disposes it.</summary>
    public async Task<DbConnection> ConnectAsync(CancellationToken ct = default)
    {
        if (_postgres is not null)
        {
            return await _postgres.OpenConnectionAsync(ct).ConfigureAwait(false);
        }

        Private();
        var connection = new SqliteConnection(_sqlite);
        await connection.OpenAsync(ct).ConfigureAwait(false);
        await using var pragma = connection.CreateCommand();
        // FULL in WAL: a commit that returned survives a power cut, which the ledger promises.
        pragma.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";
        await pragma.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return connection;
    }

    /// <summary>What an error means that stands in the way of starting, and what to do about it.</summary>
    public string Explain(DbException e) => e switch
    {
        // https://www.sqlite.org/rescode.html
        SqliteException { SqliteErrorCode: 8 or 14 } => $"{Name} cannot be written: look at the owner and mode of the file and its folder, and whether the disk is mounted read-only",
        SqliteException { SqliteErrorCode: 11 or 26 } => $"{Name} is damaged, and nothing is begun in its place: restore a backup, or save what can be read with `sqlite3 {Name} .recover`",
        SqliteException { SqliteErrorCode: 13 or 10 } => $"{Name} cannot be written: the disk is full or failing",
        SqliteException { SqliteErrorCode: 5 or 6 } => $"{Name} is locked by another program",
        _ => $"{Name} cannot be used",
    };

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            SqliteConnection.ClearPool(new SqliteConnection(_sqlite));
        }
    }

    // Addresses stand in it: a new file is its owner's alone, and SQLite gives -wal and -shm the mode of the file.
    private void Private()
    {
        if (_isPrivate || OperatingSystem.IsWindows())
        {
            return;
        }

        if (new FileInfo(Name) is { Exists: true, Length: > 0 })
        {
            _isPrivate = true;
            return;
        }

        // Whoever has delivered from here left the lock's file: an empty database in its place would send to nobody, or to everybody again.
        if (File.Exists(DeliverLockFile))
        {
            throw new InvalidOperationException(
                $"{Name} is gone or empty, but Digest has delivered from it. Restore a backup; or, to begin anew, remove {DeliverLockFile} first.");
        }

        _isPrivate = true;

        new FileStream(Name, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }).Dispose();
    }

    /// <summary>
    /// The connection to the server was lost or cannot be had just now (it restarts, fails over, somebody cut it): what was asked may be asked
    /// again, where doing it twice does no harm. Never on SQLite, which has no connection to lose.
    /// </summary>
    public bool IsLost(Exception e) => Dialect == Dialect.Postgres && e switch
    {
        // https://www.postgresql.org/docs/current/errcodes-appendix.html: connections, operator intervention, too many connections, try again.
        PostgresException p => p.SqlState is "57P01" or "57P02" or "57P03" or "57P05" or "53300" or "40001" or "40P01" || p.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException => true,
        // Dapper's, around what broke while rows were read.
        System.Data.DataException { InnerException: { } inner } => IsLost(inner),
        _ => e is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException { Source: "Npgsql" },
    };

    /// <summary>The server itself is away, and not only a connection: asking again at once is in vain.</summary>
    public static bool IsAway(Exception e) => e is System.Data.DataException { InnerException: { } inner } ? IsAway(inner) : e is PostgresException { SqlState: "57P03" or "53300" } || e.InnerException is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionRefused or System.Net.Sockets.SocketError.AddressNotAvailable };

    private async Task<T> TransactAsync<T>(Func<Session, Task<T>> write, CancellationToken ct)
    {
        await using var connection = await LiveAsync(ct).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        var result = await write(new Session(connection, transaction, ct)).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        return result;
    }

    // A transaction cannot be tried again by itself, since what it does beside may not be: so it begins on a connection that was just seen to live.
    private Task<DbConnection> LiveAsync(CancellationToken ct) => Dialect == Dialect.Sqlite ? ConnectAsync(ct) : AgainAsync(async () =>
    {
        var connection = await ConnectAsync(ct).ConfigureAwait(false);
        try
        {
            await new Session(connection, null, ct).ScalarAsync<long>("SELECT 1").ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }, ct: ct);

    private string PostgresName()
    {
        var parts = new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString);
        return $"postgres://{parts.Host}:{parts.Port}/{parts.Database}";
    }
}
