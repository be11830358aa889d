using System.Reflection;

namespace Digest.Store;

/// <summary>
/// Brings the schema up to date: each numbered file of Schema/ once, in order, each in one transaction with its twin for the
/// dialect (0001_x.sql, then 0001_x.postgres.sql), so that a crash leaves no half-applied file.
/// </summary>
public sealed class Migrator(Database database, TimeProvider clock, ILogger<Migrator> log)
{
    /// <returns>The names applied now; empty when the schema was up to date.</returns>
    /// <exception cref="InvalidOperationException">The database holds a migration this program does not know: it is newer.</exception>
    /// <remarks>The first thing a program asks of its database: a server that starts at the same time, or again, is waited for.</remarks>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken ct = default)
    {
        var told = false;
        await AgainAsync(() => database.WriteAsync(LedgerAsync, ct)).ConfigureAwait(false);
        var applied = new List<string>();
        foreach (var name in await AgainAsync(() => PendingAsync(ct)).ConfigureAwait(false))
        {
            // A file is one transaction: what was lost with the connection is not there, and what is there is not done again.
            if (await AgainAsync(() => database.WriteAsync(s => ApplyAsync(s, name), ct)).ConfigureAwait(false))
            {
                log.LogInformation("Migrated {Name}", name);
                applied.Add(name);
            }
        }

        return applied;

        Task<T> AgainAsync<T>(Func<Task<T>> ask) => database.AgainAsync(ask, e =>
        {
            log.Log(told ? LogLevel.Debug : LogLevel.Warning, "{Database} is away; it is waited for: {Reason}", database.Name, e.InnerException?.Message ?? e.Message);
            told = true;
        }, ct);
    }

    /// <summary>The names not applied yet, in order.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken ct = default)
    {
        var done = await database.ReadAsync(s => s.QueryAsync<string>("SELECT name FROM migrations"), ct).ConfigureAwait(false);
        var known = Names();
        var unknown = done.Except(known).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException(
                $"{database.Name} was written by a newer Digest (migration {unknown[0]}). Start that version, or restore a backup made before it.");
        }

        return known.Except(done).ToList();
    }

    private static Task<int> LedgerAsync(Session s) =>
        s.ExecuteAsync("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)");

    private async Task<bool> ApplyAsync(Session s, string name)
    {
        // Two nodes may start at once: the second waits for the first on this lock, then finds the row.
        if (database.Dialect == Dialect.Postgres)
        {
            await s.ExecuteAsync("LOCK TABLE migrations IN EXCLUSIVE MODE").ConfigureAwait(false);
        }

        if (await s.ScalarAsync<long>("SELECT COUNT(*) FROM migrations WHERE name = @name", new { name }).ConfigureAwait(false) > 0)
        {
            return false;
        }

        await s.ExecuteAsync(Read(name + ".sql")!).ConfigureAwait(false);
        var twin = Read($"{name}.{(database.Dialect == Dialect.Postgres ? "postgres" : "sqlite")}.sql");
        if (twin is not null)
        {
            await s.ExecuteAsync(twin).ConfigureAwait(false);
        }

        await s.ExecuteAsync("INSERT INTO migrations (name, applied_at) VALUES (@name, @at)", new { name, at = clock.GetUtcNow() }).ConfigureAwait(false);
        return true;
    }

    private static List<string> Names() => [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith("schema/", StringComparison.Ordinal))
        .Select(n => n["schema/".Length..^".sql".Length])
        .Where(n => !n.Contains('.', StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    private static string? Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("schema/" + file);
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }
}
