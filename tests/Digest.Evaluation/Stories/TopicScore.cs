namespace Digest.Evaluation.Stories;

/// <summary>Accuracy, and the mean of the classes' F1 over the classes the labels have.</summary>
internal sealed record TopicScore(double Accuracy, double MacroF1, int Classes)
{
    public static TopicScore Of(IReadOnlyList<(string Label, string Guess)> rows)
    {
        var classes = rows.Select(r => r.Label).Distinct().ToList();
        return new TopicScore(rows.Average(r => r.Label == r.Guess ? 1.0 : 0), classes.Average(c => F1(rows, c)), classes.Count);
    }

    public static double F1(IReadOnlyList<(string Label, string Guess)> rows, string label)
    {
        var hit = rows.Count(r => r.Label == label && r.Guess == label);
        return hit == 0 ? 0 : 2.0 * hit / (rows.Count(r => r.Label == label) + rows.Count(r => r.Guess == label));
    }
}
