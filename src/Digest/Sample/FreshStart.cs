using Digest.Store;

namespace Digest.Sample;

/// <summary>Starts the first run over: forgets the database and the mailbox, but only while nothing in them is anybody's own.</summary>
public static class FreshStart
{
    /// <summary>Why it may not be done, in words for the operator; null when it may.</summary>
    public static async Task<string?> RefusalAsync(Database database, bool hasRelay, CancellationToken ct)
    {
        if (database.Dialect != Dialect.Sqlite)
        {
            return $"--fresh empties only the SQLite file of a first run, not {database.Name}.";
        }

        var own = await database.ReadAsync(SampleRegistration.OwnSourcesAsync, ct).ConfigureAwait(false);
        return own > 0 ? $"--fresh would delete {own} sources of your own in {database.Name}. Use another folder (--data DIR), or move that file away."
            : hasRelay ? "--fresh is for the first run; with a relay configured, real subscribers may be in the database. Use another folder (--data DIR)."
            : null;
    }

    /// <summary>Deletes the database's files and the mailbox in <paramref name="folder"/>; keys stay.</summary>
    public static void Delete(string folder)
    {
        foreach (var file in new[] { "digest.db", "digest.db-wal", "digest.db-shm" })
        {
            File.Delete(Path.Combine(folder, file));
        }

        var mailbox = Path.Combine(folder, MailboxFolder.Name);
        if (Directory.Exists(mailbox))
        {
            Directory.Delete(mailbox, recursive: true);
        }
    }
}
