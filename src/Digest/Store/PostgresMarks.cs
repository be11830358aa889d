using System.Data;
using System.Data.Common;

namespace Digest.Store;

/// <summary>All rows of a group in one round trip.</summary>
internal sealed class PostgresMarks(DbConnection connection) : DeliveryMarks
{
    public override Task HandAsync(DbTransaction? transaction, IReadOnlyList<Lease> leases, Action<int, bool> ours, DateTimeOffset now, DateTimeOffset until) =>
        RunAsync(transaction, HandSql, leases.Count, ours, (command, i) =>
        {
            Add(command, "id", leases[i].Id);
            Add(command, "lease", leases[i].Number);
            Add(command, "now", now.ToUnixTimeMilliseconds());
            Add(command, "until", until.ToUnixTimeMilliseconds());
        });

    public override Task SubmitAsync(DbTransaction? transaction, IReadOnlyList<Submission> submissions, Action<int, bool> ours, DateTimeOffset now) =>
        RunAsync(transaction, SubmitSql, submissions.Count, ours, (command, i) =>
        {
            Add(command, "id", submissions[i].Lease.Id);
            Add(command, "lease", submissions[i].Lease.Number);
            Add(command, "now", now.ToUnixTimeMilliseconds());
            Add(command, "reply", submissions[i].Reply);
            Add(command, "relay", submissions[i].Relay);
        });

    protected override void Dispose(bool disposing)
    {
        // Batches are made and disposed one by one: Npgsql prepares what comes often by itself.
    }

    private async Task RunAsync(DbTransaction? transaction, string sql, int count, Action<int, bool> ours, Action<DbBatchCommand, int> bind)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        for (var i = 0; i < count; i++)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            bind(command, i);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        for (var i = 0; i < count; i++)
        {
            ours(i, batch.BatchCommands[i].RecordsAffected == 1);
        }
    }

    private static void Add(DbBatchCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = value is long ? DbType.Int64 : DbType.String;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
