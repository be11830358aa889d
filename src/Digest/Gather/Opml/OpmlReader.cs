using System.Globalization;
using System.Text;

namespace Digest.Gather.Opml;

/// <summary>Reads OPML 1.0 and 2.0 as readers and people write it, well-formed or not (opml.org/spec2.opml).</summary>
public static class OpmlReader
{
    private const int MostFeeds = 100_000;
    private const int Deepest = 32;

    /// <exception cref="FormatException">There is no outline with a feed's address in it.</exception>
    public static OpmlDocument Read(byte[] bytes) => Read(Decode(bytes));

    /// <exception cref="FormatException">There is no outline with a feed's address in it.</exception>
    public static OpmlDocument Read(string text)
    {
        var scanner = new OutlineScanner(text);
        var feeds = new List<OpmlFeed>();
        var groups = new Stack<string?>();
        string? title = null;
        var outlines = 0;
        while (scanner.Next() is { } tag && feeds.Count < MostFeeds)
        {
            if (tag is { Name: "title", Closes: true } && title is null)
            {
                title = scanner.Text;
            }
            else if (tag is { Name: "outline", Closes: true })
            {
                groups.TryPop(out _);
            }
            else if (tag.Name == "outline")
            {
                outlines++;
                Outline(tag, groups, feeds);
            }
        }

        return feeds.Count > 0 ? new(title, feeds) : throw new FormatException(outlines == 0
            ? "This is no OPML file: it holds no outline." : "No outline of this file names a feed (xmlUrl).");
    }

    private static void Outline(Tag tag, Stack<string?> groups, List<OpmlFeed> feeds)
    {
        var outer = groups.Count == 0 ? null : groups.Peek();
        var feed = Feed(tag.Attributes, outer);
        if (feed is not null)
        {
            feeds.Add(feed);
        }

        if (!tag.Empty)
        {
            groups.Push(feed is not null || groups.Count >= Deepest ? outer : Join(outer, Any(tag.Attributes, "text", "title")));
        }
    }

    private static OpmlFeed? Feed(IReadOnlyDictionary<string, string> a, string? folder)
    {
        if (Any(a, "xmlurl") is not { } url)
        {
            // Some lists of links write url, with the type that says it is a feed.
            url = Any(a, "type")?.ToLowerInvariant() is "rss" or "atom" or "feed" ? Any(a, "url") : null;
            if (url is null)
            {
                return null;
            }
        }

        return new()
        {
            Url = url,
            Title = Any(a, "title", "text") ?? "",
            HomeUrl = Any(a, "htmlurl"),
            Folder = folder ?? Category(Any(a, "category")),
            Source = Any(a, "source"),
            Section = Any(a, "section"),
            Country = Any(a, "country"),
            Language = Any(a, "language"),
            FeedLanguage = Any(a, "feedlanguage"),
            Weight = double.TryParse(Any(a, "weight"), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) ? weight : null,
            Paused = Any(a, "state") is "paused",
        };
    }

    // "/News/World,/Europe": the first path is the group where the file has none.
    private static string? Category(string? category) =>
        category?.Split(',')[0].Trim().Trim('/') is { Length: > 0 } path && category.TrimStart().StartsWith('/') ? path : null;

    private static string? Join(string? outer, string? name)
    {
        var clean = name is null ? null : string.Join('/', name.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return string.IsNullOrEmpty(clean) ? outer : outer is null ? clean : $"{outer}/{clean}";
    }

    private static string? Any(IReadOnlyDictionary<string, string> a, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (a.TryGetValue(name, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }

    private static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Declared(bytes), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static Encoding Declared(byte[] bytes)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(200, bytes.Length));
        var at = head.IndexOf("encoding=", StringComparison.OrdinalIgnoreCase);
        if (at >= 0 && at + 10 < head.Length && head.IndexOf(head[at + 9], at + 10) is > 0 and var end)
        {
            try
            {
                return Encoding.GetEncoding(head[(at + 10)..end]);
            }
            catch (ArgumentException)
            {
                // An encoding nobody knows: UTF-8 is the likeliest by far.
                return Encoding.UTF8;
            }
        }

        return Encoding.UTF8;
    }
}
