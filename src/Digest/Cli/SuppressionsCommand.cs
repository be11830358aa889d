using System.CommandLine;
using System.Globalization;

using Digest.Deliver.Bounces;
using Digest.Model;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest suppressions</c>: addresses and domains that must not be mailed.</summary>
public static class SuppressionsCommand
{
    private static readonly Argument<string> Address = new("address") { Description = "An address, or a whole domain (example.org)." };

    private static readonly Option<string> Reason = new("--reason") { Description = "Why, for whoever looks later.", DefaultValueFactory = _ => "operator" };

    private static readonly Option<string?> OfReason = new("--reason") { Description = "Only with this reason (hard-bounce, soft-bounces, complaint, operator …)." };

    private static readonly Option<int?> ForDays = CommandHost.AtLeastOne(new Option<int?>("--days") { Description = "For how many days. Default: for good." });

    private static readonly Option<int> Limit = CommandHost.AtLeastOne(new Option<int>("--limit") { Description = "The most rows to show.", DefaultValueFactory = _ => 100 });

    private static readonly Argument<string> File = new("file") { Description = "A CSV file; - is standard input or output." };

    public static Command Create(BuildApp build) => new("suppressions", "Addresses and domains that must not be mailed, whoever asks.")
    {
        new Command("list", "The newest first.") { OfReason, Limit, CommandHost.Json }.OnRun(build, ListAsync),
        new Command("add", "Mail this address, or nobody at this domain, no more. Example: digest suppressions add example.org --reason \"asked by phone\"") { Address, Reason, ForDays }.OnRun(build, AddAsync),
        new Command("remove", "Let it be mailed again.") { Address }.OnRun(build, RemoveAsync),
        new Command("import", "Add those of a CSV file: address, and if you like reason, source, created_at, until. Also what SES, Postmark, Mailgun and SendGrid export. Exit code 1 when a line could not be read.") { File }.OnRun(build, ImportAsync),
        new Command("export", "Write all as CSV.") { File }.OnRun(build, ExportAsync),
    };

    private static async Task<int> ListAsync(CommandContext context)
    {
        var rows = await context.Get<Database>().ReadAsync(s => SuppressionStore.NewestAsync(s, context.Parse.GetValue(OfReason), context.Now, context.Parse.GetValue(Limit)), context.Cancel).ConfigureAwait(false);
        Output.List(context.Json, rows, ["address", "reason", "source", "since", "until"], r => [r.Address, r.Reason, r.Source, Day(r.CreatedAt), Day(r.Until)]);
        return 0;
    }

    private static async Task<int> AddAsync(CommandContext context)
    {
        var address = Entry(context);
        var until = context.Parse.GetValue(ForDays) is { } days ? context.Now.AddDays(days) : (DateTimeOffset?)null;
        var entry = new Suppression(address, context.Parse.GetRequiredValue(Reason), "operator", context.Now, until);
        var added = await context.Get<Database>().WriteAsync(s => SuppressionStore.AddAsync(s, entry), context.Cancel).ConfigureAwait(false);
        Console.Out.WriteLine(added ? $"{address} is not mailed any more." : $"{address} was suppressed already, for longer or for good.");
        return 0;
    }

    private static async Task<int> RemoveAsync(CommandContext context)
    {
        var address = Entry(context);
        var removed = await context.Get<Database>().WriteAsync(s => SuppressionStore.RemoveAsync(s, address), context.Cancel).ConfigureAwait(false);
        return removed > 0 ? Say($"{address} may be mailed again.") : throw new CommandException($"{address} was not suppressed.");
    }

    private static async Task<int> ImportAsync(CommandContext context)
    {
        var file = context.Parse.GetRequiredValue(File);
        using var reader = file == "-" ? Console.In : new StreamReader(file);
        var import = await context.Get<SuppressionFile>().ImportAsync(reader, context.Cancel).ConfigureAwait(false);
        foreach (var line in import.Refused.Take(20))
        {
            Console.Error.WriteLine($"line {line.Line}: {line.Why}: {line.Text}");
        }

        Say($"{import.Added} added, {import.Known} known already, {import.Refused.Count} refused.");
        return import.Refused.Count == 0 ? 0 : 1;
    }

    private static async Task<int> ExportAsync(CommandContext context)
    {
        var file = context.Parse.GetRequiredValue(File);
        await using var writer = file == "-" ? new StreamWriter(Console.OpenStandardOutput()) : new StreamWriter(file);
        var count = await context.Get<SuppressionFile>().ExportAsync(writer, context.Cancel).ConfigureAwait(false);
        return file == "-" ? 0 : Say($"{count} written to {file}.");
    }

    private static string Entry(CommandContext context)
    {
        var address = context.Parse.GetRequiredValue(Address).Trim().ToLowerInvariant();
        var entry = address.Contains('@', StringComparison.Ordinal) || address.StartsWith("hash:", StringComparison.Ordinal) ? address : "@" + address;
        return SuppressionFile.IsEntry(entry) && entry.Contains('.', StringComparison.Ordinal) == !entry.StartsWith("hash:", StringComparison.Ordinal)
            ? entry
            : throw new CommandException($"{address}: neither an address nor a domain (example.org).");
    }

    private static string Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static int Say(string line)
    {
        Console.Out.WriteLine(line);
        return 0;
    }
}
