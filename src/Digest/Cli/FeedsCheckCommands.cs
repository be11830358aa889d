using System.CommandLine;

using Digest.Gather;
using Digest.Gather.Opml;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest feeds check</c> and <c>discover</c>: what an address is, step by step, without saving anything.</summary>
public static class FeedsCheckCommands
{
    public static Command Check(BuildApp build)
    {
        var url = new Argument<string?>("url") { Description = "An address; without one, every feed that is in trouble.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", """
            Explain an address step by step: may it be asked, what answers, what can be read there, how often it would be checked.
            Example: digest feeds check https://www.lemonde.fr/rss/une.xml
            """) { url, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var reports = new List<FeedCheckReport>();
            foreach (var address in context.Parse.GetValue(url) is { } one ? [await AddressAsync(context, one).ConfigureAwait(false)] : await TroubleAsync(context).ConfigureAwait(false))
            {
                reports.Add(await context.Get<FeedChecker>().CheckAsync(address, context.Cancel).ConfigureAwait(false));
            }

            Print(reports, context.Json, "No feed is in trouble.");
            return reports.All(r => r.Ok) ? 0 : 1;
        });
    }

    public static Command Discover(BuildApp build)
    {
        var site = new Argument<string>("site") { Description = "A site's address." };
        var command = new Command("discover", """
            Find the feeds of a site: those its page names, else those at the usual places.
            Example: digest feeds discover www.spiegel.de
            """) { site, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var reports = await context.Get<FeedChecker>().DiscoverAsync(FeedImport.Mend(context.Parse.GetRequiredValue(site)), context.Cancel).ConfigureAwait(false);
            if (context.Json || reports.All(r => !r.Ok))
            {
                Print(reports, context.Json, "");
            }
            else
            {
                Output.Table(["feed", "title", "items"], reports.Select(r => new[] { r.FoundAt, r.Title, r.Items.ToString(System.Globalization.CultureInfo.InvariantCulture) }));
            }

            return reports.Any(r => r.Ok) ? 0 : 1;
        });
    }

    // A feed may be named by its id as well.
    private static async Task<string> AddressAsync(CommandContext context, string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? (await context.Get<Database>().ReadAsync(s => FeedStore.FindAsync(s, id), context.Cancel).ConfigureAwait(false))?.Url ?? throw new CommandException($"There is no feed {id}.")
            : FeedImport.Mend(text);

    private static async Task<IReadOnlyList<string>> TroubleAsync(CommandContext context) =>
        [.. (await FeedRows.AllAsync(context).ConfigureAwait(false)).Where(r => r.IsTrouble).Select(r => r.Url)];

    private static void Print(IReadOnlyList<FeedCheckReport> reports, bool json, string none)
    {
        if (json)
        {
            Output.Json(reports);
            return;
        }

        if (reports.Count == 0)
        {
            Console.Out.WriteLine(none);
        }

        foreach (var report in reports)
        {
            Console.Out.WriteLine($"{report.Url}: {(report.Ok ? "a feed" : "no feed")}");
            foreach (var step in report.Steps)
            {
                Console.Out.WriteLine($"  {(step.Ok ? "ok " : "-- ")} {step.Step,-11}{step.Found}");
            }

            foreach (var feed in report.Discovered)
            {
                Console.Out.WriteLine($"      names      {feed.Url} {feed.Title}");
            }
        }
    }
}
