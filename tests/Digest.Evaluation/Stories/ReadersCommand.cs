using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using Digest.Model;
using Digest.Stories.Topics;

namespace Digest.Evaluation.Stories;

/// <summary>
/// <c>readers</c>: simulated readers, since no public data say what readers wanted. Each draws two or three topics and three titles; their ten
/// stories are the ranking with what they chose put forward. Measured: how much of it is what they chose, and how much of the day's news is kept.
/// </summary>
internal static class ReadersCommand
{
    private const int Readers = 200;
    private const int Size = 10;
    private const double Boost = 3;

    public static Command Create()
    {
        var stream = new Option<string>("--stream") { Description = "Items, gzipped JSON Lines.", Required = true };
        var json = new Option<bool>("--json") { Description = "The last line is one JSON object." };
        var command = new Command("readers", "Simulated readers: does a selection suit them and still tell the news?") { stream, json };
        command.SetAction(parse =>
        {
            var day = new StreamDay(NewsStream.Read(parse.GetValue(stream)!));
            var results = day.Cuts(24).SelectMany(cut => Day(day, cut)).ToList();
            Print(results, parse.GetValue(json));
        });
        return command;
    }

    private static IEnumerable<Result> Day(StreamDay day, DateTimeOffset cut)
    {
        var random = new Random(cut.DayOfYear);
        var ranked = StoryRank.Rank(day.Candidates(cut, RankOptions.Default.Window), cut).Where(r => r.Reason.Sources > 1).Take(400).ToList();
        var topics = ranked.ToDictionary(r => r.Story.StoryId, r => Topic(day, r.Story));
        var sources = ranked.SelectMany(r => r.Story.Articles).Select(a => a.SourceId).Distinct().ToList();
        var known = topics.Values.OfType<string>().Distinct().ToList();
        for (var i = 0; i < Readers && known.Count > 0; i++)
        {
            var reader = new Reader(
                [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => known[random.Next(known.Count)])],
                [.. Enumerable.Range(0, 3).Select(_ => sources[random.Next(sources.Count)])]);
            var chosen = ranked.OrderByDescending(r => r.Score * (Suits(reader, r, topics) ? Boost : 1)).Take(Size).ToList();
            var top = ranked.Take(Size).ToList();
            yield return new Result(
                chosen.Average(r => Suits(reader, r, topics) ? 1.0 : 0),
                top.Average(r => Suits(reader, r, topics) ? 1.0 : 0),
                chosen.Count(r => top.Take(5).Contains(r)) / 5.0,
                chosen.Select(r => topics[r.Story.StoryId]).Distinct().Count());
        }
    }

    private static bool Suits(Reader reader, RankedStory ranked, Dictionary<long, string?> topics) =>
        reader.Topics.Contains(topics[ranked.Story.StoryId] ?? "") || ranked.Story.Articles.Any(a => reader.Sources.Contains(a.SourceId));

    private static string? Topic(StreamDay day, StoryCandidate story) => story.Articles
        .Select(day.Item)
        .SelectMany(i => TopicWords.Vote(i.Title, i.Summary, i.Lang ?? "en").Take(1))
        .GroupBy(v => v.Code).OrderByDescending(g => g.Sum(v => v.Score)).FirstOrDefault()?.Key;

    private static void Print(List<Result> results, bool json)
    {
        var summary = new
        {
            simulated = true,
            readers = Readers,
            suits = Math.Round(results.Average(r => r.Suits), 4),
            suitsUnchosen = Math.Round(results.Average(r => r.SuitsUnchosen), 4),
            topFiveKept = Math.Round(results.Average(r => r.TopFiveKept), 4),
            topics = Math.Round(results.Average(r => r.Topics), 2),
        };
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"SIMULATED readers {Readers} a day: {summary.suits:P0} of ten stories suit them (of the unchosen top ten {summary.suitsUnchosen:P0}), "
            + $"{summary.topFiveKept:P0} of the five top stories kept, {summary.topics:F1} topics in ten"));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(summary));
        }
    }

    private sealed record Reader(HashSet<string> Topics, HashSet<long> Sources);

    private sealed record Result(double Suits, double SuitsUnchosen, double TopFiveKept, int Topics);
}
