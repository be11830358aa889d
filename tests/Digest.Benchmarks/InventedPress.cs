using System.IO.Compression;
using System.Text;
using System.Text.Json;

using Digest.Model;
using Digest.Stories.Clusters;

namespace Digest.Benchmarks;

/// <summary>An article, the name of its title, and the language of its text.</summary>
internal sealed record NewsItem(Article Article, string Source, string Language);

/// <summary>
/// Articles to measure with: a real week, or invented ones like it. Half of the invented words are English stop words, the others follow
/// Zipf's law and, for the rare ones, a steeper one without an end, so that ever more articles bring ever more words, about as many as real
/// ones do (Heaps' law: 21 thousand in 5,000 articles, 46 thousand in 20,000; a real week has 23 and 48). A third of the articles report an
/// event, which lends them most of their words; a third stand in a folder that names a topic.
/// </summary>
internal static class InventedPress
{
    // As Zipf's law has it up to here; a word of the list is the rarer from here on.
    private const int Common = 6_000;

    // How fast the rare words grow rarer: the share of all words that stand beyond a rank falls with this power of it.
    private const double Tail = 0.85;

    // The commonest words of a language are its stop words: the others begin further down the list.
    private const int FirstRank = 40;

    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Stops =
        "a about after all and are as at be been but by could for from has have he her his in into is it its more not of on or over said she than that the their they this to up was were when which who will with would".Split(' ');

    private static readonly string[] Syllables = "ba cor del fen gri hol jas ken lum mar nor pel qui ros sta tav ul ver wyn zed".Split(' ');

    private static readonly string[] Words = [.. Enumerable.Range(0, 100_000).Select(Word)];

    public static List<NewsItem> Week(int count, int hours)
    {
        var random = new Random(7);
        var events = Enumerable.Range(0, Math.Max(1, count / 30)).Select(_ => Enumerable.Range(0, 9).Select(_ => Draw(random, 400)).ToArray()).ToArray();
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var told = random.Next(3) == 0 ? events[(int)((long)i * events.Length / count)] : null;
            string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Next(random, told)));
            var folder = random.Next(3) == 0 ? Topic.All[random.Next(Topic.All.Count)].Key : "news";
            return Item(i, $"Title {i % 97}", i % 97, "en", Monday.AddHours((double)hours * i / count), Text(10), Text(50), $"https://t{i % 97}.example/{folder}/{i}");
        })];
    }

    /// <summary>A real week, gzipped JSON Lines, in the order of publication.</summary>
    public static List<NewsItem> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var (rows, sources) = (new List<NewsItem>(), new Dictionary<string, int>());
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            string Text(string name) => row.RootElement.GetProperty(name).GetString() ?? "";
            var (title, teaser, source) = (Text("title"), Text("summary"), Text("publisher"));
            sources.TryAdd(source, sources.Count);
            var published = row.RootElement.GetProperty("published").GetDateTimeOffset();
            var language = PieceOf.Item(0, 0, Text("lang"), published, title, teaser, source).Language;
            rows.Add(Item(rows.Count, source, sources[source], language, published, title, teaser, Text("url")));
        }

        return [.. rows.OrderBy(r => r.Article.PublishedAt)];
    }

    private static NewsItem Item(int id, string source, int sourceId, string language, DateTimeOffset at, string title, string teaser, string url) => new(
        new Article
        {
            Id = id,
            SourceId = sourceId,
            FeedId = sourceId,
            Identity = url,
            Url = url,
            Title = title,
            Teaser = teaser,
            Language = language,
            PublishedAt = at,
            FirstSeenAt = at,
        },
        source, language);

    private static string Next(Random random, string[]? told) =>
        random.Next(2) == 0 ? Stops[random.Next(Stops.Length)]
        : told is not null && random.Next(3) > 0 ? told[random.Next(told.Length)]
        : Draw(random, FirstRank);

    // Where the two laws meet a word is as likely by both.
    private static string Draw(Random random, int rank)
    {
        var common = Math.Log((double)Common / rank);
        var at = random.NextDouble() * (common + (1 / Tail));
        var drawn = at < common ? rank * Math.Exp(at) : Common * Math.Pow(1 - ((at - common) * Tail), -1 / Tail);
        return drawn < Words.Length ? Words[(int)drawn] : Word((int)Math.Min(drawn, int.MaxValue));
    }

    // Its number spelt in syllables, two at least.
    private static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var left = rank; left > 0 || word.Length < 6; left /= Syllables.Length)
        {
            word.Append(Syllables[left % Syllables.Length]);
        }

        return word.ToString();
    }
}
