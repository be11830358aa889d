using System.CommandLine;

using Digest.Model;
using Digest.Store;
using Digest.Stories;

namespace Digest.Cli;

/// <summary><c>digest stories</c>: one run of the step.</summary>
public static class StoriesCommand
{
    public static Command Create(BuildApp build) => new Command("stories", """
        Join the articles gathered since to stories, and give them topics.
        With --json also each topic that an article was given, how sure it is (0 to 1), and why.
        Example: digest stories --json
        """) { CommandHost.AsOf, CommandHost.Json }.OnRun(build, RunAsync);

    private static async Task<int> RunAsync(CommandContext context)
    {
        var progress = new ConsoleProgress(TimeProvider.System);
        var began = context.Get<TimeProvider>().GetUtcNow();
        var report = await context.Get<StoriesStep>().RunAsync(progress, context.Cancel).ConfigureAwait(false);
        progress.Done();
        if (context.Json)
        {
            Output.Json(Printed(report, await context.Get<Database>().ReadAsync(s => StoryStore.PlacedTopicsAsync(s, began)).ConfigureAwait(false)));
        }
        else
        {
            Console.Out.WriteLine($"{report.Articles} articles placed: {report.NewStories} new stories, {report.Merged} merged, {report.Parted} parted; {report.WithTopic} articles have a topic.");
        }

        return 0;
    }

    /// <summary>What --json prints: the counts, and each topic that an article was given, how sure it is (0 to 1), and why.</summary>
    internal static object Printed(StoriesReport report, IReadOnlyList<PlacedTopic> topics) => new
    {
        report.Articles,
        report.NewStories,
        report.Merged,
        report.Parted,
        report.WithTopic,
        report.Learned,
        Topics = topics.Select(t => new
        {
            t.StoryId,
            t.ArticleId,
            Code = t.Subtopic ?? t.Topic,
            Topic = Topic.Find(t.Topic)?.Key ?? t.Topic,
            Subtopic = Subtopic.Find(t.Subtopic)?.Key,
            t.Confidence,
            t.Why,
        }),
    };
}
