using System.CommandLine;
using System.Text.Json;

using Digest.Deliver.Bounces;

using MimeKit;

namespace Digest.Evaluation;

/// <summary><c>bounces DIR --out FILE</c>: how each returned message of a folder is read, a line of JSON each.</summary>
internal static class BouncesCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("dir") { Description = "A folder of .eml files, with or without folders in it." };
        var output = new Option<FileInfo>("--out") { Description = "The file to write, JSON Lines.", Required = true };
        var command = new Command("bounces", "Read bounces, complaints and automatic answers.") { folder, output };
        command.SetAction((parse, ct) => RunAsync(parse.GetRequiredValue(folder), parse.GetRequiredValue(output), ct));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, FileInfo output, CancellationToken ct)
    {
        var files = folder.EnumerateFiles("*.eml", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal).ToList();
        await using var writer = new StreamWriter(output.FullName);
        foreach (var file in files)
        {
            var bounce = await ReadAsync(file, ct).ConfigureAwait(false);
            await writer.WriteLineAsync(Line(Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/'), bounce)).ConfigureAwait(false);
        }

        await Console.Error.WriteLineAsync($"{files.Count} messages read.").ConfigureAwait(false);
        return 0;
    }

    private static async Task<Bounce> ReadAsync(FileInfo file, CancellationToken ct)
    {
        try
        {
            await using var stream = file.OpenRead();
            using var message = await MimeMessage.LoadAsync(stream, ct).ConfigureAwait(false);
            return BounceReader.Read(message);
        }
        catch (FormatException e)
        {
            // As `digest bounces take --folder` does: one file that is no mail does not keep the others from being read.
            await Console.Error.WriteLineAsync($"{file.Name} is no mail: {e.Message}").ConfigureAwait(false);
            return Bounce.Nothing;
        }
    }

    private static string Line(string file, Bounce bounce) => JsonSerializer.Serialize(new
    {
        file,
        @class = bounce.Class == BounceClass.AutoReply ? "auto-reply" : bounce.Class.ToString().ToLowerInvariant(),
        recipients = bounce.Recipients.Select(r => r.Address),
        how = bounce.How,
        words = bounce.Recipients.Select(r => $"{r.Class} {r.Status} {r.Words}"),
    });
}
