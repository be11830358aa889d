using System.Data.Common;
using System.Globalization;

using Dapper;

namespace Digest.Store;

/// <summary>A connection and, for writes, its transaction: what a store's methods run their SQL on.</summary>
public sealed class Session(DbConnection connection, DbTransaction? transaction, CancellationToken ct)
{
    public DbConnection Connection => connection;

    public DbTransaction? Transaction => transaction;

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null) =>
        (await connection.QueryAsync<T>(Command(sql, args)).ConfigureAwait(false)).AsList();

    /// <summary>Rows, each read by <paramref name="read"/>.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, object? args, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        await using var reader = await connection.ExecuteReaderAsync(Command(sql, args)).ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public Task<T?> FirstAsync<T>(string sql, object? args = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, args));

    /// <returns>The rows affected.</returns>
    public Task<int> ExecuteAsync(string sql, object? args = null) => connection.ExecuteAsync(Command(sql, args));

    public async Task<T> ScalarAsync<T>(string sql, object? args = null) =>
        (await connection.ExecuteScalarAsync<T>(Command(sql, args)).ConfigureAwait(false))!;

    /// <summary>
    /// A list of ids for IN (…). Dapper's own expansion is a syntax error through Npgsql; numbers cannot inject.
    /// </summary>
    public static string List(IEnumerable<long> ids)
    {
        var list = string.Join(',', ids.Select(i => i.ToString(CultureInfo.InvariantCulture)));
        return list.Length == 0 ? "NULL" : list;
    }

    private CommandDefinition Command(string sql, object? args) => new(sql, args, transaction, cancellationToken: ct);
}
