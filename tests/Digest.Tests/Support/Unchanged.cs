using System.Data.Common;
using System.Text;

using Digest.Store;

using Shouldly;

namespace Digest.Tests.Support;

/// <summary>
/// Fetches links as scanners do (GET, HEAD, many at once) and looks whether a single row of the database has changed. For the links of
/// a page, or of a mail: give it their text.
/// </summary>
public static partial class Unchanged
{
    /// <summary>Every http(s) link and path in HTML or text, each once.</summary>
    public static IReadOnlyList<string> LinksIn(string text) => [.. Link().Matches(text)
        .Select(m => System.Net.WebUtility.HtmlDecode(m.Groups["path"].Success ? m.Groups["path"].Value : m.Value)).Distinct()];

    /// <param name="database">What must not change.</param>
    /// <param name="client">Whose base address stands for Site:BaseUrl; links elsewhere are left out.</param>
    /// <param name="links">Absolute links of <paramref name="baseUrl"/>, or paths.</param>
    /// <param name="baseUrl">Site:BaseUrl, which the links begin with.</param>
    /// <param name="at">How many GETs of one link at once.</param>
    /// <returns>How many links were fetched.</returns>
    public static async Task<int> ByFetchingAsync(Database database, HttpClient client, IEnumerable<string> links, string baseUrl, int at = 3)
    {
        var before = await DumpAsync(database);
        var own = links.Where(l => l.StartsWith('/') || l.StartsWith(baseUrl, StringComparison.Ordinal)).Distinct().ToList();
        foreach (var link in own)
        {
            var path = link.StartsWith('/') ? link : new Uri(link).PathAndQuery;
            await Task.WhenAll(Enumerable.Range(0, at).Select(_ => FetchAsync(client, HttpMethod.Get, path)).Append(FetchAsync(client, HttpMethod.Head, path)));
        }

        (await DumpAsync(database)).ShouldBe(before);
        return own.Count;
    }

    /// <summary>Every row of every table, as text.</summary>
    public static Task<string> DumpAsync(Database database) => database.ReadAsync(async s =>
    {
        var tables = await s.QueryAsync<string>(database.Dialect == Dialect.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name");
        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            await AppendAsync(s, table, dump);
        }

        return dump.ToString();
    });

    private static async Task AppendAsync(Session s, string table, StringBuilder dump)
    {
        await using var command = s.Connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(Row(reader));
        }

        dump.Append(table).Append('\n').AppendJoin('\n', rows.Order(StringComparer.Ordinal)).Append('\n');
    }

    private static string Row(DbDataReader reader) =>
        string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString()));

    private static async Task FetchAsync(HttpClient client, HttpMethod method, string path)
    {
        using var response = await client.SendAsync(new HttpRequestMessage(method, path));
        ((int)response.StatusCode).ShouldBeLessThan(500, path);
        await response.Content.ReadAsByteArrayAsync();
    }

    [System.Text.RegularExpressions.GeneratedRegex("""(?:href|action|src)="(?<path>/[^"]*)"|https?://[^\s"'<>)]+""")]
    private static partial System.Text.RegularExpressions.Regex Link();
}
