using System.Runtime.InteropServices;

namespace Digest.Stories.Clusters;

/// <summary>
/// Parts texts in two by likeness (bisecting k-means on the sphere): seeds are the text least like all others and the one least like
/// it; then each text goes to the nearer side, a few rounds. Deterministic.
/// </summary>
internal static class Bisection
{
    private const int Rounds = 6;

    /// <returns>For each text whether it is on the second side, and how alike the sides are as wholes (cosine, 0 to 1).</returns>
    public static (bool[] Second, double Likeness) Of(IReadOnlyList<TermVector> texts)
    {
        var all = new Side(texts);
        var first = Least(texts, t => all.Likeness(t));
        var second = Least(texts, t => t.Dot(texts[first]));
        Side one = new([texts[first]]), two = new([texts[second]]);
        var side = new bool[texts.Count];
        for (var round = 0; round < Rounds; round++)
        {
            var next = texts.Select(t => two.Likeness(t) > one.Likeness(t)).ToArray();
            var settled = round > 0 && next.AsSpan().SequenceEqual(side);
            side = next;
            if (settled)
            {
                break;
            }

            one = new Side(texts.Where((_, i) => !side[i]));
            two = new Side(texts.Where((_, i) => side[i]));
        }

        return (side, one.Likeness(two));
    }

    private static int Least(IReadOnlyList<TermVector> texts, Func<TermVector, double> likeness) =>
        Enumerable.Range(0, texts.Count).MinBy(i => likeness(texts[i]));

    private sealed class Side
    {
        private readonly Dictionary<uint, float> _sum = [];
        private readonly double _length;

        public Side(IEnumerable<TermVector> texts)
        {
            foreach (var text in texts)
            {
                var ids = text.Ids;
                var weights = text.Weights;
                for (var i = 0; i < ids.Length; i++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_sum, ids[i], out _) += weights[i];
                }
            }

            _length = Math.Sqrt(_sum.Values.Sum(w => (double)w * w));
        }

        public double Likeness(TermVector text)
        {
            double dot = 0;
            for (var i = 0; i < text.Ids.Length; i++)
            {
                dot += _sum.TryGetValue(text.Ids[i], out var weight) ? weight * text.Weights[i] : 0;
            }

            return _length > 0 ? dot / _length : 0;
        }

        public double Likeness(Side other)
        {
            var dot = _sum.Sum(w => other._sum.TryGetValue(w.Key, out var more) ? (double)w.Value * more : 0);
            return _length > 0 && other._length > 0 ? dot / (_length * other._length) : 0;
        }
    }
}
