namespace Digest.Evaluation.Stories;

/// <summary>How a clustering fares on judged pairs.</summary>
internal sealed record PairScore(double F1, double Precision, double Recall, double WeightedF1)
{
    public static PairScore Of(IReadOnlyList<(JudgedPair Pair, bool Together)> judged)
    {
        var (precision, recall, f1) = Rates(judged, _ => 1);
        return new PairScore(f1, precision, recall, Rates(judged, j => j.Weight).F1);
    }

    private static (double Precision, double Recall, double F1) Rates(IReadOnlyList<(JudgedPair Pair, bool Together)> judged, Func<JudgedPair, double> weight)
    {
        double hit = 0, wrong = 0, missed = 0;
        foreach (var (pair, together) in judged)
        {
            var w = weight(pair);
            hit += together && pair.Same == 1 ? w : 0;
            wrong += together && pair.Same == 0 ? w : 0;
            missed += !together && pair.Same == 1 ? w : 0;
        }

        var f1 = hit > 0 ? 2 * hit / ((2 * hit) + wrong + missed) : 0;
        return (hit > 0 ? hit / (hit + wrong) : 0, hit > 0 ? hit / (hit + missed) : 0, f1);
    }
}
