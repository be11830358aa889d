using System.Globalization;

namespace Digest.Store;

/// <summary>
/// What must not be sent for now. Scope is all, edition:12, domain:example.org or relay:NAME; without an end an operator resumes it.
/// Source is operator, or what found the reason (breaker, relay, overdue).
/// </summary>
public sealed record Pause
{
    /// <summary>The source of what was held at start since it was overdue.</summary>
    public const string Overdue = "overdue";

    public required string Scope { get; init; }
    public required string Reason { get; init; }
    public required string Source { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? Until { get; init; }

    public const string All = "all";

    /// <summary>Set by an operator who says that many refusals are right: the circuit breaker lets them pass until then.</summary>
    public const string Trust = "trust";

    /// <summary>It holds mails back, and not only a relay.</summary>
    public bool IsOfMails => Scope == All || EditionNumber is not null || Scope.StartsWith("domain:", StringComparison.Ordinal);

    /// <summary>The edition's number where the scope is an edition.</summary>
    public long? EditionNumber => EditionOf(Scope);

    /// <summary>Whether it holds back mails of this edition (null: no digest) to this domain.</summary>
    public bool Holds(long? edition, string domain) => Scope == All || (edition is { } number && Scope == Edition(number)) || Scope == Domain(domain);

    /// <summary>The edition's number where a scope is an edition.</summary>
    public static long? EditionOf(string scope) => scope.StartsWith("edition:", StringComparison.Ordinal) ? long.Parse(scope["edition:".Length..], CultureInfo.InvariantCulture) : null;

    public static string Edition(long number) => $"edition:{number}";

    public static string Domain(string domain) => $"domain:{domain}";

    public static string Relay(string name) => $"relay:{name}";
}

/// <summary>The pauses in force.</summary>
public static class PauseStore
{
    /// <summary>Sets a pause; one in force keeps its first reason, and the later end.</summary>
    /// <returns>True when there was none in force.</returns>
    public static async Task<bool> AddAsync(Session s, Pause pause)
    {
        await s.ExecuteAsync("DELETE FROM pauses WHERE scope = @Scope AND until IS NOT NULL AND until <= @CreatedAt", pause).ConfigureAwait(false);
        var added = await s.ExecuteAsync(
            """
            INSERT INTO pauses (scope, reason, source, created_at, until) VALUES (@Scope, @Reason, @Source, @CreatedAt, @Until)
            ON CONFLICT (scope) DO NOTHING
            """, pause).ConfigureAwait(false) == 1;
        if (!added)
        {
            await s.ExecuteAsync(pause.Until is null
                ? "UPDATE pauses SET until = NULL WHERE scope = @Scope"
                : "UPDATE pauses SET until = @Until WHERE scope = @Scope AND until < @Until", pause).ConfigureAwait(false);
        }

        return added;
    }

    /// <summary>Ends a pause; given a source, only one that came from there.</summary>
    /// <returns>True when there was one.</returns>
    public static async Task<bool> RemoveAsync(Session s, string scope, string? source = null) =>
        await s.ExecuteAsync($"DELETE FROM pauses WHERE scope = @scope{(source is null ? "" : " AND source = @source")}", new { scope, source }).ConfigureAwait(false) > 0;

    public static Task<IReadOnlyList<Pause>> ListAsync(Session s, DateTimeOffset now) => s.QueryAsync<Pause>(
        "SELECT scope, reason, source, created_at, until FROM pauses WHERE until IS NULL OR until > @now ORDER BY created_at, scope", new { now });
}
