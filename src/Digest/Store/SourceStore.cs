using Digest.Model;

namespace Digest.Store;

/// <summary>The news titles.</summary>
public static class SourceStore
{
    private const string Columns = "id, name, home_url, country, language, weight, folder";

    public static Task<IReadOnlyList<Source>> AllAsync(Session s) => s.QueryAsync<Source>($"SELECT {Columns} FROM sources ORDER BY id");

    public static Task<Source?> FindAsync(Session s, long id) => s.FirstAsync<Source>($"SELECT {Columns} FROM sources WHERE id = @id", new { id });

    public static Task<Source?> FindByNameAsync(Session s, string name) =>
        s.FirstAsync<Source>($"SELECT {Columns} FROM sources WHERE name = @name", new { name });

    /// <summary>Adds a title. The id given is ignored; names are unique.</summary>
    /// <returns>The new id, or the id of the title that has this name already.</returns>
    public static async Task<long> AddAsync(Session s, Source source, DateTimeOffset now) => await s.FirstAsync<long?>(
        """
        INSERT INTO sources (name, home_url, country, language, weight, folder, created_at)
        VALUES (@Name, @HomeUrl, @Country, @Language, @Weight, @Folder, @now)
        ON CONFLICT (name) DO NOTHING
        RETURNING id
        """,
        new { source.Name, source.HomeUrl, source.Country, source.Language, source.Weight, source.Folder, now }).ConfigureAwait(false)
        ?? (await FindByNameAsync(s, source.Name).ConfigureAwait(false))!.Id;

    public static Task<int> UpdateAsync(Session s, Source source) => s.ExecuteAsync(
        "UPDATE sources SET name = @Name, home_url = @HomeUrl, country = @Country, language = @Language, weight = @Weight, folder = @Folder WHERE id = @Id", source);

    /// <summary>Removes titles that have no feed left.</summary>
    public static Task<int> RemoveEmptyAsync(Session s) =>
        s.ExecuteAsync("DELETE FROM sources WHERE NOT EXISTS (SELECT 1 FROM feeds WHERE feeds.source_id = sources.id)");

    /// <summary>Holds the title's row until the transaction ends, so that two feeds of one title are saved one after the other.</summary>
    public static Task<int> LockAsync(Session s, long id) => s.ExecuteAsync("UPDATE sources SET id = id WHERE id = @id", new { id });
}
