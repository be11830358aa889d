using System.CommandLine;

using Digest.Gather.Parse;

namespace Digest.Evaluation;

/// <summary>Shows what the parser makes of feed documents, for a person to read.</summary>
internal static class Look
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILES") { Description = "Feed documents.", Arity = ArgumentArity.OneOrMore };
        var items = new Option<int>("--items") { Description = "Items to show of each.", DefaultValueFactory = _ => 3 };
        var baseUrl = new Option<string>("--base") { Description = "Where they were read from.", DefaultValueFactory = _ => "https://example.com/feed" };
        var command = new Command("look", "Shows feeds as they are read.") { files, items, baseUrl };
        command.SetAction(result =>
        {
            foreach (var file in result.GetRequiredValue(files))
            {
                Show(file, result.GetValue(items), new Uri(result.GetRequiredValue(baseUrl)));
            }
        });
        return command;
    }

    private static void Show(FileInfo file, int items, Uri baseUri)
    {
        var feed = FeedParser.Parse(File.ReadAllBytes(file.FullName), null, baseUri, ParseLimits.Default);
        Console.WriteLine($"=== {file.Name}: {feed.Format} {feed.Encoding} '{feed.Title}' {feed.HomeUrl} {feed.Language} {feed.Items.Count} items {feed.Recovered} {feed.Failure}");
        foreach (var item in feed.Items.Take(items))
        {
            Console.WriteLine($"* {item.Title}\n  {item.Link} | {item.PublishedAt:u} | {string.Join(" + ", item.Bylines)} | {string.Join(", ", item.Categories.Take(5))}");
            Console.WriteLine($"  > {item.Teaser.Replace("\n", "\n  > ", StringComparison.Ordinal)}");
            if (item.Pictures.Count > 0)
            {
                var p = item.Pictures[0];
                Console.WriteLine($"  [{item.Pictures.Count}] {p.Url} {p.Width}x{p.Height} alt={p.Alt} caption={p.Caption} credit={p.Credit}");
            }
        }
    }
}
