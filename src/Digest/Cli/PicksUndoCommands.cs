using System.CommandLine;

using Digest.Editions;
using Digest.Model;
using Digest.Store;
using Digest.Stories;

namespace Digest.Cli;

/// <summary><c>digest picks unpin|undo</c>: taking back.</summary>
internal static class PicksUndoCommands
{
    public static Command Unpin(BuildApp build)
    {
        var options = new PickOptions();
        var command = options.AddTo(new Command("unpin", """
            Take a story's pin back.
            Example: digest picks unpin "ferry line"
            """), ends: false);
        return command.OnRun(build, async context =>
        {
            var story = await options.FindAsync(context).ConfigureAwait(false);
            var pins = (await context.Get<Database>().ReadAsync(s => PickStore.OpenAsync(s), context.Cancel).ConfigureAwait(false))
                .Where(p => p.StoryId == story.Id && p.Kind is PickKind.Pin or PickKind.Pick).ToList();
            if (pins.Count == 0)
            {
                throw new CommandException($"story {PicksCommand.Text(story.Id)}, {story.Title}, is not pinned.");
            }

            foreach (var pin in pins)
            {
                await context.Get<EditorPicks>().EndAsync(pin.Id, options.By(context), context.Cancel).ConfigureAwait(false);
            }

            return Print(context, pins[^1], $"Story {PicksCommand.Text(story.Id)}, {story.Title}: unpinned.");
        });
    }

    public static Command Undo(BuildApp build)
    {
        var which = new Argument<long>("pick") { Description = "The pick's number (`digest picks list` shows them)." };
        var by = new Option<string?>("--by") { Description = "Who says so; the name of the login when left out.", HelpName = "NAME" };
        var command = new Command("undo", """
            Take a pick back, of whatever kind: a merged story's articles stand on their own again, a split story's go back.
            Example: digest picks undo 12
            """) { which, by, CommandHost.AsOf, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var id = context.Parse.GetRequiredValue(which);
            var pick = await context.Get<Database>().ReadAsync(s => PickStore.FindAsync(s, id), context.Cancel).ConfigureAwait(false)
                ?? throw new CommandException($"there is no pick {PicksCommand.Text(id)}. `digest picks list` shows those in force.");
            await TakeBackAsync(context, pick, PickOptions.By(context, by)).ConfigureAwait(false);
            return Print(context, pick, $"Pick {PicksCommand.Text(id)} ({pick.Kind.ToString().ToLowerInvariant()} of story {PicksCommand.Text(pick.StoryId)}) is taken back.");
        });
    }

    private static async Task TakeBackAsync(CommandContext context, Pick pick, string who)
    {
        var already = pick.EndedAt is { } at ? $"pick {PicksCommand.Text(pick.Id)} ended on {PicksCommand.Text(at)}, by {pick.EndedBy}." : null;
        var problem = already
            ?? (pick.Kind is PickKind.Merge or PickKind.Split
                ? (await context.Get<StoryEdits>().TakeBackAsync(pick, who, context.Cancel).ConfigureAwait(false)).Problem
                : await context.Get<EditorPicks>().EndAsync(pick.Id, who, context.Cancel).ConfigureAwait(false) ? null : $"pick {PicksCommand.Text(pick.Id)} was taken back just now.");
        if (problem is not null)
        {
            throw new CommandException(problem);
        }
    }

    private static int Print(CommandContext context, Pick pick, string words)
    {
        if (context.Json)
        {
            Output.Json(pick);
        }
        else
        {
            Console.Out.WriteLine(words);
        }

        return 0;
    }
}
