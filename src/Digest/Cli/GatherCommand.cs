using System.CommandLine;

using Digest.Gather;

namespace Digest.Cli;

/// <summary><c>digest gather</c>: one run of the step.</summary>
public static class GatherCommand
{
    private static readonly Option<bool> All = new("--all") { Description = "Every active feed, due or not." };

    public static Command Create(BuildApp build)
    {
        var command = new Command("gather", """
            Read the feeds that are due, and save their articles.
            Example: digest gather --all
            """) { All, CommandHost.AsOf, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var progress = new ConsoleProgress(TimeProvider.System);
            var report = await context.Get<GatherStep>().RunAsync(context.Parse.GetValue(All), progress, context.Cancel).ConfigureAwait(false);
            progress.Done();
            Print(report, context.Json);
            return 0;
        }, sample: true);
    }

    private static void Print(GatherReport report, bool json)
    {
        if (json)
        {
            Output.Json(report);
            return;
        }

        Console.Out.WriteLine(FormattableString.Invariant($"{report.Feeds} feeds in {report.Took.TotalSeconds:0.0} s: {report.Read} read, {report.Unchanged} unchanged, {report.Failed} failed{(report.PutOff > 0 ? $", {report.PutOff} put off" : "")}."));
        Console.Out.WriteLine($"{report.NewArticles} new articles, {report.ChangedArticles} changed{(report.Recovered > 0 ? $"; {report.Recovered} documents were broken but read" : "")}.");
        foreach (var failure in report.Failures)
        {
            Console.Out.WriteLine($"  {failure.Url}: {failure.Error}");
        }
    }
}
