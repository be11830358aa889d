using System.Data.Common;

using Microsoft.Data.Sqlite;

namespace Digest.Store;

/// <summary>
/// The two statements that every mail costs, prepared once on a connection that is kept: written as text with values they would be
/// parsed, and mapped, anew for every group.
/// </summary>
public abstract class DeliveryMarks : IDisposable
{
    /// <summary>Handing again under the same lease changes nothing: so a commit whose answer was lost may be tried again.</summary>
    protected const string HandSql =
        "UPDATE deliveries SET state = 'Handing', handed_at = @now, lease_until = @until WHERE id = @id AND lease = @lease AND state IN ('Claimed', 'Handing')";

    protected const string SubmitSql =
        """
        UPDATE deliveries SET state = 'Submitted', cause = 'submitted', submitted_at = @now, reply = @reply, relay = @relay,
            attempts = attempts + 1, owner = NULL, lease_until = NULL
        WHERE id = @id AND lease = @lease AND state = 'Handing'
        """;

    public static DeliveryMarks On(DbConnection connection) => connection is SqliteConnection sqlite ? new SqliteMarks(sqlite) : new PostgresMarks(connection);

    /// <summary>Before DATA: the rows are about to be handed over. Durable when the transaction is.</summary>
    /// <param name="ours">Set for each row: whether it still was under this lease.</param>
    /// <exception cref="DbException">The database refused it; nothing of the transaction holds.</exception>
    public abstract Task HandAsync(DbTransaction? transaction, IReadOnlyList<Lease> leases, Action<int, bool> ours, DateTimeOffset now, DateTimeOffset until);

    /// <summary>The relay said 250; its words are kept.</summary>
    /// <param name="ours">Set for each row: whether it still was under this lease.</param>
    /// <exception cref="DbException">The database refused it; nothing of the transaction holds.</exception>
    public abstract Task SubmitAsync(DbTransaction? transaction, IReadOnlyList<Submission> submissions, Action<int, bool> ours, DateTimeOffset now);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
