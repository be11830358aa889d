using System.CommandLine;
using System.Globalization;

using Digest.Gather;
using Digest.Gather.Fetch;
using Digest.Gather.Opml;
using Digest.Model;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest feeds add</c>: one feed, read once before it is taken.</summary>
public static class FeedsAddCommand
{
    private static readonly Argument<string> Url = new("url") { Description = "The feed's address." };
    private static readonly Option<string?> Source = new("--source") { Description = "The news title's name; else what the feed calls itself.", HelpName = "NAME" };
    private static readonly Option<string?> Section = new("--section") { Description = "The part of the paper it is: World, Sport.", HelpName = "NAME" };
    private static readonly Option<string?> Country = new("--country") { Description = "The title's country, ISO 3166-1: GB.", HelpName = "CODE" };
    private static readonly Option<string?> Language = new("--language") { Description = "The title's language, BCP 47: en, pt-br.", HelpName = "TAG" };
    private static readonly Option<double?> Weight = new("--weight") { Description = "0 (never leads) to 10; 1 is usual.", HelpName = "NUMBER" };
    private static readonly Option<string?> Home = new("--home") { Description = "The title's home page.", HelpName = "URL" };
    private static readonly Option<string?> Folder = new("--folder") { Description = "The group it is listed in, levels joined by '/'.", HelpName = "NAME" };
    private static readonly Option<bool> NoCheck = new("--no-check") { Description = "Add it unread." };

    public static Command Create(BuildApp build)
    {
        var command = new Command("add", """
            Add a feed. It is read once first, so that a wrong address is found now; its title is made when there is none of that name.
            Example: digest feeds add https://www.tagesschau.de/xml/rss2/ --source tagesschau --country DE --language de
            """) { Url, Source, Section, Country, Language, Weight, Home, Folder, NoCheck };
        return command.OnRun(build, AddAsync);
    }

    private static async Task<int> AddAsync(CommandContext context)
    {
        var url = FeedImport.Mend(context.Parse.GetRequiredValue(Url));
        if (context.Get<AddressGuard>().Refuse(url, out var address) is { } why)
        {
            throw new CommandException($"{url} is refused: {why}. A private feed can be allowed: --set Gather:AllowedHosts=HOST:PORT.");
        }

        var found = context.Parse.GetValue(NoCheck) ? null : await CheckAsync(context, address!.AbsoluteUri).ConfigureAwait(false);
        var final = found?.FoundAt ?? address!.AbsoluteUri;
        var source = Described(context, found, new Uri(final));
        var added = await context.Get<Database>().WriteAsync(s => SaveAsync(s, context, source, final), context.Cancel).ConfigureAwait(false);
        Console.Out.WriteLine(added is null
            ? throw new CommandException($"{final} is a feed already.")
            : $"Added feed {added}: {source.Name}, {final}{(found is null ? "" : $" ({found.Items} items now)")}. `digest gather` reads it.");
        return 0;
    }

    private static async Task<FeedCheckReport> CheckAsync(CommandContext context, string url)
    {
        var report = await context.Get<FeedChecker>().CheckAsync(url, context.Cancel).ConfigureAwait(false);
        if (report.Ok)
        {
            return report;
        }

        var names = report.Discovered.Count == 0 ? "`digest feeds discover` looks for feeds on a site; --no-check adds it all the same."
            : "Add one of them.";
        throw new CommandException($"{url}: {report.Steps[^1].Found.TrimEnd('.')}. {names}");
    }

    private static Source Described(CommandContext context, FeedCheckReport? found, Uri url)
    {
        var parse = context.Parse;
        var country = parse.GetValue(Country)?.ToUpperInvariant();
        if (country is not null && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)))
        {
            throw new CommandException($"--country {country}: write two letters, as in GB (ISO 3166-1).");
        }

        var weight = parse.GetValue(Weight) ?? 1;
        if (!double.IsFinite(weight) || weight is < 0 or > 10)
        {
            throw new CommandException($"--weight {weight.ToString(CultureInfo.InvariantCulture)}: write a number from 0 to 10.");
        }

        return new()
        {
            Id = 0,
            Name = parse.GetValue(Source) ?? (string.IsNullOrWhiteSpace(found?.Title) ? url.Host : found.Title),
            HomeUrl = parse.GetValue(Home) ?? found?.HomeUrl,
            Country = country,
            Language = (parse.GetValue(Language) ?? found?.Language)?.ToLowerInvariant(),
            Weight = weight,
            Folder = parse.GetValue(Folder),
        };
    }

    private static async Task<long?> SaveAsync(Session s, CommandContext context, Source described, string url)
    {
        var existing = await SourceStore.FindByNameAsync(s, described.Name).ConfigureAwait(false);
        if (existing is not null)
        {
            await SourceStore.UpdateAsync(s, Merged(existing, described, context)).ConfigureAwait(false);
        }

        var id = existing?.Id ?? await SourceStore.AddAsync(s, described, context.Now).ConfigureAwait(false);
        var added = await FeedStore.AddAsync(s, new(id, url, context.Parse.GetValue(Section)), context.Now).ConfigureAwait(false);
        await SourceStore.RemoveEmptyAsync(s).ConfigureAwait(false);
        return added;
    }

    // A second feed of a known title changes only what was said of the title on this command line.
    private static Source Merged(Source existing, Source described, CommandContext context) => existing with
    {
        HomeUrl = context.Parse.GetValue(Home) ?? existing.HomeUrl,
        Country = described.Country ?? existing.Country,
        Language = context.Parse.GetValue(Language)?.ToLowerInvariant() ?? existing.Language,
        Weight = context.Parse.GetValue(Weight) ?? existing.Weight,
        Folder = context.Parse.GetValue(Folder) ?? existing.Folder,
    };
}
