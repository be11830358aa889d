using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using Digest.Model;

namespace Digest.Evaluation.Stories;

/// <summary>
/// <c>top</c>: does the ranking of a morning foretell which stories the titles go on telling? At each cut the candidates are all stories with
/// an article in the window before it; a story's gain is log2(1 + n), n the distinct titles that tell it in the 24 hours after; the discount of
/// place i is log2(i + 1); the ideal order is that of the same candidates. The logarithm, since with n itself the plain rankings come out at
/// .38, .45 and .08 (titles of 24 hours, half-life 6 h, recency) on plain clusters of the development week, with the logarithm at .56, .64 and
/// .13, next to the .63, .70 and .18 known of another week. Both are printed, and the plain rankings of the same stories beside ours.
/// </summary>
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
            var worstPlaces = parse.GetValue(worst);
            var scores = cuts.Select(c => Score(day, c, options, worstPlaces)).ToList();
            var mean = scores.Count == 0 ? 0 : scores.Average();
            Print(day, cuts, options, scores);
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { ndcg10 = Math.Round(mean, 4), days = cuts.Count }));
            }
        });
        return command;
    }

    private static void Print(StreamDay day, IReadOnlyList<DateTimeOffset> cuts, RankOptions options, List<double> scores)
    {
        Console.Error.WriteLine($"{cuts.Count} cuts                       NDCG@10   gain n titles");
        Row("digest", (c, now) => StoryRank.Rank(c, now, options).Select(r => r.Story), Bootstrap.Text(Bootstrap.Interval(scores, s => s.DefaultIfEmpty().Average())));
        Row("titles in 24 hours", (c, now) => c.OrderByDescending(s => Titles(s, now).Count(a => a > now.AddHours(-24))));
        Row("titles, half-life 6 h", (c, now) => c.OrderByDescending(s => Titles(s, now).Sum(a => Math.Pow(2, -(now - a).TotalHours / 6))));
        Row("recency", (c, now) => c.OrderByDescending(s => s.Articles.Max(a => a.PublishedAt)));

        void Row(string name, Func<IReadOnlyList<StoryCandidate>, DateTimeOffset, IEnumerable<StoryCandidate>> rank, string interval = "")
        {
            double Mean(Func<int, double> worth) => cuts.Select(c => Ndcg(day, c, options, rank, worth)).DefaultIfEmpty().Average();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-24} {Mean(Worth),14:F3} {Mean(n => n),14:F3}  {interval}"));
        }
    }

    // Each title once, by its newest article.
    private static IEnumerable<DateTimeOffset> Titles(StoryCandidate story, DateTimeOffset now) =>
        story.Articles.Where(a => a.PublishedAt <= now).GroupBy(a => a.SourceId).Select(g => g.Max(a => a.PublishedAt));

    private static double Score(StreamDay day, DateTimeOffset cut, RankOptions options, int worst)
    {
        var ndcg = Ndcg(day, cut, options, (c, now) => StoryRank.Rank(c, now, options).Select(r => r.Story), Worth);
        if (worst > 0)
        {
            Show(day, cut, StoryRank.Rank(day.Candidates(cut, options.Window), cut, options), day.Gains(cut), worst, ndcg);
        }

        return ndcg;
    }

    private static double Ndcg(
        StreamDay day, DateTimeOffset cut, RankOptions options,
        Func<IReadOnlyList<StoryCandidate>, DateTimeOffset, IEnumerable<StoryCandidate>> rank, Func<int, double> worth)
    {
        var candidates = day.Candidates(cut, options.Window);
        var gains = day.Gains(cut);
        var got = Gain(rank(candidates, cut).Select(s => worth(gains.GetValueOrDefault(s.StoryId))));
        var best = Gain(candidates.Select(c => worth(gains.GetValueOrDefault(c.StoryId))).OrderDescending());
        return best > 0 ? got / best : 0;
    }

    private static double Worth(int titles) => Math.Log2(1 + titles);

    private static double Gain(IEnumerable<double> worths) => worths.Take(At).Select((w, i) => w / Math.Log2(i + 2)).Sum();

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
