using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Digest.Gather.Clean;

namespace Digest.Evaluation;

/// <summary>Sanitizes HTML payloads, a line per payload, for a judge that loads them in a browser.</summary>
internal static class Sanitize
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "JSON Lines of id, payload." };
        var target = new Option<FileInfo>("--out") { Description = "Where to write JSON Lines of id, html.", Required = true };
        var command = new Command("sanitize", "Sanitizes HTML.") { file, target };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetRequiredValue(target)));
        return command;
    }

    private static int Run(FileInfo file, FileInfo target)
    {
        using var writer = new StreamWriter(target.FullName);
        var count = 0;
        foreach (var line in File.ReadLines(file.FullName))
        {
            var row = JsonNode.Parse(line)!;
            var html = Sanitizer.Clean((string)row["payload"]!, new Uri("https://example.com/"));
            writer.WriteLine(new JsonObject { ["id"] = row["id"]?.DeepClone(), ["html"] = html }.ToJsonString(Readable));
            count++;
        }

        Console.Error.WriteLine($"{count} payloads");
        return 0;
    }
}
