using System.CommandLine;

using Digest.Model;

namespace Digest.Cli;

/// <summary><c>digest picks headline|note</c>: what a story is told with.</summary>
internal static class PicksWordsCommands
{
    public static Command Headline(BuildApp build) => Create(
        build, PickKind.Headline, "Give a story a headline of your own.", "digest picks headline 4711 \"Ferries run again\"", (pick, text) => pick with { Headline = text });

    public static Command Note(BuildApp build) => Create(
        build, PickKind.Note, "Add a note of the editors to a story.", "digest picks note 4711 \"Start here if you have five minutes.\"", (pick, text) => pick with { Note = text });

    private static Command Create(BuildApp build, PickKind kind, string what, string example, Func<Pick, string, Pick> with)
    {
        var name = kind.ToString().ToLowerInvariant();
        var text = new Argument<string>("text") { Description = "The words, in quotes." };
        var options = new PickOptions();
        var command = options.AddTo(new Command(name, $"{what} It replaces one made before.\nExample: {example}"));
        command.Add(text);
        return command.OnRun(build, async context =>
        {
            var words = context.Parse.GetRequiredValue(text).Trim();
            if (words.Length == 0)
            {
                throw new CommandException($"the {name} is empty; `digest picks undo` takes one back.");
            }

            var story = await options.FindAsync(context).ConfigureAwait(false);
            return await PicksPlaceCommands.AddAsync(context, with(options.Read(context, story, kind), words), story, $"{name} '{words}'.").ConfigureAwait(false);
        });
    }
}
