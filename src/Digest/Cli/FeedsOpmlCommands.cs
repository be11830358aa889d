using System.CommandLine;

using Digest.Gather.Opml;
using Digest.Links;

namespace Digest.Cli;

/// <summary><c>digest feeds import</c> and <c>export</c>: OPML in and out, without loss.</summary>
public static class FeedsOpmlCommands
{
    public static Command Import(BuildApp build)
    {
        var file = new Argument<string>("file") { Description = "An OPML file; - reads standard input." };
        var command = new Command("import", """
            Add the feeds of an OPML file, as other readers write it; groups are kept. Feeds that are there already are left alone.
            Example: digest feeds import subscriptions.opml
            """) { file, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var name = context.Parse.GetRequiredValue(file);
            var bytes = await ReadAsync(name, context.Cancel).ConfigureAwait(false);
            var report = await ImportAsync(context, name, bytes).ConfigureAwait(false);
            Print(report, context.Json);
            return 0;
        });
    }

    public static Command Export(BuildApp build)
    {
        var file = new Argument<string?>("file") { Description = "Where to write; standard output when left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("export", """
            Write all feeds as OPML 2.0, which every reader takes, and which comes back here without loss.
            Example: digest feeds export feeds.opml
            """) { file };
        return command.OnRun(build, async context =>
        {
            var opml = await context.Get<FeedImport>().ExportAsync($"{context.Get<SiteOptions>().Name}: feeds", context.Cancel).ConfigureAwait(false);
            if (context.Parse.GetValue(file) is { } name)
            {
                await File.WriteAllTextAsync(name, opml, context.Cancel).ConfigureAwait(false);
            }
            else
            {
                Console.Out.WriteLine(opml);
            }

            return 0;
        });
    }

    private static async Task<ImportReport> ImportAsync(CommandContext context, string name, byte[] bytes)
    {
        try
        {
            return await context.Get<FeedImport>().ImportAsync(bytes, context.Cancel).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new CommandException($"{name}: {e.Message}");
        }
    }

    private static async Task<byte[]> ReadAsync(string name, CancellationToken ct)
    {
        if (name != "-")
        {
            return File.Exists(name) ? await File.ReadAllBytesAsync(name, ct).ConfigureAwait(false) : throw new CommandException($"There is no file {name}.");
        }

        using var buffer = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(buffer, ct).ConfigureAwait(false);
        return buffer.ToArray();
    }

    private static void Print(ImportReport report, bool json)
    {
        if (json)
        {
            Output.Json(report);
            return;
        }

        Console.Out.WriteLine($"{report.Feeds} feeds of {report.Sources} new titles added; {report.Known} were there already{(report.Updated > 0 ? $", {report.Updated} corrected" : "")}.");
        foreach (var refused in report.Refused)
        {
            Console.Out.WriteLine($"  left out {refused.Url}: {refused.Why}");
        }
    }
}
