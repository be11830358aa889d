using System.Globalization;

using Digest.Model;

namespace Digest.Evaluation.Stories;

/// <summary>How well a set's topics were told, as tables for people on standard error.</summary>
internal static class TopicReport
{
    private const int Rounds = 200;

    /// <returns>The figures for the JSON line.</returns>
    public static object Print(string name, List<Told> told, int worst)
    {
        Line(name, told);
        var pairs = Pairs(told);
        foreach (var label in told.Select(t => t.Label).Distinct().OrderByDescending(l => told.Count(t => t.Label == l)))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"    {Key(label),-15} {told.Count(t => t.Label == label),6} texts  F1 {TopicScore.F1(pairs, label):F3}  often taken for {Taken(told, label)}"));
        }

        foreach (var t in told.Where(t => t.Label != t.Guess).OrderByDescending(t => t.Confidence).Take(worst))
        {
            var text = $"{t.Row.Title} {t.Row.Text}";
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"    {t.Confidence:F2} {Key(t.Guess)} for {Key(t.Label)}: {t.Row.Source}: {(text.Length > 160 ? text[..160] : text)}"));
        }

        var score = TopicScore.Of(pairs);
        return new { accuracy = Math.Round(score.Accuracy, 4), macroF1 = Math.Round(score.MacroF1, 4), classes = score.Classes };
    }

    public static void Line(string name, List<Told> told)
    {
        var pairs = Pairs(told);
        var score = TopicScore.Of(pairs);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{name}: {told.Count} texts, accuracy {score.Accuracy:F3} {Bootstrap.Text(Bootstrap.Interval(pairs, p => p.Average(t => t.Label == t.Guess ? 1.0 : 0), Rounds))}, macro-F1 {score.MacroF1:F3} {Bootstrap.Text(Bootstrap.Interval(pairs, p => TopicScore.Of(p).MacroF1, Rounds))}");
        if (told.TrueForAll(t => t.Plain is not null))
        {
            var plain = TopicScore.Of([.. told.Select(t => (t.Label, t.Plain!))]);
            line += string.Create(CultureInfo.InvariantCulture, $"; plain method {plain.Accuracy:F3}, {plain.MacroF1:F3}");
        }

        Console.Error.WriteLine(line);
    }

    private static List<(string Label, string Guess)> Pairs(List<Told> told) => [.. told.Select(t => (t.Label, t.Guess))];

    private static string Taken(List<Told> told, string label) => string.Join(", ", told.Where(t => t.Label == label && t.Guess != label)
        .GroupBy(t => t.Guess).OrderByDescending(g => g.Count()).Take(3).Select(g => $"{Key(g.Key)} {g.Count()}"));

    private static string Key(string code) => Topic.Find(code)?.Key ?? "nothing";
}
