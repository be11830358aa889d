namespace Digest.Stories.Topics;

/// <summary>
/// How much oftener a feature comes under a topic than each publisher's own mix of topics would have it: the logarithm of observed
/// over expected. A naive Bayes that a publisher's house style does not mislead; the descent goes on from it.
/// </summary>
internal static class TopicOdds
{
    /// <summary>Adds them to the weights.</summary>
    public static void AddTo(float[] weights, Lessons lessons, TrainOptions options)
    {
        var classes = Lessons.Codes.Count;
        var observed = new float[weights.Length];
        var expected = new float[weights.Length];
        var mixes = Mixes(lessons);
        for (var i = 0; i < lessons.Count; i++)
        {
            var (vector, mix, say) = (lessons.Vectors[i], mixes[lessons.Groups[i]], (float)lessons.Say[i]);
            for (var f = 0; f < vector.Buckets.Length; f++)
            {
                var at = vector.Buckets[f] * classes;
                observed[at + lessons.Labels[i]] += say * vector.Weights[f];
                for (var c = 0; c < classes; c++)
                {
                    expected[at + c] += say * vector.Weights[f] * mix[c];
                }
            }
        }

        var smooth = options.OddsSmoothing;
        for (var w = 0; w < weights.Length; w++)
        {
            if (expected[w] > 0)
            {
                weights[w] += (float)(options.Odds * Math.Log((observed[w] + smooth) / (expected[w] + smooth)));
            }
        }
    }

    // Each publisher's topics as shares of its say.
    private static List<float[]> Mixes(Lessons lessons)
    {
        var mixes = Enumerable.Range(0, lessons.GroupCount).Select(_ => new float[Lessons.Codes.Count]).ToList();
        for (var i = 0; i < lessons.Count; i++)
        {
            mixes[lessons.Groups[i]][lessons.Labels[i]] += (float)lessons.Say[i];
        }

        return [.. mixes.Select(m => m.Select(s => s / m.Sum()).ToArray())];
    }
}
