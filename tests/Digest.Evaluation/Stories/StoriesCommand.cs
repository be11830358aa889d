using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Digest.Stories.Clusters;

namespace Digest.Evaluation.Stories;

/// <summary><c>stories</c>: same-story pairs of a stream, or closed sets with story labels.</summary>
internal static class StoriesCommand
{
    public static Command Create()
    {
        var stream = new Option<string?>("--stream") { Description = "Items, gzipped JSON Lines." };
        var pairs = new Option<string?>("--pairs") { Description = "Judged pairs of that stream." };
        var closed = new Option<string?>("--closed") { Description = "Closed sets with story labels." };
        var json = new Option<bool>("--json") { Description = "The last line is one JSON object." };
        var worst = new Option<int>("--worst") { Description = "Lists this many of the worst mistakes." };
        var dump = new Option<string?>("--dump") { Description = "Writes a line {id, story} per item to this file." };
        var set = new Option<string[]>("--set") { Description = "An option of clustering, NAME=VALUE, for tuning.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("stories", "Do articles of one event end in one story?") { stream, pairs, closed, json, worst, dump, set };
        command.SetAction(parse =>
        {
            var options = Tuned.Options(ClusterOptions.Default, parse.GetValue(set) ?? []);
            if (parse.GetValue(closed) is { } sets)
            {
                return ClosedSets.Run(sets, Tuned.Options(ClusterOptions.Loose, parse.GetValue(set) ?? []), parse.GetValue(json), parse.GetValue(worst));
            }

            if (parse.GetValue(stream) is { } items && parse.GetValue(pairs) is { } judged)
            {
                return Run(items, judged, options, parse.GetValue(json), parse.GetValue(worst), parse.GetValue(dump));
            }

            Console.Error.WriteLine("stories: give --stream F --pairs F, or --closed F.");
            return 2;
        });
        return command;
    }

    private static int Run(string streamPath, string pairsPath, ClusterOptions options, bool json, int worst, string? dump)
    {
        var stream = NewsStream.Read(streamPath);
        var pairs = JsonLines.Read<JudgedPair>(pairsPath);
        var watch = Stopwatch.StartNew();
        var map = new StoryMap(new Clustering(options));
        foreach (var piece in stream.Pieces)
        {
            map.Add(piece);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var storyOf = new Dictionary<string, long>();
        foreach (var (item, piece) in stream.Items.Zip(stream.Pieces))
        {
            storyOf[item.Id] = map[piece.Id];
        }

        if (dump is not null)
        {
            File.WriteAllLines(dump, storyOf.Select(s => JsonSerializer.Serialize(new { id = s.Key, story = s.Value })));
        }

        var judged = pairs.Where(p => storyOf.ContainsKey(p.A.Id) && storyOf.ContainsKey(p.B.Id))
            .Select(p => (Pair: p, Together: storyOf[p.A.Id] == storyOf[p.B.Id])).ToList();
        Print(judged, storyOf, seconds, json);
        Mistakes(judged, worst);
        if (worst > 0)
        {
            Largest(stream, storyOf);
        }

        return 0;
    }

    private static void Print(List<(JudgedPair Pair, bool Together)> judged, Dictionary<string, long> storyOf, double seconds, bool json)
    {
        var score = PairScore.Of(judged);
        var largest = storyOf.Values.GroupBy(s => s).Max(g => g.Count());
        Console.Error.WriteLine($"pairs {judged.Count}, F1 {score.F1:F3} {Bootstrap.Text(Bootstrap.Interval(judged, j => PairScore.Of(j).F1))}, "
            + $"weighted F1 {score.WeightedF1:F3} {Bootstrap.Text(Bootstrap.Interval(judged, j => PairScore.Of(j).WeightedF1))}, "
            + $"P {score.Precision:F3} R {score.Recall:F3}, largest {largest}, {storyOf.Count} articles in {seconds:F2} s");
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                f1 = Math.Round(score.F1, 4),
                precision = Math.Round(score.Precision, 4),
                recall = Math.Round(score.Recall, 4),
                weightedF1 = Math.Round(score.WeightedF1, 4),
                largest,
                articles = storyOf.Count,
                seconds = Math.Round(seconds, 3),
            }));
        }
    }

    private static void Mistakes(List<(JudgedPair Pair, bool Together)> judged, int worst)
    {
        foreach (var (pair, together) in judged.Where(j => j.Together != (j.Pair.Same == 1)).OrderByDescending(j => j.Pair.Weight).Take(worst))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(together ? "FALSE MERGE" : "MISSED")} weight {pair.Weight:F0} sim {pair.Sim:F2}\n   {Line(pair.A)}\n   {Line(pair.B)}"));
        }
    }

    private static void Largest(NewsStream stream, Dictionary<string, long> storyOf)
    {
        foreach (var story in stream.Items.GroupBy(i => storyOf[i.Id]).OrderByDescending(g => g.Count()).Take(8))
        {
            Console.Error.WriteLine($"STORY of {story.Count()}: {string.Join(" · ", story.Where((_, i) => i % (1 + (story.Count() / 10)) == 0).Select(i => i.Title))}");
        }
    }

    private static string Line(StreamItem i) => $"{i.Published:MM-dd HH:mm} {i.Publisher}: {i.Title} — {(i.Summary.Length > 110 ? i.Summary[..110] : i.Summary)}";
}
