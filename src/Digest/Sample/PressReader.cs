using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Digest.Sample;

/// <summary>
/// Reads the embedded press: Press/titles.json, Press/pictures.json and the articles in Press/**/*.txt, one file per event,
/// whose form Press/README.md explains.
/// </summary>
public sealed partial class PressReader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    private readonly Dictionary<string, PressTitle> _titles;
    private readonly Dictionary<string, PressPicture> _pictures;

    public PressReader(IReadOnlyList<PressTitle> titles, IReadOnlyList<PressPicture> pictures)
    {
        _titles = titles.ToDictionary(t => t.Slug);
        _pictures = pictures.ToDictionary(p => p.Name);
    }

    private static readonly Lazy<(IReadOnlyList<PressTitle> Titles, IReadOnlyList<PressArticle> Articles)> Embedded = new(Read);

    /// <summary>Everything the program carries.</summary>
    public static (IReadOnlyList<PressTitle> Titles, IReadOnlyList<PressArticle> Articles) ReadEmbedded() => Embedded.Value;

    private static (IReadOnlyList<PressTitle> Titles, IReadOnlyList<PressArticle> Articles) Read()
    {
        var titles = JsonSerializer.Deserialize<List<PressTitle>>(Text("sample/Press/titles.json"), Json)!;
        var pictures = JsonSerializer.Deserialize<List<PressPicture>>(Text("sample/Press/pictures.json"), Json)!;
        var reader = new PressReader(titles, pictures);
        var articles = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith("sample/Press/", StringComparison.Ordinal) && n.EndsWith(".txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(n => reader.Read(Path.GetFileNameWithoutExtension(n), Text(n)));
        return (titles, [.. articles]);
    }

    /// <returns>The picture's JPEG, or null where there is none of that name.</returns>
    public static byte[]? ReadPicture(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"sample/Press/pictures/{name}.jpg");
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <param name="name">The event: the file's name.</param>
    /// <exception cref="FormatException">An article is not written as README.md says; the message names file and article.</exception>
    public IReadOnlyList<PressArticle> Read(string name, string text) =>
        [.. Separator().Split(text.ReplaceLineEndings("\n")).Where(b => b.Trim().Length > 0).Select(b => Article(name, b))];

    private PressArticle Article(string name, string block)
    {
        var lines = block.Split('\n').Select(l => l.Trim()).ToList();
        var head = Head().Match(lines[0]);
        if (!head.Success || !_titles.TryGetValue(head.Groups["title"].Value, out var title))
        {
            throw new FormatException($"{name}: '{lines[0]}' is not 'title/feed {{{{-1d 07:30}}}}'.");
        }

        var headline = lines.FindIndex(l => l.StartsWith("# ", StringComparison.Ordinal));
        var paragraphs = lines.Skip(headline + 1).Where(l => l.Length > 0).ToList();
        if (headline < 0 || paragraphs.Count == 0)
        {
            throw new FormatException($"{name}: '{lines[0]}' has no '# headline' or no teaser under it.");
        }

        var keys = Keys(lines.Take(headline).Skip(1));
        var picture = keys.GetValueOrDefault("picture")?.Split('|', 2, StringSplitOptions.TrimEntries);
        return new PressArticle
        {
            Title = title,
            Feed = title.Feeds.FirstOrDefault(f => f.Slug == head.Groups["feed"].Value)
                ?? throw new FormatException($"{name}: {title.Slug} has no feed '{head.Groups["feed"].Value}'."),
            Event = name,
            After = Span(head),
            Headline = lines[headline][2..].Trim(),
            Teaser = paragraphs[0],
            Body = [.. paragraphs.Skip(1)],
            Byline = keys.GetValueOrDefault("by"),
            Tags = keys.GetValueOrDefault("tags")?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            Picture = picture is null ? null : _pictures.GetValueOrDefault(picture[0]) ?? throw new FormatException($"{name}: no picture '{picture[0]}'."),
            Caption = picture is { Length: 2 } ? picture[1] : null,
        };
    }

    private static Dictionary<string, string> Keys(IEnumerable<string> lines) => lines
        .Select(l => l.Split(' ', 2, StringSplitOptions.TrimEntries))
        .Where(l => l.Length == 2)
        .ToDictionary(l => l[0], l => l[1]);

    private static TimeSpan Span(Match head)
    {
        var span = new TimeSpan(Number(head, "days"), Number(head, "hours"), Number(head, "minutes"), 0);
        return head.Groups["sign"].Value == "-" ? -span : span;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static string Text(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"No resource {resource} in the program.");
        return new StreamReader(stream).ReadToEnd();
    }

    [GeneratedRegex(@"^=== ", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?<title>[\w-]+)/(?<feed>[\w-]+) \{\{(?<sign>[+-])(?<days>\d+)d (?<hours>\d\d):(?<minutes>\d\d)\}\}$")]
    private static partial Regex Head();
}
