using System.CommandLine;
using System.Globalization;

using Digest.Gather;
using Digest.Model;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest feeds …</c>: which titles are read, from where, and how that goes.</summary>
public static class FeedsCommand
{
    private static readonly Argument<string> Which = new("feed") { Description = "A feed's id or address." };
    private static readonly Option<string?> SourceName = new("--source") { Description = "The news title's name.", HelpName = "NAME" };

    private static readonly Option<bool> Trouble = new("--trouble") { Description = "Only those that fail, are silent, gone, moved or broken." };

    public static Command Create(BuildApp build) => Listing(build, new("feeds", """
        The feeds and the news titles they belong to; alone, every feed and its health, as `feeds list`.
        Example: digest feeds add https://www.theguardian.com/world/rss --source "The Guardian" --section World --country GB --language en
        """)
    {
        FeedsAddCommand.Create(build),
        List(build),
        Show(build),
        FeedsOpmlCommands.Import(build),
        FeedsOpmlCommands.Export(build),
        Remove(build),
        State(build, "pause", FeedState.Paused, "Stop reading a feed, and keep its articles."),
        State(build, "resume", FeedState.Active, "Read a paused, gone or failing feed again, at the next gather."),
        FeedsCheckCommands.Check(build),
        FeedsCheckCommands.Discover(build),
        FeedsCatalogueCommand.Create(build),
        FeedsSectionsCommand.Create(build),
        FeedsAccessCommand.Create(build),
    });

    private static Command List(BuildApp build) => Listing(build, new("list", """
        Every feed and its health: what it is, how often it brings something, and what is wrong with it.
        Example: digest feeds list --trouble
        """));

    private static Command Listing(BuildApp build, Command command)
    {
        command.Options.Add(SourceName);
        command.Options.Add(Trouble);
        command.Options.Add(CommandHost.Json);
        return command.OnRun(build, async context =>
        {
            var rows = (await FeedRows.AllAsync(context).ConfigureAwait(false))
                .Where(r => context.Parse.GetValue(SourceName) is not { } name || r.Source.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Where(r => !context.Parse.GetValue(Trouble) || r.IsTrouble).ToList();
            Output.List(context.Json, rows, ["id", "source", "section", "a day", "last new", "checked", "status", "health", "address"],
                r => [Text(r.Id), r.Source, r.Section, r.ArticlesPerDay.ToString("0.#", CultureInfo.InvariantCulture), Age(r.LastArticleAt, context.Now), Age(r.CheckedAt, context.Now), r.HttpStatus is { } s ? Text(s) : "", r.Words, r.Url]);
            return 0;
        });
    }

    private static Command Show(BuildApp build)
    {
        var command = new Command("show", """
            All that is known of one feed, and its newest articles.
            Example: digest feeds show 12
            """) { Which, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var feed = await FindAsync(context).ConfigureAwait(false);
            var row = (await FeedRows.AllAsync(context).ConfigureAwait(false)).Single(r => r.Id == feed.Id);
            var articles = await context.Get<Database>().ReadAsync(s => ArticleStore.NewestAsync(s, feed.Id, 10), context.Cancel).ConfigureAwait(false);
            FeedRows.Print(context, row, articles);
            return 0;
        });
    }

    private static Command Remove(BuildApp build)
    {
        var which = new Argument<string?>("feed") { Description = "A feed's id or address.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("remove", """
            Remove a feed with its articles, and its title when that was its last feed; with --source the title and all its feeds.
            Example: digest feeds remove https://example.org/feed.xml
            """) { which, SourceName };
        return command.OnRun(build, async context =>
        {
            var ids = context.Parse.GetValue(which) is { } text
                ? [(await FindAsync(context, text).ConfigureAwait(false)).Id]
                : await OfSourceAsync(context).ConfigureAwait(false);
            await context.Get<Database>().WriteAsync(async s =>
            {
                foreach (var id in ids)
                {
                    await FeedStore.RemoveAsync(s, id).ConfigureAwait(false);
                }

                await SourceStore.RemoveEmptyAsync(s).ConfigureAwait(false);
            }, context.Cancel).ConfigureAwait(false);
            Console.Out.WriteLine($"Removed {ids.Count} {(ids.Count == 1 ? "feed" : "feeds")}.");
            return 0;
        });
    }

    private static Command State(BuildApp build, string name, FeedState state, string what)
    {
        var command = new Command(name, $"""
            {what}
            Example: digest feeds {name} 12
            """) { Which };
        return command.OnRun(build, async context =>
        {
            var feed = await FindAsync(context).ConfigureAwait(false);
            await context.Get<Database>().WriteAsync(s => FeedStore.SetStateAsync(s, feed.Id, state), context.Cancel).ConfigureAwait(false);
            Console.Out.WriteLine($"{feed.Url}: {(state == FeedState.Paused ? "paused" : "will be read at the next gather")}.");
            return 0;
        });
    }

    private static Task<Feed> FindAsync(CommandContext context) => FindAsync(context, context.Parse.GetRequiredValue(Which));

    internal static async Task<Feed> FindAsync(CommandContext context, string text)
    {
        var feed = await context.Get<Database>().ReadAsync(
            s => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? FeedStore.FindAsync(s, id) : FeedStore.FindByUrlAsync(s, text), context.Cancel).ConfigureAwait(false);
        return feed ?? throw new CommandException($"There is no feed {text}. `digest feeds list` shows all, with their ids.");
    }

    private static async Task<List<long>> OfSourceAsync(CommandContext context)
    {
        var name = context.Parse.GetValue(SourceName) ?? throw new CommandException("Say which feed (its id or address), or --source NAME.");
        var ids = (await FeedRows.AllAsync(context).ConfigureAwait(false)).Where(r => r.Source.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(r => r.Id).ToList();
        return ids.Count > 0 ? ids : throw new CommandException($"There is no source '{name}'. `digest feeds list` shows all.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Age(DateTimeOffset? at, DateTimeOffset now) => at is { } t ? FeedHealth.Ago(now - t) : "";
}
