using System.CommandLine;

using Digest.Gather.Catalogue;
using Digest.Gather.Opml;

namespace Digest.Cli;

/// <summary><c>digest feeds catalogue</c>: well-known titles to start from.</summary>
public static class FeedsCatalogueCommand
{
    public static Command Create(BuildApp build)
    {
        var country = new Option<string?>("--country") { Description = "Only titles of this country: GB.", HelpName = "CODE" };
        var language = new Option<string?>("--language") { Description = "Only titles in this language: en.", HelpName = "TAG" };
        var section = new Option<string?>("--section") { Description = "Only feeds whose section holds this word.", HelpName = "WORD" };
        var add = new Option<bool>("--add") { Description = "Add those found." };
        var command = new Command("catalogue", """
            Feeds of well-known titles, to start from. Publishers move them now and then: `feeds check` tells.
            Example: digest feeds catalogue --country GB --section world --add
            """) { country, language, section, add, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var parse = context.Parse;
            var found = StarterCatalogue.Find(parse.GetValue(country), parse.GetValue(language), parse.GetValue(section));
            Output.List(context.Json, found, ["country", "language", "title", "section", "address"], f => [f.Country, f.Language, f.Source, f.Section, f.Url]);
            if (parse.GetValue(add))
            {
                var report = await context.Get<FeedImport>().ImportAsync(found, context.Cancel).ConfigureAwait(false);
                Console.Error.WriteLine($"{report.Feeds} feeds of {report.Sources} new titles added; {report.Known} were there already.");
            }

            return 0;
        });
    }
}
