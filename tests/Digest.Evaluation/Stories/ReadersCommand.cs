using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using Digest.Compose;
using Digest.Model;

namespace Digest.Evaluation.Stories;

/// <summary>
/// <c>readers</c>: SIMULATED readers, since no public data say what readers wanted. Each cares for a mixture of sections and publishers, and gets
/// a week of issues by the program's own choosing. Measured: how well the stories suit that mixture (NDCG), against the plain top list,
/// by what they said of their wishes alone, and with "more / less" as well; how much of the top of the day is kept; how various it is.
/// </summary>
internal static class ReadersCommand
{
    private const int Readers = 300;
    private const int LeastStories = 20;

    private static readonly ComposeOptions Options = new();

    public static Command Create()
    {
        var stream = new Option<string>("--stream") { Description = "Items, gzipped JSON Lines.", Required = true };
        var json = new Option<bool>("--json") { Description = "The last line is one JSON object." };
        var worst = new Option<int>("--worst") { Description = "Shows this many of the issues that suit their reader least." };
        var command = new Command("readers", "Simulated readers: does a selection suit them and still tell the news?") { stream, json, worst };
        command.SetAction(parse =>
        {
            var day = new StreamDay(NewsStream.Read(parse.GetValue(stream)!));
            var days = day.Cuts(24).Select(cut => StreamEdition.Of(day, cut)).ToList();
            var results = Run(days);
            Show(results, parse.GetValue(worst));
            Print(results, days.Count, parse.GetValue(json));
        });
        return command;
    }

    private static List<Result> Run(List<StreamEdition> days)
    {
        var languages = days.SelectMany(d => d.Edition.Stories).Where(s => s.Language is not null).GroupBy(s => s.Language!)
            .Where(g => g.Count() >= LeastStories * days.Count).OrderByDescending(g => g.Count()).Select(g => g.Key).ToList();
        var results = new List<Result>();
        for (var i = 0; i < Readers; i++)
        {
            var language = languages[i % languages.Count];
            var stories = days.SelectMany(d => d.Edition.Stories.Where(s => s.Language == language)).ToList();
            var sections = days.SelectMany(d => d.Sections.Values).Distinct().Order(StringComparer.Ordinal).ToList();
            var publishers = stories.SelectMany(s => s.Titles).Distinct().Order(StringComparer.Ordinal).ToList();
            foreach (var way in Enum.GetValues<Way>())
            {
                results.AddRange(Week(new SimulatedReader(1000 + i, sections, publishers, language), i, way, days));
            }
        }

        return results;
    }

    private static IEnumerable<Result> Week(SimulatedReader reader, int number, Way way, List<StreamEdition> days)
    {
        foreach (var day in days)
        {
            var wishes = way == Way.Plain ? reader.Wishes with { Topics = [], FollowedTitles = [] } : reader.Wishes;
            var fresh = day.Edition.Stories.Where(s => s.Language == wishes.Languages[0] && !reader.Memory.Sent.ContainsKey(s.StoryId)).ToList();
            var issue = way == Way.Plain
                ? new ComposedIssue([.. fresh.Take(wishes.MaxStories).Select(s => new IssueStory(s.StoryId, "top", "top", s.ArticleCount))], null)
                : IssueComposer.Compose(day.Edition, wishes, reader.Memory, Options);
            yield return Measure(reader, number, way, day, issue, fresh);
            reader.Read(issue, day, speaks: way == Way.Spoken);
        }
    }

    private static Result Measure(SimulatedReader reader, int number, Way way, StreamEdition day, ComposedIssue issue, List<EditionStory> fresh)
    {
        var byId = day.Edition.Stories.ToDictionary(s => s.StoryId);
        var chosen = issue.Stories.Select(p => byId[p.StoryId]).ToList();
        var best = Gain(fresh.Select(Cares).OrderDescending(), chosen.Count);
        return new Result(number, way)
        {
            // Which stories, not in which order: the top of the day stands first whoever reads.
            Ndcg = best > 0 ? Gain(chosen.Select(Cares).OrderDescending(), chosen.Count) / best : 0,
            Suits = chosen.Count == 0 ? 0 : chosen.Average(s => Cares(s) >= 0.4 ? 1.0 : 0),
            TopKept = fresh.Take(5).Count(t => chosen.Contains(t)) / 5.0,
            Topics = chosen.Select(s => s.Topic).Distinct().Count(),
            Titles = chosen.Select(s => s.SourceId).Distinct().Count(),
            MostOfOneTitle = chosen.Count == 0 ? 0 : chosen.GroupBy(s => s.SourceId).Max(g => g.Count()),
            Stories = chosen.Count,
            Updates = issue.Stories.Count(p => p.Why == "update"),
            Explained = issue.Stories.Count(p => p.Why.Length > 0),
            Said = $"{day.Edition.CutAt:ddd} wants {string.Join(", ", reader.Wishes.Topics.Select(t => Topic.Find(t)?.Key))} and {reader.Wishes.FollowedTitles[0]}, got {string.Join(" / ", chosen.Take(8).Select(s => s.Title))}",
        };

        double Cares(EditionStory s) => reader.Cares(s, day.Sections.GetValueOrDefault(s.StoryId));
    }

    private static double Gain(IEnumerable<double> gains, int at) => gains.Take(at).Select((g, i) => g / Math.Log2(i + 2)).Sum();

    private static void Show(List<Result> results, int worst)
    {
        foreach (var result in results.Where(r => r.Way == Way.Spoken).OrderBy(r => r.Ndcg).Take(worst))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"NDCG {result.Ndcg:F2} {result.Said}"));
        }
    }

    private static void Print(List<Result> results, int days, bool json)
    {
        var ways = Enum.GetValues<Way>().ToDictionary(w => w, w => Summary.Of([.. results.Where(r => r.Way == w)]));
        Console.Error.WriteLine($"SIMULATED readers: {Readers}, {days} days each");
        Console.Error.WriteLine("way       NDCG                      suits   top 5 kept  topics  titles  most of one  stories  updates");
        foreach (var (way, s) in ways)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{way,-8}  {s.Ndcg:F3} {Bootstrap.Text((s.NdcgLow, s.NdcgHigh))}  {s.Suits,6:P0}  {s.TopKept,10:P0}  {s.Topics,6:F1}  {s.Titles,6:F1}  {s.MostOfOneTitle,11:F1}  {s.Stories,7:F1}  {s.Updates,7:F2}"));
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { simulated = true, readers = Readers, days, plain = ways[Way.Plain], stated = ways[Way.Stated], spoken = ways[Way.Spoken] }, JsonSerializerOptions.Web));
        }
    }

    /// <summary>The plain top list; by what the reader stated; and by what they said of single stories, too.</summary>
    private enum Way { Plain, Stated, Spoken }

    private sealed record Result(int Reader, Way Way)
    {
        public double Ndcg { get; init; }
        public double Suits { get; init; }
        public double TopKept { get; init; }
        public int Topics { get; init; }
        public int Titles { get; init; }
        public int MostOfOneTitle { get; init; }
        public int Stories { get; init; }
        public int Updates { get; init; }
        public int Explained { get; init; }
        public string Said { get; init; } = "";
    }

    private sealed record Summary(
        double Ndcg, double NdcgLow, double NdcgHigh, double Suits, double TopKept, double Topics, double Titles, double MostOfOneTitle, double Stories, double Updates, double Explained)
    {
        // Readers are resampled, not issues: one reader's days are alike.
        public static Summary Of(IReadOnlyList<Result> all)
        {
            var readers = all.GroupBy(r => r.Reader).Select(g => g.Average(r => r.Ndcg)).ToList();
            var (low, high) = Bootstrap.Interval(readers, r => r.Average());
            return new Summary(
                Round(readers.Average()), Round(low), Round(high), Round(all.Average(r => r.Suits)), Round(all.Average(r => r.TopKept)), Round(all.Average(r => r.Topics)),
                Round(all.Average(r => r.Titles)), Round(all.Average(r => r.MostOfOneTitle)), Round(all.Average(r => r.Stories)), Round(all.Average(r => r.Updates)),
                Round((double)all.Sum(r => r.Explained) / Math.Max(1, all.Sum(r => r.Stories))));
        }

        private static double Round(double value) => Math.Round(value, 4);
    }
}
