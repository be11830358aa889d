using System.CommandLine;

using Digest.Stories;

namespace Digest.Cli;

/// <summary><c>digest stories</c>: one run of the step.</summary>
public static class StoriesCommand
{
    public static Command Create(BuildApp build) => new Command("stories", """
        Join the articles gathered since to stories, and give them topics.
        Example: digest stories
        """) { CommandHost.AsOf, CommandHost.Json }.OnRun(build, RunAsync);

    private static async Task<int> RunAsync(CommandContext context)
    {
        var progress = new ConsoleProgress(TimeProvider.System);
        var report = await context.Get<StoriesStep>().RunAsync(progress, context.Cancel).ConfigureAwait(false);
        progress.Done();
        if (context.Json)
        {
            Output.Json(report);
        }
        else
        {
            Console.Out.WriteLine($"{report.Articles} articles placed: {report.NewStories} new stories, {report.Merged} merged, {report.Parted} parted; {report.WithTopic} articles have a topic.");
        }

        return 0;
    }
}
