using System.Data.Common;

using Microsoft.Data.Sqlite;

namespace Digest.Store;

/// <summary>
/// The statements as SQLite itself prepares them, bound by number: a reader, its parameters' names and their boxes for each of them cost more
/// than the update does. Source: https://www.sqlite.org/cintro.html, 2.
/// </summary>
internal sealed class SqliteMarks(SqliteConnection connection) : DeliveryMarks
{
    private SqliteStatement? _hand;
    private SqliteStatement? _submit;

    public override Task HandAsync(DbTransaction? transaction, IReadOnlyList<Lease> leases, Action<int, bool> ours, DateTimeOffset now, DateTimeOffset until)
    {
        var hand = _hand ??= new SqliteStatement(connection.Handle!, HandSql);
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
        var submit = _submit ??= new SqliteStatement(connection.Handle!, SubmitSql);
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
}
