using Digest.Store;

namespace Digest.Deliver;

/// <summary>
/// On SQLite one process delivers at a time, so that a row found claimed at start is a dead owner's and need not wait for its lease.
/// The system frees the lock when the process dies. On PostgreSQL several may, and leases decide.
/// </summary>
internal sealed class DeliverLock : IDisposable
{
    private readonly FileStream? _file;

    private DeliverLock(FileStream? file) => _file = file;

    /// <summary>True when nobody else can be alive.</summary>
    public bool Alone => _file is not null;

    /// <returns>Null when another process delivers from this database.</returns>
    public static DeliverLock? TryTake(Database database)
    {
        if (database.Dialect == Dialect.Postgres)
        {
            return new DeliverLock(null);
        }

        try
        {
            return new DeliverLock(new FileStream(database.DeliverLockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => _file?.Dispose();
}
