using Digest.Stories.Topics;

namespace Digest.Evaluation.Stories;

/// <summary>A text with the topic its publisher gave it, the one it was told to have, and what the plain method told.</summary>
internal sealed record Told(TopicRow Row, string Label, string Guess, double Confidence, string? Plain);

/// <summary>Learns for a set and tells its texts.</summary>
internal sealed class TopicTeller(TrainOptions options, bool plain)
{
    /// <summary>
    /// One model per set: a set of one source has a style of its own and learns from itself; one of many publishers must do for unseen
    /// ones, and learns from everything in its language. Empty where the lessons have no two topics of this set.
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
        var lessons = many ? [.. own, .. rows.Where(r => r.Lang == own[0].Lang && r.Name != set)] : own;
        var model = TopicTrainer.Train([.. lessons.Select(r => new LabelledText(r.Title, r.Text, r.Lang, r.Code, $"{r.Set} {r.Source}"))], options);
        var svm = plain ? new PlainSvm([.. own.Select(r => ($"{r.Title} {r.Text}", r.Code))]) : null;
        return [.. test.Select(r =>
        {
            var (code, confidence) = Guess(model, codes, r);
            return new Told(r, r.Code, code, confidence, svm?.Guess($"{r.Title} {r.Text}"));
        })];
    }

    // Only topics that the set has: others were learned from other sets.
    private static (string Code, double Confidence) Guess(TopicModel model, HashSet<string> codes, TopicRow row) =>
        model.Chances(row.Title, row.Text, row.Lang) is { } chances
            ? model.Codes.Zip(chances).Where(c => codes.Contains(c.First)).MaxBy(c => c.Second)
            : ("", 0);
}
