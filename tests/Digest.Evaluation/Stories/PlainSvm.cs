using System.Text.RegularExpressions;

namespace Digest.Evaluation.Stories;

/// <summary>
/// The plain method to compare with: TF-IDF of words and pairs of words, and a linear SVM per class (L2-regularised, squared hinge
/// loss, C = 1) by dual coordinate descent, after Hsieh et al. 2008, A Dual Coordinate Descent Method for Large-scale Linear SVM.
/// </summary>
internal sealed partial class PlainSvm
{
    private const int Rounds = 30;

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _labels;
    private readonly double[] _rarity;
    private readonly double[][] _planes;

    public PlainSvm(IReadOnlyList<(string Text, string Label)> lessons)
    {
        var grams = lessons.Select(l => Grams(l.Text)).ToList();
        var texts = grams.SelectMany(g => g.Keys).GroupBy(g => g, StringComparer.Ordinal).Where(g => g.Count() > 1).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var gram in texts.Keys)
        {
            _columns.Add(gram, _columns.Count);
        }

        _rarity = [.. _columns.Keys.Select(g => 1 + Math.Log((1.0 + lessons.Count) / (1 + texts[g])))];
        _labels = [.. lessons.Select(l => l.Label).Distinct().Order(StringComparer.Ordinal)];
        var vectors = grams.Select(Vector).ToList();
        _planes = [.. _labels.Select(label => Learn(vectors, [.. lessons.Select(l => l.Label == label)]))];
    }

    public string Guess(string text)
    {
        var vector = Vector(Grams(text));
        return _labels[Enumerable.Range(0, _labels.Count).MaxBy(c => Dot(_planes[c], vector))];
    }

    private static Dictionary<string, int> Grams(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var previous = "";
        foreach (var match in Word().EnumerateMatches(text))
        {
            var word = text.AsSpan(match.Index, match.Length).ToString().ToLowerInvariant();
            counts[word] = counts.GetValueOrDefault(word) + 1;
            if (previous.Length > 0)
            {
                counts[$"{previous} {word}"] = counts.GetValueOrDefault($"{previous} {word}") + 1;
            }

            previous = word;
        }

        return counts;
    }

    private (int Column, double Value)[] Vector(Dictionary<string, int> grams)
    {
        var known = grams.Where(g => _columns.ContainsKey(g.Key))
            .Select(g => (Column: _columns[g.Key], Value: (1 + Math.Log(g.Value)) * _rarity[_columns[g.Key]])).ToArray();
        var length = Math.Sqrt(known.Sum(k => k.Value * k.Value));
        return [.. known.Select(k => (k.Column, k.Value / length))];
    }

    // The last weight is the bias.
    private double[] Learn(List<(int Column, double Value)[]> vectors, bool[] positive)
    {
        var plane = new double[_columns.Count + 1];
        var alpha = new double[vectors.Count];
        var order = Enumerable.Range(0, vectors.Count).ToArray();
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                Step(plane, alpha, i, vectors[i], positive[i] ? 1 : -1);
            }
        }

        return plane;
    }

    private static void Step(double[] plane, double[] alpha, int i, (int Column, double Value)[] vector, int sign)
    {
        // C = 1: the diagonal of the squared hinge is 1/2; a vector of length 1 with a bias of 1 has square 2.
        var gradient = (sign * Dot(plane, vector)) - 1 + (alpha[i] * 0.5);
        var next = Math.Max(0, alpha[i] - (gradient / 2.5));
        var change = (next - alpha[i]) * sign;
        alpha[i] = next;
        if (change == 0)
        {
            return;
        }

        foreach (var (column, value) in vector)
        {
            plane[column] += change * value;
        }

        plane[^1] += change;
    }

    private static double Dot(double[] plane, (int Column, double Value)[] vector)
    {
        var sum = plane[^1];
        foreach (var (column, value) in vector)
        {
            sum += plane[column] * value;
        }

        return sum;
    }

    [GeneratedRegex(@"\b\w\w+\b")]
    private static partial Regex Word();
}
