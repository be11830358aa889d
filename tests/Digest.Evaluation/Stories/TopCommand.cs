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
            var news = NewsStream.Read(parse.GetValue(stream)!);
            var day = new StreamDay(news);
            var options = Tuned.Options(RankOptions.Default, parse.GetValue(set) ?? []);
            var cuts = day.Cuts(parse.GetValue(every));
            foreach (var cut in cuts.Where(_ => parse.GetValue(worst) > 0))
            {
                Show(day, cut, options, parse.GetValue(worst));
            }

            var matters = day.Matters(cuts);
            var plain = StreamDay.Plain(news);
            Console.Error.WriteLine($"{cuts.Count} cuts; digest less half-life: paired, by cut");
            var (stories, lead) = Print("stories (the main figure): each story of ours a candidate", cuts, _ => day, options);
            var (ofMatters, leadOfMatters) = Print("matters: kin stories, which an edition tells once, are one candidate", cuts, c => matters[c], options);
            var (ofPlain, leadOfPlain) = Print("plain clusters (TF-IDF centroids, .28, 48 h): the guide's baseline, this week", cuts, _ => plain, options);
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    ndcg10 = Math.Round(stories, 4),
                    days = cuts.Count,
                    lead = Math.Round(lead, 4),
                    matters = Math.Round(ofMatters, 4),
                    leadOfMatters = Math.Round(leadOfMatters, 4),
                    plain = Math.Round(ofPlain, 4),
                    leadOfPlain = Math.Round(leadOfPlain, 4),
                }));
            }
        });
        return command;
    }

    // The table of one kind of candidates, and our mean with its lead over the half-life of titles.
    private static (double Mean, double Lead) Print(string name, IReadOnlyList<DateTimeOffset> cuts, Func<DateTimeOffset, StreamDay> at, RankOptions options)
    {
        Console.Error.WriteLine($"{name,-78} NDCG@10  gain n titles");
        var ours = Row("digest", (c, now) => StoryRank.Rank(c, now, options).Select(r => r.Story));
        Row("titles in 24 hours", (c, now) => c.OrderByDescending(s => Titles(s, now).Count(a => a > now.AddHours(-24))));
        var halved = Row("titles, half-life 6 h", (c, now) => c.OrderByDescending(s => Titles(s, now).Sum(a => Math.Pow(2, -(now - a).TotalHours / 6))));
        Row("recency", (c, now) => c.OrderByDescending(s => s.Articles.Max(a => a.PublishedAt)));
        var leads = ours.Zip(halved, (a, b) => a - b).ToList();
        var lead = leads.DefaultIfEmpty().Average();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"digest less half-life",-24} {lead,14:+0.000;-0.000} {"",14}  {Interval(leads)}"));
        return (ours.DefaultIfEmpty().Average(), lead);

        List<double> Row(string ranking, Func<IReadOnlyList<StoryCandidate>, DateTimeOffset, IEnumerable<StoryCandidate>> rank)
        {
            var scores = cuts.Select(c => Ndcg(at(c), c, options, rank)).ToList();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {ranking,-24} {scores.Select(s => s.Log).DefaultIfEmpty().Average(),14:F3} {scores.Select(s => s.Plain).DefaultIfEmpty().Average(),14:F3}  {Interval([.. scores.Select(s => s.Log)])}"));
            return [.. scores.Select(s => s.Log)];
        }
    }

    private static string Interval(List<double> scores) => Bootstrap.Text(Bootstrap.Interval(scores, s => s.DefaultIfEmpty().Average()));

    // Each title once, by its newest article.
    private static IEnumerable<DateTimeOffset> Titles(StoryCandidate story, DateTimeOffset now) =>
        story.Articles.Where(a => a.PublishedAt <= now).GroupBy(a => a.SourceId).Select(g => g.Max(a => a.PublishedAt));

    // Of the places ranked: by the logarithm of the titles that tell them tomorrow, and by their number.
    private static (double Log, double Plain) Ndcg(
        StreamDay day, DateTimeOffset cut, RankOptions options, Func<IReadOnlyList<StoryCandidate>, DateTimeOffset, IEnumerable<StoryCandidate>> rank)
    {
        var candidates = day.Candidates(cut, options.Window);
        var gains = day.Gains(cut);
        var ranked = rank(candidates, cut).Take(At).Select(s => gains.GetValueOrDefault(s.StoryId)).ToList();
        var ideal = candidates.Select(c => gains.GetValueOrDefault(c.StoryId)).OrderDescending().Take(At).ToList();
        return (Ratio(Worth), Ratio(n => n));

        double Ratio(Func<int, double> worth) => Gain(ideal.Select(worth)) is > 0 and var best ? Gain(ranked.Select(worth)) / best : 0;
    }

    private static double Worth(int titles) => Math.Log2(1 + titles);

    private static double Gain(IEnumerable<double> worths) => worths.Select((w, i) => w / Math.Log2(i + 2)).Sum();

    private static void Show(StreamDay day, DateTimeOffset cut, RankOptions options, int worst)
    {
        var (ranked, gains) = (StoryRank.Rank(day.Candidates(cut, options.Window), cut, options), day.Gains(cut));
        var ndcg = Ndcg(day, cut, options, (c, now) => StoryRank.Rank(c, now, options).Select(r => r.Story)).Log;
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
