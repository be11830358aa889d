using System.Data.Common;

using Microsoft.Data.Sqlite;

namespace Digest.Store;

/// <summary>
/// A connection that its owner keeps, for what is prepared on it. On SQLite it begins and ends its transactions by statements of its own: a
/// <see cref="SqliteTransaction"/> has three parsed for each.
/// </summary>
public sealed class KeptConnection : IDisposable
{
    private readonly SqliteStatement? _begin;
    private readonly SqliteStatement? _commit;
    private readonly SqliteStatement? _rollback;

    internal KeptConnection(DbConnection connection)
    {
        Connection = connection;
        if (connection is SqliteConnection { Handle: { } handle })
        {
            // Immediate: who waits for the lock should do so here, and not at the first write.
            (_begin, _commit, _rollback) = (new SqliteStatement(handle, "BEGIN IMMEDIATE"), new SqliteStatement(handle, "COMMIT"), new SqliteStatement(handle, "ROLLBACK"));
        }
    }

    public DbConnection Connection { get; }

    public void Dispose()
    {
        _begin?.Dispose();
        _commit?.Dispose();
        _rollback?.Dispose();
        Connection.Dispose();
    }

    internal async Task TransactAsync(Func<Session, Task> write, CancellationToken ct)
    {
        if (_begin is null)
        {
            await using var transaction = await Connection.BeginTransactionAsync(ct).ConfigureAwait(false);
            await write(new Session(Connection, transaction, ct)).ConfigureAwait(false);
            await transaction.CommitAsync(ct).ConfigureAwait(false);
            return;
        }

        _begin.Run();
        try
        {
            await write(new Session(Connection, null, ct)).ConfigureAwait(false);
            _commit!.Run();
        }
        catch
        {
            // SQLite has rolled some failures back by itself (https://www.sqlite.org/lang_transaction.html, 3).
            if (SQLitePCL.raw.sqlite3_get_autocommit(((SqliteConnection)Connection).Handle) == 0)
            {
                _rollback!.Run();
            }

            throw;
        }
    }
}
