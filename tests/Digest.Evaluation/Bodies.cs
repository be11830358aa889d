using System.CommandLine;
using System.Globalization;

using AngleSharp.Html.Parser;

using Digest.Gather.Clean;
using Digest.Gather.Parse;

namespace Digest.Evaluation;

/// <summary>How much of ordinary article bodies the sanitizer keeps: words and links, before and after, by a browser's parse of both.</summary>
internal static class Bodies
{
    private static readonly HtmlParser Parser = new();

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILES") { Description = "Feed documents.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("bodies", "Measures what sanitizing keeps of article bodies.") { files };
        command.SetAction(result => Run(result.GetRequiredValue(files)));
        return command;
    }

    private static int Run(FileInfo[] files)
    {
        var (bodies, words, keptWords, links, keptLinks) = (0, 0L, 0L, 0L, 0L);
        foreach (var file in files)
        {
            var feed = FeedParser.Parse(File.ReadAllBytes(file.FullName), null, new Uri("https://example.com/"), ParseLimits.Default with { Markup = true });
            foreach (var html in feed.Items.SelectMany(i => new[] { i.SummaryHtml, i.ContentHtml }).OfType<string>())
            {
                var (w, l) = Count(html);
                var (kw, kl) = Count(Sanitizer.Clean(html, new Uri("https://example.com/")));
                if (kw < w || kl < l)
                {
                    Console.Error.WriteLine($"{file.Name}: words {kw}/{w}, links {kl}/{l}: {html[..Math.Min(200, html.Length)].ReplaceLineEndings(" ")}");
                }

                (bodies, words, keptWords, links, keptLinks) = (bodies + 1, words + w, keptWords + Math.Min(w, kw), links + l, keptLinks + Math.Min(l, kl));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bodies} bodies, words kept {keptWords}/{words} = {100.0 * keptWords / Math.Max(1, words):F3} %, links kept {keptLinks}/{links} = {100.0 * keptLinks / Math.Max(1, links):F3} %"));
        return 0;
    }

    private static (int Words, int Links) Count(string html)
    {
        var document = Parser.ParseDocument(html);
        foreach (var code in document.QuerySelectorAll("script, style, noscript, template, iframe"))
        {
            code.Remove();
        }

        var words = (document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var links = document.QuerySelectorAll("a[href]").Count(a => a.GetAttribute("href") is { } h && !h.Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        return (words, links);
    }
}
