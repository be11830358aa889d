using System.CommandLine;

using Digest.Compose;

namespace Digest.Cli;

/// <summary><c>digest compose</c>: one run of the step.</summary>
public static class ComposeCommand
{
    public static Command Create(BuildApp build) => new Command("compose", """
        Compose the issues of all subscribers who are due, from the newest edition, and write their rows in the ledger.
        Example: digest compose --as-of 2026-11-24T06:00:00Z
        """) { CommandHost.AsOf, CommandHost.Json }.OnRun(build, RunAsync);

    private static async Task<int> RunAsync(CommandContext context)
    {
        var progress = new ConsoleProgress(TimeProvider.System);
        var report = await context.Get<ComposeStep>().RunAsync(progress, context.Cancel).ConfigureAwait(false);
        progress.Done();
        if (context.Json)
        {
            Output.Json(report);
        }
        else
        {
            Console.Out.WriteLine(Words(report));
        }

        return 0;
    }

    private static string Words(ComposeReport report) => report.EditionNumber is null
        ? report.Waiting == 0 ? "Nobody is due."
        : $"{report.Waiting} subscribers are due, but no edition is recent enough. `digest edition` cuts one."
        : $"From edition {report.EditionNumber}: {report.Composed} issues composed, {report.Skipped} skipped, {report.Suppressed} addresses suppressed, {report.Waiting} still waiting.";
}
