using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

using Digest.Model;
using Digest.Stories.Clusters;
using Digest.Stories.Topics;

namespace Digest.Benchmarks;

/// <summary>
/// <c>stories</c>: a week of articles clustered, classified and ranked, against the plain method in Python in the same run (CPU seconds
/// of both, since machines are shared); and what one article costs as the window grows.
/// </summary>
internal static class StoriesBenchmark
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var stream = new Option<string?>("--stream") { Description = "A real week (gzipped JSON Lines); without it, invented headlines." };
        var articles = new Option<int>("--articles") { Description = "Invented articles of the week.", DefaultValueFactory = _ => 20_000 };
        var largest = new Option<int>("--largest") { Description = "The largest window of the growth test.", DefaultValueFactory = _ => 500_000 };
        var command = new Command("stories", "Clustering, topics and ranking: speed, growth and memory.") { stream, articles, largest };
        command.SetAction(parse =>
        {
            var week = parse.GetValue(stream) is { } path ? Read(path) : Invent(parse.GetValue(articles), 168);
            var own = Best(() => Week(week));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"week of {week.Count} articles: {own:F2} s CPU ({own / week.Count * 1e6:F0} us an article)"));
            Compare(week, own);
            Grow(parse.GetValue(largest));
        });
        return command;
    }

    private static void Week(List<Piece> week)
    {
        var clustering = new Clustering();
        var stories = new List<long>(week.Count);
        foreach (var piece in week)
        {
            stories.Add(clustering.Add(piece).StoryId);
            TopicWords.Vote(piece.Title, piece.Teaser, piece.Language);
        }

        var end = week[^1].PublishedAt;
        var candidates = week.Zip(stories).Where(x => x.First.PublishedAt > end.AddHours(-36)).GroupBy(x => clustering.Current(x.Second))
            .Select(g => new StoryCandidate { StoryId = g.Key, Articles = [.. g.Select(x => Article(x.First))] }).ToList();
        StoryRank.Rank(candidates, end);
    }

    private static void Compare(List<Piece> week, double own)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, week.Select(p => JsonSerializer.Serialize(new { title = p.Title, teaser = p.Teaser, hour = (p.PublishedAt - Monday).TotalHours })));
            var python = Python(file);
            Console.WriteLine(python is { } seconds
                ? string.Create(CultureInfo.InvariantCulture, $"plain method in Python: {seconds:F2} s CPU; ratio {own / seconds:F3}")
                : "python3 is not here: no comparison");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double? Python(string file)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "plain_stories.py");
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", [script, file]) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? double.Parse(output, CultureInfo.InvariantCulture) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // The window stays 96 hours long; ever more articles fall into it.
    private static void Grow(int largest)
    {
        for (var size = 5_000; size <= largest; size *= 10)
        {
            var pieces = Invent(size + 2_000, 90);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var clustering = new Clustering();
            foreach (var piece in pieces.Take(size))
            {
                clustering.Add(piece);
            }

            var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
            var seconds = Cpu(() =>
            {
                foreach (var piece in pieces.Skip(size))
                {
                    clustering.Add(piece);
                }
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"window of {size,7}: {seconds / 2_000 * 1e6,4:F0} us for the next article, {memory / size,5} bytes an article"));
            GC.KeepAlive(clustering);
        }
    }

    private static double Best(Action run) => Enumerable.Range(0, 3).Min(_ => Cpu(run));

    private static double Cpu(Action run)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        run();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static CandidateArticle Article(Piece p) => new() { Id = p.Id, SourceId = p.SourceId, PublishedAt = p.PublishedAt, FirstSeenAt = p.PublishedAt };

    // Words by Zipf's law; a third of the articles report an event, which lends them most of their words.
    private static List<Piece> Invent(int count, int hours)
    {
        var random = new Random(7);
        var events = Enumerable.Range(0, Math.Max(1, count / 30)).Select(_ => Enumerable.Range(0, 9).Select(_ => Word(random, 200)).ToArray()).ToArray();
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var topic = random.Next(3) == 0 ? events[(int)((long)i * events.Length / count)] : null;
            string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => topic is not null && random.Next(3) > 0 ? topic[random.Next(9)] : Word(random, 1)));
            return new Piece { Id = i, SourceId = i % 97, Language = "en", PublishedAt = Monday.AddHours((double)hours * i / count), Title = Text(9), Teaser = Text(28) };
        })];
    }

    private static string Word(Random random, int rank) => "w" + (int)(rank * Math.Pow(60_000.0 / rank, random.NextDouble())) + "ord";

    private static List<Piece> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var rows = new List<Piece>();
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            string Text(string name) => row.RootElement.GetProperty(name).GetString() ?? "";
            rows.Add(PieceOf.Item(rows.Count, Text("publisher").GetHashCode(StringComparison.Ordinal), Text("lang"), row.RootElement.GetProperty("published").GetDateTimeOffset(), Text("title"), Text("summary"), Text("publisher")));
        }

        return [.. rows.OrderBy(r => r.PublishedAt)];
    }
}
