using System.CommandLine;

using Digest.Editions;
using Digest.Model;
using Digest.Store;
using Digest.Stories;

namespace Digest.Cli;

/// <summary><c>digest picks pin|lift|sink|ban</c>: where a story stands.</summary>
internal static class PicksPlaceCommands
{
    public static Command Pin(BuildApp build)
    {
        var place = new Option<int?>("--place") { Description = "The rank it stands at, 1 for the first; the top, after those pinned before it, when left out.", HelpName = "N" };
        var headline = new Option<string?>("--headline") { Description = "A headline of your own.", HelpName = "TEXT" };
        var note = new Option<string?>("--note") { Description = "Why you picked it: readers see it under the story.", HelpName = "TEXT" };
        var options = new PickOptions();
        var command = options.AddTo(new Command("pin", """
            Pin a story to the top of every edition, or to a place, as one of "Our picks": it is in every issue whose reader has not muted it.
            Example: digest picks pin 4711 --place 3 --note "The best read of the day." --for 12h
            """) { place, headline, note });
        return command.OnRun(build, async context =>
        {
            var at = context.Parse.GetValue(place);
            if (at is < 1)
            {
                throw new CommandException($"--place {at}: places begin with 1.");
            }

            var story = await options.FindAsync(context).ConfigureAwait(false);
            var pick = options.Read(context, story, PickKind.Pin) with { Place = at, Headline = context.Parse.GetValue(headline), Note = context.Parse.GetValue(note) };
            return await AddAsync(context, pick, story, at is null ? "pinned to the top." : $"pinned to place {at}.").ConfigureAwait(false);
        });
    }

    public static Command Create(BuildApp build, PickKind kind, string what)
    {
        var name = kind.ToString().ToLowerInvariant();
        var options = new PickOptions();
        var command = options.AddTo(new Command(name, $"""
            {what}
            Example: digest picks {name} "ferry line"
            """));
        return command.OnRun(build, async context =>
        {
            var story = await options.FindAsync(context).ConfigureAwait(false);
            var done = kind switch { PickKind.Ban => "banned.", PickKind.Lift => "lifted.", _ => "sunk." };
            return await AddAsync(context, options.Read(context, story, kind), story, done).ConfigureAwait(false);
        });
    }

    internal static async Task<int> AddAsync(CommandContext context, Pick pick, FoundStory story, string done)
    {
        var (written, problem) = await context.Get<EditorPicks>().AddAsync(pick, context.Cancel).ConfigureAwait(false);
        return PicksCommand.Done(context, new Edited(written, problem), $"Story {PicksCommand.Text(story.Id)}, {story.Title}: {done}");
    }
}
