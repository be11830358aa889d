using System.CommandLine;
using System.Globalization;

using Digest.Stories;

namespace Digest.Cli;

/// <summary><c>digest picks merge|split</c>: which articles are one story.</summary>
internal static class PicksStoryCommands
{
    public static Command Merge(BuildApp build)
    {
        var into = new Option<string>("--into") { Description = "The story that lives on: its id, or words of a headline.", Required = true, HelpName = "STORY" };
        var options = new PickOptions();
        var command = options.AddTo(new Command("merge", """
            Make two stories one: all articles of the first go into the other. No later step splits them again.
            Example: digest picks merge 4712 --into 4711
            """) { into }, ends: false);
        return command.OnRun(build, async context =>
        {
            var from = await options.FindAsync(context).ConfigureAwait(false);
            var target = await PickOptions.FindAsync(context, context.Parse.GetRequiredValue(into)).ConfigureAwait(false);
            var edited = await context.Get<StoryEdits>().MergeAsync(from.Id, target.Id, options.By(context), context.Cancel).ConfigureAwait(false);
            return PicksCommand.Done(context, edited, $"Story {PicksCommand.Text(from.Id)}, {from.Title}, is now part of story {PicksCommand.Text(target.Id)}, {target.Title}.");
        });
    }

    public static Command Split(BuildApp build)
    {
        var articles = new Option<string[]>("--articles") { Description = "The ids of the articles to take out (`digest picks show STORY` lists them), with commas or spaces.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "ID,ID" };
        var options = new PickOptions();
        var command = options.AddTo(new Command("split", """
            Take articles out of a story and make another of them. No later step merges the two again.
            Example: digest picks split 4711 --articles 90210,90215
            """) { articles }, ends: false);
        return command.OnRun(build, async context =>
        {
            var ids = context.Parse.GetRequiredValue(articles).SelectMany(a => a.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Id).Distinct().ToList();
            var story = await options.FindAsync(context).ConfigureAwait(false);
            var edited = await context.Get<StoryEdits>().SplitAsync(story.Id, ids, options.By(context), context.Cancel).ConfigureAwait(false);
            return PicksCommand.Done(context, edited, $"{ids.Count} of {story.Articles} articles of story {PicksCommand.Text(story.Id)}, {story.Title}, are now story {PicksCommand.Text(edited.Pick?.StoryId ?? 0)}.");
        });
    }

    private static long Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id : throw new CommandException($"--articles {text}: not an article's id; `digest picks show STORY` lists them.");
}
