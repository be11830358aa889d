using System.Data.Common;

using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace Digest.Store;

/// <summary>
/// The statements as SQLite itself prepares them, bound by number: a reader, its parameters' names and their boxes for each of them cost more
/// than the update does. Source: https://www.sqlite.org/cintro.html, 2.
/// </summary>
internal sealed class SqliteMarks(SqliteConnection connection) : DeliveryMarks
{
    private Statement? _hand;
    private Statement? _submit;

    public override Task HandAsync(DbTransaction? transaction, IReadOnlyList<Lease> leases, Action<int, bool> ours, DateTimeOffset now, DateTimeOffset until)
    {
        var hand = _hand ??= new Statement(connection.Handle!, HandSql);
        hand.Bind("@now", now.ToUnixTimeMilliseconds());
        hand.Bind("@until", until.ToUnixTimeMilliseconds());
        for (var i = 0; i < leases.Count; i++)
        {
            hand.Bind("@id", leases[i].Id);
            hand.Bind("@lease", leases[i].Number);
            ours(i, hand.Run() == 1);
        }

        return Task.CompletedTask;
    }

    public override Task SubmitAsync(DbTransaction? transaction, IReadOnlyList<Submission> submissions, Action<int, bool> ours, DateTimeOffset now)
    {
        var submit = _submit ??= new Statement(connection.Handle!, SubmitSql);
        submit.Bind("@now", now.ToUnixTimeMilliseconds());
        for (var i = 0; i < submissions.Count; i++)
        {
            submit.Bind("@id", submissions[i].Lease.Id);
            submit.Bind("@lease", submissions[i].Lease.Number);
            submit.Bind("@reply", submissions[i].Reply);
            submit.Bind("@relay", submissions[i].Relay);
            ours(i, submit.Run() == 1);
        }

        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hand?.Dispose();
            _submit?.Dispose();
        }
    }

    /// <summary>One statement; what is bound stays bound until it is bound anew.</summary>
    private sealed class Statement : IDisposable
    {
        private readonly sqlite3 _database;
        private readonly sqlite3_stmt _statement;
        private readonly List<(string Name, int Number)> _numbers = [];

        public Statement(sqlite3 database, string sql)
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
}
