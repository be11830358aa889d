using System.CommandLine;
using System.Globalization;

using Digest.Model;
using Digest.Store;
using Digest.Stories.Topics;

namespace Digest.Cli;

/// <summary><c>digest feeds sections</c>: which topic each section of the feeds means, and the operator's own word on it.</summary>
public static class FeedsSectionsCommand
{
    private const string Nothing = "none";

    private static readonly Argument<string> Section = new("section") { Description = "The section as the feed writes it; * for a whole feed." };
    private static readonly Option<string?> FeedOption = new("--feed") { Description = "A feed's id or address; else every feed.", HelpName = "FEED" };

    public static Command Create(BuildApp build) => new Command("sections", """
        The sections of the feeds, and the topic that each means. What an operator maps wins over everything else.
        Example: digest feeds sections
        """)
    {
        CommandHost.Json,
        Map(build),
        Unmap(build),
    }.OnRun(build, ListAsync);

    private static Command Map(BuildApp build)
    {
        var topic = new Argument<string>("topic") { Description = $"A topic's key or IPTC code ({string.Join(", ", Topic.All.Select(t => t.Key))}), or {Nothing}." };
        return new Command("map", """
            Say which topic a section means, or that it means none; from the next articles on.
            Example: digest feeds sections map Feuilleton arts --feed 12
            """) { Section, topic, FeedOption }.OnRun(build, async context =>
        {
            var code = Code(context.Parse.GetRequiredValue(topic));
            var (feed, section) = await PlaceAsync(context).ConfigureAwait(false);
            await context.Get<Database>().WriteAsync(s => SectionStore.MapAsync(s, new MappedSection(feed, section, code), context.Now), context.Cancel).ConfigureAwait(false);
            Console.Out.WriteLine($"{Words(feed, section)}: {Topic.Find(code)?.Name ?? "no topic"}. It holds for articles placed from now on.");
            return 0;
        });
    }

    private static Command Unmap(BuildApp build) => new Command("unmap", """
        Take back what was said of a section.
        Example: digest feeds sections unmap Feuilleton --feed 12
        """) { Section, FeedOption }.OnRun(build, async context =>
    {
        var (feed, section) = await PlaceAsync(context).ConfigureAwait(false);
        var gone = await context.Get<Database>().WriteAsync(s => SectionStore.UnmapAsync(s, feed, section), context.Cancel).ConfigureAwait(false);
        Console.Out.WriteLine(gone ? $"{Words(feed, section)}: as its name says again." : throw new CommandException($"{Words(feed, section)} was not mapped. `digest feeds sections` shows what is."));
        return 0;
    });

    private static async Task<int> ListAsync(CommandContext context)
    {
        var (used, mapped) = await context.Get<Database>().ReadAsync(
            async s => (await SectionStore.UsedAsync(s).ConfigureAwait(false), await SectionStore.MappedAsync(s).ConfigureAwait(false)), context.Cancel).ConfigureAwait(false);
        var map = new SectionMap(mapped);
        // What is mapped ahead of its first article is shown too, or it could not be found again.
        var ahead = mapped.Where(m => !used.Any(u => (m.FeedId == 0 || m.FeedId == u.FeedId) && SectionMap.Fold(u.Section) == m.Section))
            .Select(m => new SectionRow(m.FeedId, m.FeedId == 0 ? "every feed" : "", m.Section, 0, Topic.Find(m.Topic)?.Key, "mapped by the operator"));
        Output.List<SectionRow>(context.Json, [.. used.Select(u => Row(map, u)), .. ahead], ["feed", "source", "section", "articles", "topic", "why"],
            r => [r.FeedId.ToString(CultureInfo.InvariantCulture), r.Source, r.Section, r.Articles.ToString(CultureInfo.InvariantCulture), r.Topic ?? "", r.Why]);
        return 0;
    }

    private static SectionRow Row(SectionMap map, UsedSection used)
    {
        var said = map.Of(used.FeedId, used.Section) ?? map.OfAll(used.FeedId);
        var code = said ?? SectionNames.Find(used.Section);
        var why = said is not null ? "mapped by the operator" : code is null ? "its name tells no topic" : "its name";
        return new SectionRow(used.FeedId, used.Source, used.Section, used.Articles, Topic.Find(code)?.Key, why);
    }

    private static string Code(string name) => name == Nothing ? "" : (Topic.Find(name) ?? Topic.All.FirstOrDefault(t => t.Key == name))?.Code
        ?? throw new CommandException($"There is no topic {name}. Topics are: {string.Join(", ", Topic.All.Select(t => t.Key))}; or {Nothing}.");

    // The feed's id, 0 for all, and the section as it is kept.
    private static async Task<(long Feed, string Section)> PlaceAsync(CommandContext context)
    {
        var section = SectionMap.Fold(context.Parse.GetRequiredValue(Section));
        var feed = context.Parse.GetValue(FeedOption) is { } text ? (await FeedsCommand.FindAsync(context, text).ConfigureAwait(false)).Id : 0;
        return section == SectionMap.Any && feed == 0 ? throw new CommandException("* is every section of one feed: say which with --feed.")
            : section.Length == 0 ? throw new CommandException("Say which section.")
            : (feed, section);
    }

    private static string Words(long feed, string section) => (feed, section) switch
    {
        (0, _) => $"Section '{section}' of every feed",
        (_, SectionMap.Any) => $"All of feed {feed}",
        _ => $"Section '{section}' of feed {feed}",
    };

    private sealed record SectionRow(long FeedId, string Source, string Section, long Articles, string? Topic, string Why);
}
