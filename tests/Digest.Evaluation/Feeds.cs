using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Digest.Gather.Parse;

namespace Digest.Evaluation;

/// <summary>Reads every document of a feed suite and writes what the parser made of it, a line per file.</summary>
internal static class Feeds
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var suite = new Option<DirectoryInfo>("--suite") { Description = "Directory with expected.jsonl and the documents.", Required = true };
        var target = new Option<FileInfo>("--out") { Description = "Where to write JSON Lines.", Required = true };
        var command = new Command("feeds", "Parses a suite of feed documents.") { suite, target };
        command.SetAction(result => Run(result.GetRequiredValue(suite), result.GetRequiredValue(target)));
        return command;
    }

    private static int Run(DirectoryInfo suite, FileInfo target)
    {
        using var writer = new StreamWriter(target.FullName);
        var (read, failed) = (0, 0);
        foreach (var line in File.ReadLines(Path.Combine(suite.FullName, "expected.jsonl")))
        {
            var row = JsonNode.Parse(line)!;
            var (name, file) = ((string)row["suite"]!, (string)row["file"]!);
            var body = File.ReadAllBytes(Path.Combine(suite.FullName, name, file));
            var feed = FeedParser.Parse(body, (string?)row["content_type"], new Uri((string)row["base"]!), ParseLimits.Default with { Markup = true });
            writer.WriteLine(Line(name, file, feed).ToJsonString(Readable));
            read++;
            failed += feed.Failure is null ? 0 : 1;
        }

        Console.Error.WriteLine($"{read} documents, {failed} of them no feeds");
        return 0;
    }

    private static JsonObject Line(string suite, string file, ParsedFeed feed) => new()
    {
        ["suite"] = suite,
        ["file"] = file,
        ["error"] = feed.Failure,
        ["format"] = feed.Format,
        ["recovered"] = feed.Recovered,
        ["feed"] = new JsonObject { ["title"] = feed.Title, ["link"] = feed.HomeUrl },
        ["entries"] = new JsonArray([.. feed.Items.Select(Entry)]),
    };

    private static JsonObject Entry(ParsedItem item) => new()
    {
        ["id"] = item.Id,
        ["title"] = item.Title,
        ["link"] = item.Link,
        ["author"] = item.Author,
        ["published"] = Time(item.PublishedAt),
        ["updated"] = Time(item.UpdatedAt),
        ["summary"] = item.SummaryHtml,
        ["content"] = item.ContentHtml,
    };

    internal static string? Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
