using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace Digest.Store;

/// <summary>A statement as SQLite itself prepares it; what is bound stays bound until it is bound anew. Source: https://www.sqlite.org/cintro.html, 2.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly List<(string Name, int Number)> _numbers = [];

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out _statement), database);
        for (var i = 1; i <= raw.sqlite3_bind_parameter_count(_statement); i++)
        {
            _numbers.Add((raw.sqlite3_bind_parameter_name(_statement, i).utf8_to_string(), i));
        }
    }

    public void Bind(string name, long value) => SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_int64(_statement, Number(name), value), _database);

    public void Bind(string name, string value) => SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_text(_statement, Number(name), value), _database);

    /// <returns>The rows changed.</returns>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        var changed = result == raw.SQLITE_DONE ? raw.sqlite3_changes(_database) : 0;
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        return changed;
    }

    public void Dispose() => _statement.Dispose();

    private int Number(string name)
    {
        foreach (var (known, number) in _numbers)
        {
            if (known == name)
            {
                return number;
            }
        }

        throw new ArgumentException($"The statement has no {name}.", nameof(name));
    }
}
