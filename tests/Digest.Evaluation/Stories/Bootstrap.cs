namespace Digest.Evaluation.Stories;

/// <summary>How sure a figure is: resamples the cases with replacement, seeded, and takes the middle 95 %.</summary>
internal static class Bootstrap
{
    public static (double Low, double High) Interval<T>(IReadOnlyList<T> cases, Func<IReadOnlyList<T>, double> measure, int rounds = 1000)
    {
        var random = new Random(20231106);
        var values = Enumerable.Range(0, rounds)
            .Select(_ => measure([.. Enumerable.Range(0, cases.Count).Select(_ => cases[random.Next(cases.Count)])]))
            .Order().ToList();
        return (values[rounds / 40], values[rounds - 1 - (rounds / 40)]);
    }

    public static string Text((double Low, double High) interval) => $"[{interval.Low:F3}, {interval.High:F3}]";
}
