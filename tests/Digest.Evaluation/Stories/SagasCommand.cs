using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using Digest.Stories.Clusters;
using Digest.Stories.Sagas;

namespace Digest.Evaluation.Stories;

/// <summary><c>sagas</c>: which stories of a stream are found to take up an earlier one, to be read: no public data say which do.</summary>
internal static class SagasCommand
{
    public static Command Create()
    {
        var stream = new Option<string>("--stream") { Description = "Items, gzipped JSON Lines.", Required = true };
        var json = new Option<bool>("--json") { Description = "The last line is one JSON object." };
        var set = new Option<string[]>("--set") { Description = "An option of sagas, NAME=VALUE, for tuning.", AllowMultipleArgumentsPerToken = true };
        var show = new Option<int>("--show") { Description = "Shows this many, the least alike first.", DefaultValueFactory = _ => 40 };
        var command = new Command("sagas", "Which stories take up an earlier one?") { stream, json, set, show };
        command.SetAction(parse =>
        {
            var told = Told(NewsStream.Read(parse.GetValue(stream)!));
            var saga = new Saga(told, Tuned.Options(SagaOptions.Default, parse.GetValue(set) ?? []));
            var byId = told.ToDictionary(t => t.Id);
            var found = told.Select(t => (Story: t, Before: saga.Before(t.Id))).Where(x => x.Before is not null)
                .Select(x => (x.Story, Earlier: byId[x.Before!.Value.StoryId], x.Before.Value.Likeness)).OrderBy(x => x.Likeness).ToList();
            foreach (var (story, earlier, likeness) in found.Take(parse.GetValue(show)))
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{likeness:F2}  {earlier.LastAt:ddd HH:mm} {earlier.Pieces[0].Title}\n   ->  {story.FirstAt:ddd HH:mm} {story.Pieces[0].Title}"));
            }

            Console.Error.WriteLine($"{found.Count} of {told.Count} stories of several titles take up an earlier one");
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { stories = told.Count, continuing = found.Count }));
            }
        });
        return command;
    }

    // As FindSagas reads them: new ones of two titles or more, faded ones of three.
    private static List<ToldStory> Told(NewsStream stream)
    {
        var clustering = new Clustering();
        var joined = stream.Pieces.Select(p => clustering.Add(p)).ToList();
        return [.. stream.Pieces.Zip(joined, (p, j) => (Piece: p, Story: clustering.Current(j.StoryId)))
            .GroupBy(x => x.Story, x => x.Piece)
            .Where(g => g.Select(p => p.SourceId).Distinct().Count() >= 3)
            .Select(g => new ToldStory
            {
                Id = g.Key,
                Language = g.First().Language,
                FirstAt = g.Min(p => p.PublishedAt),
                LastAt = g.Max(p => p.PublishedAt),
                Pieces = [.. g.OrderByDescending(p => p.PublishedAt).Take(SagaOptions.Default.Pieces)],
            })];
    }
}
