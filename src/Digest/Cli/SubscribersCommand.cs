using System.CommandLine;

using Digest.Model;
using Digest.Store;
using Digest.Subscribers;

namespace Digest.Cli;

/// <summary><c>digest subscribers add|list|import|export|remove</c>.</summary>
public static class SubscribersCommand
{
    private const int AtOnce = 1_000;

    public static Command Create(BuildApp build) => new("subscribers", "Add, list, import, export and remove readers.")
    {
        Add(build), List(build), Import(build), Export(build), Remove(build),
    };

    private static Command Add(BuildApp build)
    {
        var address = new Argument<string>("address") { Description = "Whom to add; you vouch for their consent." };
        var choices = new ChoicesOptions();
        var command = new Command("add", """
            Add a reader without asking them to confirm. One who unsubscribed, complained or bounced is not revived.
            Example: digest subscribers add reader@example.org --topics science,sport --hour 7 --zone Europe/Berlin
            """) { address, CommandHost.AsOf };
        choices.AddTo(command);
        return command.OnRun(build, async context =>
        {
            var parsed = Parse(context.Parse.GetRequiredValue(address));
            var why = await context.Get<ImportSubscribers>().AddAsync(parsed, choices.Read(context.Parse), "Added by an operator.", context.Cancel).ConfigureAwait(false);
            if (why is not null)
            {
                throw new CommandException($"{parsed.Text} {why}");
            }

            Console.Out.WriteLine($"{parsed.Text} added.");
            return 0;
        });
    }

    private static Command List(BuildApp build)
    {
        var command = new Command("list", "List all readers.\nExample: digest subscribers list --json") { CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var readers = await AllAsync(context).ConfigureAwait(false);
            Output.List(context.Json, readers, ["id", "address", "state", "when", "zone", "topics", "next"], r =>
            [
                r.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), r.Address, r.State.ToString(), $"{r.Frequency} {r.Hour:00}:00", r.Zone,
                string.Join(' ', r.Topics.Select(t => Topic.Find(t)?.Key ?? t)),
                r.NextDueAt?.ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ]);
            return 0;
        });
    }

    private static Command Import(BuildApp build)
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV with a line of column names (address, topics, hour, zone, frequency …), or one address a line." };
        var choices = new ChoicesOptions();
        var command = new Command("import", """
            Import readers; you vouch for their consent. Each line that is not taken is named with its number. Exit code 1 when a line could not be read.
            Example: digest subscribers import readers.csv --hour 7 --zone Europe/Berlin
            """) { file, CommandHost.Json };
        choices.AddTo(command);
        return command.OnRun(build, async context =>
        {
            var source = context.Parse.GetRequiredValue(file);
            var csv = await File.ReadAllTextAsync(source.FullName, context.Cancel).ConfigureAwait(false);
            var progress = new ConsoleProgress(context.Get<TimeProvider>());
            var report = await context.Get<ImportSubscribers>()
                .RunAsync(csv, choices.Read(context.Parse), $"Imported by an operator from {source.Name}.", progress, context.Cancel).ConfigureAwait(false);
            progress.Done();
            Print(context, report);
            return report.Bad.Count == 0 ? 0 : 1;
        });
    }

    private static Command Export(BuildApp build)
    {
        var file = new Argument<FileInfo?>("file") { Description = "Where to write; standard output when left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("export", """
            Export all readers as CSV that `subscribers import` reads and no spreadsheet runs, or as JSON.
            Example: digest subscribers export readers.csv
            """) { file, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var readers = await AllAsync(context).ConfigureAwait(false);
            if (context.Json)
            {
                Output.Json(readers);
                return 0;
            }

            var target = context.Parse.GetValue(file);
            await using var writer = target is null ? null : new StreamWriter(target.FullName);
            foreach (var line in readers.Select(SubscriberCsv.Line).Prepend(SubscriberCsv.Header))
            {
                await (writer ?? Console.Out).WriteAsync(line + "\r\n").ConfigureAwait(false);
            }

            return 0;
        });
    }

    private static Command Remove(BuildApp build)
    {
        var address = new Argument<string>("address") { Description = "Whom to remove." };
        var erase = new Option<bool>("--erase") { Description = "Delete everything kept about them, too; a keyed hash stays so that no import brings them back." };
        var command = new Command("remove", """
            End a reader's subscription, without a mail. They stay away until they sign up themselves.
            Example: digest subscribers remove reader@example.org --erase
            """) { address, erase };
        return command.OnRun(build, async context =>
        {
            var parsed = Parse(context.Parse.GetRequiredValue(address));
            var reader = await context.Get<Database>().ReadAsync(s => SubscriberStore.FindAsync(s, parsed.Text), context.Cancel).ConfigureAwait(false)
                ?? throw new CommandException($"There is no reader {parsed.Text}.");
            if (context.Parse.GetValue(erase))
            {
                await context.Get<PersonalData>().EraseAsync(reader.Id, context.Cancel).ConfigureAwait(false);
            }
            else
            {
                await context.Get<Leave>().UnsubscribeAsync(reader.Id, Leave.Operator, context.Cancel).ConfigureAwait(false);
            }

            Console.Out.WriteLine($"{parsed.Text} removed.");
            return 0;
        });
    }

    private static void Print(CommandContext context, ImportReport report)
    {
        if (context.Json)
        {
            Output.Json(report);
            return;
        }

        foreach (var line in report.Bad.Concat(report.LeftOut).OrderBy(l => l.Line))
        {
            Console.Error.WriteLine($"line {line.Line}: {line.Text}: {line.Reason}");
        }

        Console.Out.WriteLine($"{report.Added} added, {report.Known} known already, {report.LeftOut.Count} left out, {report.Bad.Count} could not be read.");
    }

    private static async Task<List<Subscriber>> AllAsync(CommandContext context)
    {
        var all = new List<Subscriber>();
        IReadOnlyList<Subscriber> page;
        do
        {
            var after = all.Count > 0 ? all[^1].Id : 0;
            page = await context.Get<Database>().ReadAsync(s => SubscriberStore.ListAsync(s, after, AtOnce), context.Cancel).ConfigureAwait(false);
            all.AddRange(page);
        }
        while (page.Count == AtOnce);
        return all;
    }

    private static Address Parse(string typed) => Address.TryParse(typed, out var address, out var fault)
        ? address : throw new CommandException($"{typed}: {AddressWords.Of(fault)}");
}

/// <summary>A reader's choices as options of a command.</summary>
internal sealed class ChoicesOptions
{
    private readonly Option<string?> _topics = new("--topics") { Description = "Topics, comma-separated: science,sport." };
    private readonly Option<string> _hour = new("--hour") { Description = "Local hour, 0 to 23.", DefaultValueFactory = _ => "7" };
    private readonly Option<string> _zone = new("--zone") { Description = "IANA time zone.", DefaultValueFactory = _ => "UTC" };
    private readonly Option<string> _frequency = new("--frequency") { Description = "daily, weekdays or weekly.", DefaultValueFactory = _ => "daily" };
    private readonly Option<string> _weekDay = new("--week-day") { Description = "For weekly: the day.", DefaultValueFactory = _ => "monday" };
    private readonly Option<string> _locale = new("--locale") { Description = "Language of the mail around the stories.", DefaultValueFactory = _ => "en" };
    private readonly Option<string?> _languages = new("--languages") { Description = "Languages of stories, comma-separated; any when left out." };
    private readonly Option<string?> _followTitles = new("--follow-titles") { Description = "News titles to follow, by name, parted by | (one within a name: \\|).", HelpName = "NAMES" };
    private readonly Option<string?> _muteTitles = new("--mute-titles") { Description = "News titles of which nothing is shown, by name, parted by |.", HelpName = "NAMES" };
    private readonly Option<string?> _followWords = new("--follow-words") { Description = "Words and phrases to follow, parted by |; an asterisk at the end stands for any ending.", HelpName = "WORDS" };
    private readonly Option<string?> _muteWords = new("--mute-words") { Description = "Words and phrases whose stories are left out, parted by |.", HelpName = "WORDS" };
    private readonly Option<string> _minutes = new("--minutes") { Description = "Minutes of reading one issue may take; 0 for no such limit.", DefaultValueFactory = _ => "0" };
    private readonly Option<bool> _feedback = new("--feedback") { Description = "Mails carry links for \"more like this, less, mute this title\"." };
    private readonly Option<bool> _preferFree = new("--prefer-free") { Description = "An article that everybody may read leads its story, where there is one." };
    private readonly Option<string> _maxStories = new("--max-stories") { Description = "The most stories in one issue.", DefaultValueFactory = _ => "12" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _topics, _hour, _zone, _frequency, _weekDay, _locale, _languages, _maxStories, _followTitles, _muteTitles, _followWords, _muteWords, _minutes, _feedback, _preferFree })
        {
            command.Add(option);
        }
    }

    /// <exception cref="CommandException">A value is none; the message says what may stand there.</exception>
    public Choices Read(ParseResult parse)
    {
        try
        {
            return new Choices
            {
                Topics = parse.GetValue(_topics) is { } topics ? ChoicesText.Topics(topics) : [],
                Hour = ChoicesText.Hour(parse.GetValue(_hour)!),
                Zone = ChoicesText.Zone(parse.GetValue(_zone)!),
                Frequency = ChoicesText.Frequency(parse.GetValue(_frequency)!),
                WeekDay = ChoicesText.WeekDay(parse.GetValue(_weekDay)!),
                Locale = parse.GetValue(_locale)!,
                Languages = parse.GetValue(_languages) is { } languages ? ChoicesText.List(languages) : [],
                MaxStories = ChoicesText.MaxStories(parse.GetValue(_maxStories)!),
                FollowedTitles = ChoicesText.Names(parse.GetValue(_followTitles) ?? ""),
                MutedTitles = ChoicesText.Names(parse.GetValue(_muteTitles) ?? ""),
                FollowedWords = ChoicesText.Names(parse.GetValue(_followWords) ?? ""),
                MutedWords = ChoicesText.Names(parse.GetValue(_muteWords) ?? ""),
                Minutes = ChoicesText.Minutes(parse.GetValue(_minutes)!),
                Feedback = parse.GetValue(_feedback),
                PrefersFree = parse.GetValue(_preferFree),
            };
        }
        catch (FormatException error)
        {
            throw new CommandException(error.Message);
        }
    }
}
