using System.IO.Compression;
using System.Text.Json;

namespace Digest.Evaluation.Stories;

/// <summary>An item of a stream or a closed set, as the data give it.</summary>
internal sealed record StreamItem
{
    public string Id { get; init; } = "";
    public string Title { get; init; } = "";
    public string Summary { get; init; } = "";
    public string Publisher { get; init; } = "";
    public string Url { get; init; } = "";
    public DateTimeOffset? Published { get; init; }
    public string? Lang { get; init; }
    public IReadOnlyList<string> Feeds { get; init; } = [];
    public string? Set { get; init; }
    public string? Story { get; init; }
}

/// <summary>Two items and whether they tell the same story; weight brings the sample to the population.</summary>
internal sealed record JudgedPair
{
    public int Same { get; init; }
    public double Weight { get; init; } = 1;
    /// <summary>The stratum of likeness it was drawn from.</summary>
    public int Bin { get; init; }
    public double Sim { get; init; }
    public required StreamItem A { get; init; }
    public required StreamItem B { get; init; }
}

/// <summary>Reads JSON Lines, gzipped where the name ends so.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static List<T> Read<T>(string path)
    {
        using var file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (System.IO.Stream)file;
        using var reader = new StreamReader(stream);
        var rows = new List<T>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                rows.Add(JsonSerializer.Deserialize<T>(line, Options)!);
            }
        }

        return rows;
    }
}
