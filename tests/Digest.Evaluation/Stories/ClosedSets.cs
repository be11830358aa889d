using System.Text.Json;

using Digest.Stories.Clusters;

namespace Digest.Evaluation.Stories;

/// <summary>Closed sets: every item belongs to a labelled story, nothing else is there.</summary>
internal static class ClosedSets
{
    public static int Run(string path, ClusterOptions options, bool json, int worst)
    {
        var results = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var set in JsonLines.Read<StreamItem>(path).GroupBy(i => i.Set ?? ""))
        {
            var stream = new NewsStream(set);
            var clustering = new Clustering(options);
            var map = new StoryMap(clustering);
            foreach (var piece in stream.Pieces)
            {
                map.Add(piece);
            }

            if (options.ConsolidateAt < 1)
            {
                clustering.Consolidate(options.ConsolidateAt);
            }

            map.Follow();
            var labelled = stream.Items.Zip(stream.Pieces, (i, p) => (Label: i.Story ?? i.Id, Found: map[p.Id])).ToList();
            var b3 = BCubed(labelled);
            var pairwise = Pairwise(labelled);
            Console.Error.WriteLine($"{set.Key}: {labelled.Count} items, B3 F1 {b3.F1:F3} (P {b3.Precision:F3} R {b3.Recall:F3}), pairwise F1 {pairwise:F3}, "
                + $"{labelled.Select(l => l.Found).Distinct().Count()} stories for {labelled.Select(l => l.Label).Distinct().Count()}");
            results[set.Key] = new { b3f1 = Math.Round(b3.F1, 4), pairwiseF1 = Math.Round(pairwise, 4) };
            Mixed(stream, labelled, worst);
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { sets = results }));
        }

        return 0;
    }

    private static (double Precision, double Recall, double F1) BCubed(List<(string Label, long Found)> items)
    {
        var labels = items.GroupBy(i => i.Label).ToDictionary(g => g.Key, g => g.Count());
        var founds = items.GroupBy(i => i.Found).ToDictionary(g => g.Key, g => g.Count());
        var both = items.GroupBy(i => i).ToDictionary(g => g.Key, g => g.Count());
        var precision = items.Average(i => (double)both[i] / founds[i.Found]);
        var recall = items.Average(i => (double)both[i] / labels[i.Label]);
        return (precision, recall, 2 * precision * recall / (precision + recall));
    }

    private static double Pairwise(List<(string Label, long Found)> items)
    {
        static double Pairs<T>(IEnumerable<IGrouping<T, (string, long)>> groups) => groups.Sum(g => g.Count() * (g.Count() - 1.0) / 2);
        var together = Pairs(items.GroupBy(i => i));
        return 2 * together / (Pairs(items.GroupBy(i => i.Label)) + Pairs(items.GroupBy(i => i.Found)));
    }

    private static void Mixed(NewsStream stream, List<(string Label, long Found)> labelled, int worst)
    {
        var rows = stream.Items.Zip(labelled, (i, l) => (i.Title, l.Label, l.Found));
        foreach (var story in rows.GroupBy(r => r.Found).OrderByDescending(g => g.Count() - g.GroupBy(r => r.Label).Max(l => l.Count())).Take(worst))
        {
            Console.Error.WriteLine($"  MIXED of {story.Count()}: {string.Join(" · ", story.GroupBy(r => r.Label).Select(l => $"{l.First().Title} ({l.Count()})").Take(6))}");
        }
    }
}
