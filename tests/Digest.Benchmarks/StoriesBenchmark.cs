using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

using Digest.Model;
using Digest.Stories;
using Digest.Stories.Clusters;
using Digest.Stories.Topics;

namespace Digest.Benchmarks;

/// <summary>
/// <c>stories</c>: a week of articles clustered, classified by a learned model and ranked, as the service does it, against the plain method in
/// Python, which only clusters, in the same run (CPU seconds of both, since machines are shared); and what one article costs as the window grows.
/// </summary>
internal static class StoriesBenchmark
{
    // Articles that are timed at each size of the window, in so many parts: the cheapest one counts, for machines are shared.
    private const int Next = 2_000;
    private const int Parts = 4;

    public static Command Create()
    {
        var stream = new Option<string?>("--stream") { Description = "A real week (gzipped JSON Lines); without it, invented headlines." };
        var articles = new Option<int>("--articles") { Description = "Invented articles of the week.", DefaultValueFactory = _ => 20_000 };
        var largest = new Option<int>("--largest") { Description = "The largest window of the growth test.", DefaultValueFactory = _ => 500_000 };
        var command = new Command("stories", "Clustering, topics and ranking: speed, growth and memory.") { stream, articles, largest };
        command.SetAction(parse =>
        {
            var week = parse.GetValue(stream) is { } path ? InventedPress.Read(path) : InventedPress.Week(parse.GetValue(articles), 168);
            var model = Learn(week);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"week of {week.Count} articles; topics learned in {string.Join(", ", model.Languages)}"));
            var (own, wall) = Best(() => Place(week, model));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"clustered, classified and ranked: {own:F2} s CPU ({own / week.Count * 1e6:F0} us an article), {wall:F2} s on the clock"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  of that clustering alone: {Best(() => Cluster(week)).Cpu / week.Count * 1e6:F0} us an article"));
            Compare(week, own, wall);
            Grow(parse.GetValue(largest));
        });
        return command;
    }

    // As the service learns: from those articles whose address says what they are about.
    private static TopicModel Learn(List<NewsItem> week)
    {
        var assign = new AssignTopics(new StoriesOptions(), SectionMap.Empty, null);
        return TopicTrainer.Train([.. from item in week
                                      from topic in assign.Of(item.Article, null, item.Language)
                                      where topic.Why.StartsWith("address", StringComparison.Ordinal)
                                      select new LabelledText(item.Article.Title, item.Article.Teaser, item.Language, topic.Topic, item.Source)]);
    }

    // What StoriesStep does with each article that waits, and the edition with the stories of its last 36 hours.
    private static void Place(List<NewsItem> week, TopicModel model)
    {
        var place = new PlaceArticle(new Clustering(), new AssignTopics(new StoriesOptions(), SectionMap.Empty, model));
        var batches = week.Select(i => new ToPlace(i.Article, i.Source, null)).Chunk(new StoriesOptions().BatchSize);
        var stories = place.Of(batches).SelectMany(b => b.Select(p => p.Joined.StoryId)).ToList();

        Rank(week, stories, place.Stories);
    }

    private static void Rank(List<NewsItem> week, List<long> stories, Clustering clustering)
    {
        var end = week[^1].Article.PublishedAt;
        var candidates = week.Zip(stories).Where(x => x.First.Article.PublishedAt > end.AddHours(-36)).GroupBy(x => clustering.Current(x.Second))
            .Select(g => new StoryCandidate { StoryId = g.Key, Language = g.First().First.Language, Articles = [.. g.Select(x => Candidate(x.First.Article))] }).ToList();
        StoryRank.Rank(candidates, end);
    }

    private static void Cluster(List<NewsItem> week)
    {
        var clustering = new Clustering();
        foreach (var item in week)
        {
            clustering.Add(PieceOf.Article(item.Article, item.Source));
        }
    }

    private static void Compare(List<NewsItem> week, double own, double wall)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, week.Select(i => JsonSerializer.Serialize(
                new { title = i.Article.Title, teaser = i.Article.Teaser, hour = (i.Article.PublishedAt - week[0].Article.PublishedAt).TotalHours })));
            Console.WriteLine(Python(file) is { } seconds
                ? string.Create(CultureInfo.InvariantCulture, $"plain method in Python, clustering only: {seconds:F2} s CPU; ratio {own / seconds:F3} by CPU, {wall / seconds:F3} on the clock with {Environment.ProcessorCount} cores")
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
            var (seconds, memory) = Window(InventedPress.Week(size + Next, 90).ConvertAll(i => PieceOf.Article(i.Article, i.Source)), size);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"window of {size,7}: {seconds / Next * Parts * 1e6,4:F0} us for the next article, {memory / size,5} bytes an article"));
        }
    }

    // Memory is what letting go of the window gives back, so that nothing else that comes or goes meanwhile is counted.
    private static (double Seconds, long Memory) Window(List<Piece> pieces, int size)
    {
        var held = new StrongBox<Clustering?>();
        Add(held, pieces, 0, size);
        var seconds = Enumerable.Range(0, Parts).Min(part => Cpu(() => Add(held, pieces, size + (Next / Parts * part), size + (Next / Parts * (part + 1)))).Cpu);
        var with = GC.GetTotalMemory(forceFullCollection: true);
        held.Value = null;
        return (seconds, with - GC.GetTotalMemory(forceFullCollection: true));
    }

    // A frame of its own: no other refers to the window when it is let go.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(StrongBox<Clustering?> held, List<Piece> pieces, int from, int to)
    {
        var clustering = held.Value ??= new Clustering();
        for (var i = from; i < to; i++)
        {
            clustering.Add(pieces[i]);
        }
    }

    private static (double Cpu, double Wall) Best(Action run) => Enumerable.Range(0, 3).Select(_ => Cpu(run)).MinBy(t => t.Cpu);

    private static (double Cpu, double Wall) Cpu(Action run)
    {
        using var process = Process.GetCurrentProcess();
        var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        run();
        process.Refresh();
        return ((process.TotalProcessorTime - before).TotalSeconds, watch.Elapsed.TotalSeconds);
    }

    private static CandidateArticle Candidate(Article a) => new() { Id = a.Id, SourceId = a.SourceId, Title = a.Title, PublishedAt = a.PublishedAt, FirstSeenAt = a.FirstSeenAt };
}
