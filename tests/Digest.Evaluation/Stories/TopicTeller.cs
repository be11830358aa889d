using Digest.Stories.Topics;

namespace Digest.Evaluation.Stories;

/// <summary>A text with the topic its publisher gave it, the one it was told to have, the one told from its words alone, and what the plain method told.</summary>
internal sealed record Told(TopicRow Row, string Label, string Guess, double Confidence, string Alone, string? Plain);

/// <summary>Learns for a set and tells its texts.</summary>
internal sealed class TopicTeller(TrainOptions options, bool plain)
{
    private const int MixRounds = 5;
    private const double OthersSay = 0.1;

    /// <summary>
    /// One model per set: a set of one source has a style of its own and learns from itself, from others a tenth; one of many publishers
    /// must do for unseen ones, and learns from everything in its language. Empty where the lessons have no two topics of this set.
    /// </summary>
    public List<Told> Tell(List<TopicRow> rows, string set, IReadOnlyList<TopicRow> test)
    {
        var own = rows.Where(r => r.Name == set).ToList();
        var codes = own.Select(r => r.Code).ToHashSet();
        if (codes.Count < 2)
        {
            return [];
        }

        var many = own.Select(r => r.Source).Distinct().Count() > 1;
        var lessons = own.Concat(rows.Where(r => r.Lang == own[0].Lang && r.Name != set));
        var model = TopicTrainer.Train([.. lessons.Select(r => new LabelledText(r.Title, r.Text, r.Lang, r.Code, $"{r.Set} {r.Source}", many || r.Set == own[0].Set ? 1 : OthersSay))], options);
        var svm = plain ? new PlainSvm([.. own.Select(r => ($"{r.Title} {r.Text}", r.Code))]) : null;
        var alone = test.Select(r => Chances(model, codes, r)).ToList();
        var leaning = many ? Lean(model, test, alone) : alone;
        return [.. test.Select((r, i) =>
        {
            var (code, confidence) = Best(model, leaning[i]);
            return new Told(r, r.Code, code, confidence, Best(model, alone[i]).Code, svm?.Guess($"{r.Title} {r.Text}"));
        })];
    }

    // Only topics that the set has: others were learned from other sets.
    private static double[] Chances(TopicModel model, HashSet<string> codes, TopicRow row)
    {
        var chances = model.Chances(row.Title, row.Text, row.Lang) ?? [.. model.Codes.Select(_ => 1.0)];
        var sum = chances.Where((_, c) => codes.Contains(model.Codes[c])).Sum();
        return [.. chances.Select((chance, c) => codes.Contains(model.Codes[c]) ? chance / sum : 0)];
    }

    // As the service knows a feed by what it gathered before: each unseen publisher's mix of topics is guessed from its texts, whose labels are not looked at.
    private static List<double[]> Lean(TopicModel model, IReadOnlyList<TopicRow> test, List<double[]> alone)
    {
        var leaning = alone.Select(a => (double[])a.Clone()).ToList();
        foreach (var publisher in Enumerable.Range(0, test.Count).GroupBy(i => test[i].Source))
        {
            for (var round = 0; round < MixRounds; round++)
            {
                var mix = TopicMix.Of(model.Codes.Select((code, c) => (code, publisher.Sum(i => leaning[i][c]))).ToDictionary(m => m.code, m => m.Item2));
                foreach (var i in publisher)
                {
                    alone[i].CopyTo(leaning[i], 0);
                    mix.Lean(leaning[i]);
                }
            }
        }

        return leaning;
    }

    private static (string Code, double Confidence) Best(TopicModel model, double[] chances) => model.Codes.Zip(chances).MaxBy(c => c.Second);
}
