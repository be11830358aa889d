using System.CommandLine;
using System.Globalization;

using Digest.Editions;
using Digest.Model;

namespace Digest.Cli;

/// <summary><c>digest edition</c>: cuts an edition and shows what leads it.</summary>
public static class EditionCommand
{
    private const int Shown = 20;

    public static Command Create(BuildApp build)
    {
        var command = new Command("edition", """
            Cut an edition: rank the stories as they stand now, freeze and number them, and print what leads.
            Example: digest edition --as-of 2026-11-24T06:00:00Z --json
            """)
        { CommandHost.AsOf, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var progress = new ConsoleProgress(TimeProvider.System);
            var edition = await context.Get<EditionStep>().CutAsync(context.Now, progress, context.Cancel).ConfigureAwait(false);
            progress.Done();
            Print(edition, context.Json);
            return 0;
        });
    }

    private static void Print(Edition edition, bool json)
    {
        if (json)
        {
            Output.Json(edition);
            return;
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Edition {edition.Number}, cut {edition.CutAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {edition.Stories.Count} stories"));
        Output.Table(["rank", "titles", "hours", "topic", "source", "title"], edition.Stories.Take(Shown).Select(s => new[]
        {
            s.Rank.ToString(CultureInfo.InvariantCulture),
            s.SourceCount.ToString(CultureInfo.InvariantCulture),
            s.Reason.Hours.ToString("0.#", CultureInfo.InvariantCulture),
            Topic.Find(s.Topic)?.Key,
            s.SourceName,
            (s.IsPick ? "* " : "") + s.Title + (s.Related.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" (+{s.Related.Count} on this)") : ""),
        }));
    }
}
