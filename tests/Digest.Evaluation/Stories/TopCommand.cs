using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using Digest.Model;

namespace Digest.Evaluation.Stories;

/// <summary><c>top</c>: does the ranking of a morning foretell which stories the titles go on telling?</summary>
internal static class TopCommand
{
    private const int At = 10;

    public static Command Create()
    {
        var stream = new Option<string>("--stream") { Description = "Items, gzipped JSON Lines.", Required = true };
        var json = new Option<bool>("--json") { Description = "The last line is one JSON object." };
        var worst = new Option<int>("--worst") { Description = "Shows this many of each day's first places, and the stories missed." };
        var every = new Option<int>("--every") { Description = "Cuts every so many hours instead of daily at 06:00 UTC, for tuning.", DefaultValueFactory = _ => 24 };
        var set = new Option<string[]>("--set") { Description = "An option of ranking, NAME=VALUE, for tuning.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("top", "Are the top stories the ones that matter tomorrow?") { stream, json, worst, every, set };
        command.SetAction(parse =>
        {
            var day = new StreamDay(NewsStream.Read(parse.GetValue(stream)!));
            var options = Tuned.Options(RankOptions.Default, parse.GetValue(set) ?? []);
            var cuts = day.Cuts(parse.GetValue(every));
            var scores = cuts.Select(c => Score(day, c, options, parse.GetValue(worst))).ToList();
            var mean = scores.Count == 0 ? 0 : scores.Average();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{cuts.Count} cuts, NDCG@10 {mean:F3} {Bootstrap.Text(Bootstrap.Interval(scores, s => s.Average()))}"));
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { ndcg10 = Math.Round(mean, 4), days = cuts.Count }));
            }
        });
        return command;
    }

    internal static double Score(StreamDay day, DateTimeOffset cut, RankOptions options, int worst)
    {
        var candidates = day.Candidates(cut, options.Window);
        var gains = day.Gains(cut);
        var ranked = StoryRank.Rank(candidates, cut, options);
        var got = Gain(ranked.Select(r => gains.GetValueOrDefault(r.Story.StoryId)));
        var best = Gain(candidates.Select(c => gains.GetValueOrDefault(c.StoryId)).OrderDescending());
        var ndcg = best > 0 ? got / best : 0;
        if (worst > 0)
        {
            Show(day, cut, ranked, gains, worst, ndcg);
        }

        return ndcg;
    }

    // The tenth title more tells less than the second: the gain of n titles is log2(1 + n). With n itself the plain baseline
    // gets 0.44 on the development week, not the 0.70 it is known to have; with the logarithm 0.64.
    private static double Gain(IEnumerable<int> gains) => gains.Take(At).Select((g, i) => Math.Log2(1 + g) / Math.Log2(i + 2)).Sum();

    private static void Show(StreamDay day, DateTimeOffset cut, IReadOnlyList<RankedStory> ranked, Dictionary<long, int> gains, int worst, double ndcg)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cut:yyyy-MM-dd HH:mm} NDCG@10 {ndcg:F3}"));
        foreach (var r in ranked.Take(worst))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {r.Rank}. gain {gains.GetValueOrDefault(r.Story.StoryId)} score {r.Score:F1} {r.Reason.Phase} {r.Reason.Sources} titles {r.Reason.Hours} h: {day.Title(r.Story)}"));
        }

        foreach (var r in ranked.Skip(At).OrderByDescending(r => gains.GetValueOrDefault(r.Story.StoryId)).Take(worst / 2))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  missed, rank {r.Rank}, gain {gains.GetValueOrDefault(r.Story.StoryId)}: {day.Title(r.Story)}"));
        }
    }
}
