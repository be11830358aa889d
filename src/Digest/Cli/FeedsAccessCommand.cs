using System.CommandLine;
using System.Globalization;

using Digest.Model;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest feeds access</c>: which titles everybody may read, and the operator's own word on it.</summary>
public static class FeedsAccessCommand
{
    private const string Nothing = "none";
    private static readonly TimeSpan Reach = TimeSpan.FromDays(14);

    private static readonly Option<string?> SourceName = new("--source") { Description = "The news title's name: all its feeds.", HelpName = "NAME" };
    private static readonly Option<string?> FeedOption = new("--feed") { Description = "A feed's id or address: that feed alone.", HelpName = "FEED" };

    public static Command Create(BuildApp build) => new Command("access", """
        Who may read what: free, metered (some articles a month, or once registered) or locked (subscribers only). Articles say it in many
        feeds and pages; what an operator marks wins. What nobody says stays unknown. At otherwise equal articles the free one leads its story.
        Example: digest feeds access
        """)
    {
        CommandHost.Json,
        Mark(build),
    }.OnRun(build, ListAsync);

    private static Command Mark(BuildApp build)
    {
        var access = new Argument<string>("access") { Description = $"free, metered or locked; {Nothing} takes the mark back." };
        return new Command("mark", """
            Say who may read a title, or one of its feeds; from the next edition on.
            Example: digest feeds access mark locked --source "Financial Times"
            """) { access, SourceName, FeedOption }.OnRun(build, async context =>
        {
            var mark = Read(context.Parse.GetRequiredValue(access));
            var (source, feed) = (context.Parse.GetValue(SourceName), context.Parse.GetValue(FeedOption));
            if ((source is null) == (feed is null))
            {
                throw new CommandException("Say which: --source NAME, or --feed FEED (its id or address).");
            }

            var what = source is null ? await MarkFeedAsync(context, feed!, mark).ConfigureAwait(false) : await MarkSourceAsync(context, source, mark).ConfigureAwait(false);
            Console.Out.WriteLine($"{what}: {(mark is { } known ? Word(known) : "as its articles say")}. It holds from the next edition on.");
            return 0;
        });
    }

    private static async Task<string> MarkFeedAsync(CommandContext context, string text, Access? mark)
    {
        var feed = await FeedsCommand.FindAsync(context, text).ConfigureAwait(false);
        await context.Get<Database>().WriteAsync(s => AccessStore.MarkFeedAsync(s, feed.Id, mark), context.Cancel).ConfigureAwait(false);
        return feed.Url;
    }

    private static async Task<string> MarkSourceAsync(CommandContext context, string name, Access? mark) =>
        await context.Get<Database>().WriteAsync(s => AccessStore.MarkSourceAsync(s, name, mark), context.Cancel).ConfigureAwait(false) > 0
            ? name : throw new CommandException($"There is no source '{name}'. `digest feeds list` shows all.");

    private static async Task<int> ListAsync(CommandContext context)
    {
        var rows = (await context.Get<Database>().ReadAsync(s => AccessStore.FeedsAsync(s, context.Now - Reach), context.Cancel).ConfigureAwait(false)).Select(Row).ToList();
        Output.List(context.Json, rows, ["feed", "source", "access", "why", "address"],
            r => [r.FeedId.ToString(CultureInfo.InvariantCulture), r.Source, r.Access, r.Why, r.Url]);
        return 0;
    }

    private static AccessRow Row(FeedAccess feed) => new(
        feed.FeedId, feed.Source, feed.Url,
        (feed.FeedMark ?? feed.SourceMark) is { } mark ? Word(mark) : feed.Free + feed.Metered + feed.Locked == 0 ? "unknown" : "by article",
        feed.FeedMark is not null ? "feed marked by the operator" : feed.SourceMark is not null ? "title marked by the operator" : Said(feed),
        feed.Free, feed.Metered, feed.Locked, feed.Articles);

    private static string Said(FeedAccess feed) => feed.Free + feed.Metered + feed.Locked == 0 ? "nobody says it" : string.Create(
        CultureInfo.InvariantCulture, $"of {feed.Articles} articles {feed.Free} free, {feed.Metered} metered, {feed.Locked} locked");

    private static Access? Read(string text) => text == Nothing ? null
        : !text.All(char.IsAsciiDigit) && Enum.TryParse<Access>(text, ignoreCase: true, out var access) ? access
        : throw new CommandException($"{text} is no access. Write free, metered, locked, or {Nothing}.");

    private static string Word(Access access) => access.ToString().ToLowerInvariant();

    private sealed record AccessRow(long FeedId, string Source, string Url, string Access, string Why, long Free, long Metered, long Locked, long Articles);
}
