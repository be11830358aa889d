using System.Data;
using System.Data.Common;

namespace Digest.Store;

/// <summary>
/// The two statements that every mail costs, prepared once on a connection that is kept: written as text with values they would be
/// parsed, and mapped, anew for every group.
/// </summary>
public sealed class DeliveryMarks(DbConnection connection) : IDisposable
{
    private const string HandSql =
        "UPDATE deliveries SET state = 'Handing', handed_at = @now, lease_until = @until WHERE id = @id AND lease = @lease AND state = 'Claimed'";

    private const string SubmitSql =
        """
        UPDATE deliveries SET state = 'Submitted', cause = 'submitted', submitted_at = @now, reply = @reply, relay = @relay,
            attempts = attempts + 1, owner = NULL, lease_until = NULL
        WHERE id = @id AND lease = @lease AND state = 'Handing'
        """;

    private DbCommand? _hand;
    private DbCommand? _submit;

    /// <summary>Before DATA: the rows are about to be handed over. Durable when the transaction is.</summary>
    /// <param name="ours">Set for each row: whether it still was under this lease.</param>
    public Task HandAsync(DbTransaction? transaction, IReadOnlyList<Lease> leases, Action<int, bool> ours, DateTimeOffset now, DateTimeOffset until) =>
        RunAsync(transaction, HandSql, ref _hand, leases.Count, ours, (p, i) =>
        {
            Add(p, "id", leases[i].Id);
            Add(p, "lease", leases[i].Number);
            Add(p, "now", now.ToUnixTimeMilliseconds());
            Add(p, "until", until.ToUnixTimeMilliseconds());
        });

    /// <summary>The relay said 250; its words are kept.</summary>
    /// <param name="ours">Set for each row: whether it still was under this lease.</param>
    public Task SubmitAsync(DbTransaction? transaction, IReadOnlyList<Submission> submissions, Action<int, bool> ours, DateTimeOffset now) =>
        RunAsync(transaction, SubmitSql, ref _submit, submissions.Count, ours, (p, i) =>
        {
            Add(p, "id", submissions[i].Lease.Id);
            Add(p, "lease", submissions[i].Lease.Number);
            Add(p, "now", now.ToUnixTimeMilliseconds());
            Add(p, "reply", submissions[i].Reply);
            Add(p, "relay", submissions[i].Relay);
        });

    public void Dispose()
    {
        _hand?.Dispose();
        _submit?.Dispose();
    }

    // PostgreSQL takes them all in one round trip; SQLite has no trip to save, and a prepared statement to reuse.
    private Task RunAsync(DbTransaction? transaction, string sql, ref DbCommand? command, int count, Action<int, bool> ours, Action<Parameters, int> bind)
    {
        if (connection.CanCreateBatch)
        {
            return BatchAsync(transaction, sql, count, ours, bind);
        }

        if (command is null)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
        }

        command.Transaction = transaction;
        var parameters = new Parameters(command.Parameters, command.CreateParameter);
        for (var i = 0; i < count; i++)
        {
            parameters.Restart();
            bind(parameters, i);
            ours(i, command.ExecuteNonQuery() == 1);
        }

        return Task.CompletedTask;
    }

    private async Task BatchAsync(DbTransaction? transaction, string sql, int count, Action<int, bool> ours, Action<Parameters, int> bind)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        for (var i = 0; i < count; i++)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            bind(new Parameters(command.Parameters, command.CreateParameter), i);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        for (var i = 0; i < count; i++)
        {
            ours(i, batch.BatchCommands[i].RecordsAffected == 1);
        }
    }

    private static void Add(Parameters parameters, string name, object value) => parameters.Next(name, value);

    /// <summary>A statement's parameters in the order they are given; a second time only their values change.</summary>
    private sealed class Parameters(DbParameterCollection all, Func<DbParameter> create)
    {
        private int _at;

        public void Restart() => _at = 0;

        public void Next(string name, object value)
        {
            if (_at == all.Count)
            {
                var parameter = create();
                parameter.ParameterName = name;
                parameter.DbType = value is long ? DbType.Int64 : DbType.String;
                all.Add(parameter);
            }

            all[_at++].Value = value;
        }
    }
}
