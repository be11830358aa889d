using System.CommandLine;
using System.Text.Json;

using Digest.Subscribers;

namespace Digest.Evaluation;

/// <summary><c>addresses FILE --json</c>: which typed addresses the sign-up form takes, a line of JSON each.</summary>
internal static class Addresses
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON Lines with an address each." };
        var json = new Option<bool>("--json") { Description = "JSON Lines on standard output (the only form there is)." };
        var command = new Command("addresses", "Judge e-mail addresses as the sign-up form does.") { file, json };
        command.SetAction(async (parse, ct) =>
        {
            await foreach (var line in File.ReadLinesAsync(parse.GetRequiredValue(file).FullName, ct).ConfigureAwait(false))
            {
                Judge(line);
            }
        });
        return command;
    }

    private static void Judge(string line)
    {
        if (line.Trim().Length == 0)
        {
            return;
        }

        using var row = JsonDocument.Parse(line);
        var address = row.RootElement.GetProperty("address").GetString();
        Console.Out.WriteLine(JsonSerializer.Serialize(new { address, accepted = Address.TryParse(address, out _) }));
    }
}
