using System.ComponentModel.DataAnnotations;

namespace Digest.Store;

/// <summary>Where everything is kept. Section "Store".</summary>
public sealed record StoreOptions
{
    /// <summary>The folder of the SQLite file, keys and (in development) the mailbox. Created when missing.</summary>
    [Required]
    public string Directory { get; init; } = "data";

    /// <summary>A PostgreSQL connection string; empty means an SQLite file digest.db in the directory.</summary>
    public string? Postgres { get; init; }

    /// <summary>A file that holds the connection string, for secrets that must not stand in the environment.</summary>
    public string? PostgresFile { get; init; }
}
