using System.CommandLine;

using Digest.Deliver;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest deliver</c>: one run of the step.</summary>
public static class DeliverCommand
{
    public static Command Create(BuildApp build) => new Command("deliver", """
        Send what is due, once, and say what became of it. Ctrl-C lets mails in flight finish.
        Example: digest deliver --set Deliver:Host=smtp.example --set Deliver:User=digest --set Deliver:PasswordFile=/run/secrets/smtp
        """) { CommandHost.Json, CommandHost.AsOf }.OnRun(
        (settings, clock) =>
        {
            var app = build(settings, clock is AsOfClock stands ? stands.Running() : clock);
            if (app.Services.GetRequiredService<Database>().Dialect == Dialect.Sqlite)
            {
                InlineSockets.Use();
            }

            return app;
        },
        RunAsync,
        sample: true,
        sends: true);

    private static async Task<int> RunAsync(CommandContext context)
    {
        var progress = new ConsoleProgress(TimeProvider.System);
        var report = await context.Get<DeliverStep>().RunAsync(progress, context.Cancel).ConfigureAwait(false);
        progress.Done();
        if (context.Json)
        {
            Output.Json(report);
        }
        else
        {
            Console.Out.WriteLine(Words(report));
            foreach (var pause in (await context.Get<Database>().ReadAsync(s => PauseStore.ListAsync(s, context.Now), context.Cancel).ConfigureAwait(false)).Where(p => p.IsOfMails && p.Scope != Pause.All))
            {
                Console.Out.WriteLine($"Held back: {pause.Scope}, {pause.Reason}. To go on: digest deliveries resume {pause.Scope}");
            }
        }

        return report.Stopped is null || context.Cancel.IsCancellationRequested ? 0 : 1;
    }

    private static string Words(DeliverReport report)
    {
        (int Count, string Word)[] parts =
        [
            (report.Submitted, "submitted"), (report.Deferred, "deferred"), (report.Hard, "refused for good"), (report.Soft, "to full mailboxes"),
            (report.Blocked, "blocked"), (report.InDoubt, "in doubt"), (report.Expired, "expired"), (report.Cancelled, "cancelled"),
        ];
        var said = string.Join(", ", parts.Where(p => p.Count > 0).Select(p => $"{p.Count} {p.Word}"));
        said = said.Length == 0 ? "Nothing was sent" : said;
        return report.Stopped is null ? said + "." : $"{said}. Mails wait: {report.Stopped}.";
    }
}
