using System.CommandLine;
using System.Globalization;

using Digest.Deliver.Bounces;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest bounces</c>: what came back, and reading more of it.</summary>
public static class BouncesCommand
{
    private static readonly Option<DirectoryInfo?> Folder = new("--folder") { Description = "Read the .eml files of a folder (or a maildir) instead." };

    private static readonly Option<string?> To = new("--to") { Description = "Only of this address.", HelpName = "ADDRESS" };

    private static readonly Option<int> Days = CommandHost.AtLeastOne(new Option<int>("--days") { Description = "How many days back.", DefaultValueFactory = _ => 30 });

    private static readonly Option<int> Limit = CommandHost.AtLeastOne(new Option<int>("--limit") { Description = "The most rows to show.", DefaultValueFactory = _ => 100 });

    public static Command Create(BuildApp build)
    {
        return new Command("bounces", """
            What came back for mails that were sent: bounces, complaints. Without a subcommand the newest are listed.
            Example: digest bounces --to reader@example.org
            """)
        {
            new Command("take", """
                Read one message from standard input, as a mail server pipes it, or a folder of them, or the mailbox of Bounces:Imap.
                Example (Postfix, /etc/aliases): bounce: "|/usr/bin/digest bounces take --stdin"
                """) { Folder, Stdin }.OnRun(build, TakeAsync),
            To, Days, Limit, CommandHost.Json,
        }.OnRun(build, ListAsync);
    }

    private static readonly Option<bool> Stdin = new("--stdin") { Description = "Read one message from standard input." };

    private static async Task<int> TakeAsync(CommandContext context)
    {
        if (context.Parse.GetValue(Stdin))
        {
            await using var input = Console.OpenStandardInput();
            try
            {
                var outcome = await context.Get<BounceFolder>().TakeAsync(input, "stdin", context.Cancel).ConfigureAwait(false);
                Console.Out.WriteLine($"{(outcome.Class == BounceClass.None ? "" : outcome.Class + ": ")}{outcome.Done}{(outcome.Address is null ? "" : " " + outcome.Address)}");
                return 0;
            }
            catch (FormatException e)
            {
                throw new CommandException($"Standard input holds no mail: {e.Message}");
            }
        }

        var options = context.Get<BouncesOptions>();
        if (context.Parse.GetValue(Folder) is null && string.IsNullOrWhiteSpace(options.Folder) && string.IsNullOrWhiteSpace(options.Imap.Host))
        {
            throw new CommandException("Nothing to read: give --stdin or --folder, or set Bounces:Imap:Host or Bounces:Folder.");
        }

        if (context.Parse.GetValue(Folder) is { Exists: false } missing)
        {
            throw new CommandException($"--folder {missing.FullName}: there is no such folder.");
        }

        var report = context.Parse.GetValue(Folder) is { } given
            ? await context.Get<BounceFolder>().RunAsync(given.FullName, context.Cancel).ConfigureAwait(false)
            : await context.Get<FeedbackStep>().RunAsync(context.Cancel).ConfigureAwait(false);
        Console.Out.WriteLine(report);
        return 0;
    }

    private static async Task<int> ListAsync(CommandContext context)
    {
        var since = context.Now.AddDays(-context.Parse.GetValue(Days));
        var rows = await context.Get<Database>().ReadAsync(s => BounceStore.ListAsync(s, context.Parse.GetValue(To), since, context.Parse.GetValue(Limit)), context.Cancel).ConfigureAwait(false);
        Output.List(context.Json, rows, ["at", "class", "address", "status", "suppressed", "words"], r =>
            [r.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), r.Class, r.Address, r.Status, r.Suppressed ? "yes" : "", r.Words]);
        return 0;
    }
}
