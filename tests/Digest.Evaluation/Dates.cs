using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Digest.Gather.Parse;

namespace Digest.Evaluation;

/// <summary>Reads dates as feeds write them; with --json prints every one, and always what differs from the row's own answer.</summary>
internal static class Dates
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "JSON Lines of input, must, utc." };
        var json = new Option<bool>("--json") { Description = "Print {input, utc} a line." };
        var command = new Command("dates", "Parses dates.") { file, json };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(json)));
        return command;
    }

    private static int Run(FileInfo file, bool json)
    {
        var (rows, wrong, missed) = (0, 0, 0);
        foreach (var line in File.ReadLines(file.FullName))
        {
            var row = JsonNode.Parse(line)!;
            var input = (string)row["input"]!;
            var utc = Feeds.Time(FeedDate.Parse(input));
            if (json)
            {
                Console.WriteLine(new JsonObject { ["input"] = input, ["utc"] = utc }.ToJsonString(Readable));
            }

            rows++;
            var must = (string?)row["must"];
            if (!Agrees(must, (string?)row["utc"], utc))
            {
                wrong += must == "bonus" ? 0 : 1;
                missed += must == "bonus" ? 1 : 0;
                Console.Error.WriteLine($"{must}: '{input}' gave {utc ?? "no date"}, not {(string?)row["utc"] ?? "no date"}");
            }
        }

        Console.Error.WriteLine($"{rows} dates, {wrong} wrong, {missed} of the bonus missed");
        return wrong == 0 ? 0 : 1;
    }

    private static bool Agrees(string? must, string? expected, string? got) => must switch
    {
        "equal" or "bonus" => expected?.StartsWith("day:", StringComparison.Ordinal) == true ? got?.StartsWith(expected[4..], StringComparison.Ordinal) == true : got == expected,
        "no-date" => got is null,
        _ => true,
    };
}
