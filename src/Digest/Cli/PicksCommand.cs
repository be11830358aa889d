using System.CommandLine;
using System.Globalization;

using Digest.Model;
using Digest.Store;
using Digest.Stories;

namespace Digest.Cli;

/// <summary><c>digest picks …</c>: what the editors say of the stories.</summary>
public static class PicksCommand
{
    private const int MostListed = 500;

    public static Command Create(BuildApp build) => new("picks", """
        The editors' picks: they win over scores, and readers are told that they are picks. A STORY is its id, or words of a headline in quotes.
        Example: digest picks pin "ferry line reopens" --note "Start here." --by anna
        """)
    {
        PicksPlaceCommands.Pin(build),
        PicksPlaceCommands.Create(build, PickKind.Lift, "Rank a story higher: its score counts Edition:LiftBy times as much."),
        PicksPlaceCommands.Create(build, PickKind.Sink, "Rank a story lower: its score counts Edition:LiftBy times less."),
        PicksPlaceCommands.Create(build, PickKind.Ban, "Keep a story out of every edition, until it is taken back."),
        PicksWordsCommands.Headline(build),
        PicksWordsCommands.Note(build),
        PicksStoryCommands.Merge(build),
        PicksStoryCommands.Split(build),
        PicksUndoCommands.Unpin(build),
        PicksUndoCommands.Undo(build),
        List(build),
        Show(build),
    };

    private static Command List(BuildApp build)
    {
        var all = new Option<bool>("--all") { Description = "Also those that have ended, newest first." };
        var command = new Command("list", """
            The picks in force: who, when, until when.
            Example: digest picks list --all --json
            """) { all, CommandHost.AsOf, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var picks = await context.Get<Database>().ReadAsync(
                s => PickStore.ListAsync(s, context.Parse.GetValue(all) ? null : context.Now, MostListed), context.Cancel).ConfigureAwait(false);
            var rows = new List<PickLine>();
            foreach (var pick in picks)
            {
                rows.Add(PickLine.Of(pick, await TitleAsync(context, pick.StoryId).ConfigureAwait(false)));
            }

            Output.List(context.Json, rows, ["id", "kind", "story", "headline", "by", "made", "until", "ended", "words"],
                r => [Text(r.Id), r.Kind, Text(r.StoryId), r.Story, r.Who, Text(r.CreatedAt), r.Until is { } until ? Text(until) : "taken back", r.EndedAt is { } end ? $"{Text(end)} {r.EndedBy}" : "", r.Words]);
            return 0;
        });
    }

    private static Command Show(BuildApp build)
    {
        var which = PickOptions.Which();
        var command = new Command("show", """
            A story and its articles with their ids, which a split needs.
            Example: digest picks show "ferry line"
            """) { which, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var story = await PickOptions.FindAsync(context, context.Parse.GetRequiredValue(which)).ConfigureAwait(false);
            var articles = await context.Get<Database>().ReadAsync(s => StoryLookup.ArticlesAsync(s, story.Id), context.Cancel).ConfigureAwait(false);
            if (context.Json)
            {
                Output.Json(new { Story = story, Articles = articles });
                return 0;
            }

            Console.Out.WriteLine(PickOptions.Line(story));
            Output.Table(["article", "title", "published", "same words as", "headline"],
                articles.Select(a => new[] { Text(a.Id), a.SourceName, Text(a.PublishedAt), a.CopyOf is { } copy ? Text(copy) : "", a.Title }));
            return 0;
        });
    }

    /// <summary>Writes what was done, or ends with the reason why not.</summary>
    internal static int Done(CommandContext context, Edited edited, string words)
    {
        if (edited.Pick is null)
        {
            throw new CommandException(edited.Problem!);
        }

        if (context.Json)
        {
            Output.Json(edited.Pick);
            return 0;
        }

        Console.Out.WriteLine($"{words} Pick {Text(edited.Pick.Id)} by {edited.Pick.Who}{(edited.Pick.Until is { } until ? $", until {Text(until)}" : "")}; it counts from the next edition. `digest picks undo {Text(edited.Pick.Id)}` takes it back.");
        return 0;
    }

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static async Task<string> TitleAsync(CommandContext context, long storyId) =>
        (await context.Get<Database>().ReadAsync(s => StoryLookup.ByIdAsync(s, storyId), context.Cancel).ConfigureAwait(false))?.Title ?? "";

    /// <summary>A pick in the list.</summary>
    private sealed record PickLine(
        long Id, string Kind, long StoryId, string Story, long? Place, long? OtherId, IReadOnlyList<long> Articles, string? Headline, string? Note,
        string Who, DateTimeOffset CreatedAt, DateTimeOffset? Until, DateTimeOffset? EndedAt, string? EndedBy)
    {
        public string Words => string.Join("; ", new[]
        {
            Place is { } place ? $"place {Text(place)}" : null,
            Kind == "merge" ? $"into {Text(OtherId!.Value)}" : Kind == "split" ? $"out of {Text(OtherId!.Value)}" : null,
            Headline, Note,
        }.OfType<string>());

        public static PickLine Of(Pick p, string title) => new(
            p.Id, p.Kind.ToString().ToLowerInvariant(), p.StoryId, title, p.Place, p.OtherId, p.Articles, p.Headline, p.Note, p.Who, p.CreatedAt, p.Until, p.EndedAt, p.EndedBy);
    }
}
