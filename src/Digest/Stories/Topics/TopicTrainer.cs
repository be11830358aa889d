namespace Digest.Stories.Topics;

/// <summary>A text and the topic its publisher filed it under. Group is the publisher: each has the same say.</summary>
public sealed record LabelledText(string Title, string Teaser, string Language, string Code, string Group);

/// <summary>How the classifier learns.</summary>
public sealed record TrainOptions
{
    public static readonly TrainOptions Default = new();

    public int Epochs { get; init; } = 12;

    public double Rate { get; init; } = 0.5;

    /// <summary>Pull of the weights towards 0.</summary>
    public double Decay { get; init; } = 1e-6;

    /// <summary>0: as many examples, as much say for each topic; 1: every topic the same say.</summary>
    public double ClassBalance { get; init; } = 0.5;

    /// <summary>0: as many examples, as much say for each publisher; 1: every publisher the same say.</summary>
    public double GroupBalance { get; init; } = 0.3;

    /// <summary>A feature seen in fewer texts is not learned.</summary>
    public int MinTexts { get; init; } = 2;
}

/// <summary>Learns a <see cref="TopicModel"/>: multinomial logistic regression by stochastic gradient descent, seeded, so that the same texts give the same model.</summary>
public static class TopicTrainer
{
    /// <param name="texts">At least two topics among them.</param>
    public static TopicModel Train(IReadOnlyList<LabelledText> texts, TrainOptions? options = null)
    {
        var o = options ?? TrainOptions.Default;
        var codes = texts.Select(t => t.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var rarity = Rarity(texts, o.MinTexts);
        var vectors = texts.Select(t => TopicVector.Of(t.Title, t.Teaser, t.Language, rarity)).ToList();
        var labels = texts.Select(t => codes.IndexOf(t.Code)).ToList();
        var say = Say(texts, o);
        var weights = new float[TopicFeatures.Buckets * codes.Count];
        var bias = new float[codes.Count];
        Descend(vectors, labels, say, weights, bias, o);
        return new TopicModel(codes, weights, bias, rarity);
    }

    // Inverse document frequency; 0 marks what is too rare to learn from.
    private static float[] Rarity(IReadOnlyList<LabelledText> texts, int minTexts)
    {
        var counts = new int[TopicFeatures.Buckets];
        var features = new TopicFeatures();
        foreach (var text in texts)
        {
            foreach (var bucket in features.Of(text.Title, text.Teaser, text.Language).Buckets)
            {
                counts[bucket]++;
            }
        }

        return [.. counts.Select(c => c < minTexts ? 0 : MathF.Log(1 + ((float)texts.Count / c)))];
    }

    private static List<double> Say(IReadOnlyList<LabelledText> texts, TrainOptions o)
    {
        var classes = texts.GroupBy(t => t.Code).ToDictionary(g => g.Key, g => g.Count());
        var groups = texts.GroupBy(t => t.Group).ToDictionary(g => g.Key, g => g.Count());
        var raw = texts.Select(t => Math.Pow(classes[t.Code], -o.ClassBalance) * Math.Pow(groups[t.Group], -o.GroupBalance)).ToList();
        var mean = raw.Average();
        return [.. raw.Select(r => Math.Min(r / mean, 10))];
    }

    private static void Descend(List<TopicVector> vectors, List<int> labels, List<double> say, float[] weights, float[] bias, TrainOptions o)
    {
        var random = new Random(17);
        var order = Enumerable.Range(0, vectors.Count).ToArray();
        var scores = new double[bias.Length];
        var steps = 0L;
        var all = (double)o.Epochs * vectors.Count;
        for (var epoch = 0; epoch < o.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                TopicModel.Score(vectors[i], weights, bias, scores);
                TopicModel.Softmax(scores);
                var rate = o.Rate * say[i] * (1 - (steps++ / all));
                Step(vectors[i], labels[i], scores, rate, o.Decay, weights, bias);
            }
        }
    }

    private static void Step(in TopicVector vector, int label, double[] chances, double rate, double decay, float[] weights, float[] bias)
    {
        var classes = chances.Length;
        chances[label] -= 1;
        for (var c = 0; c < classes; c++)
        {
            bias[c] -= (float)(rate * 0.1 * chances[c]);
        }

        for (var i = 0; i < vector.Buckets.Length; i++)
        {
            var at = vector.Buckets[i] * classes;
            for (var c = 0; c < classes; c++)
            {
                weights[at + c] -= (float)(rate * ((chances[c] * vector.Weights[i]) + (decay * weights[at + c])));
            }
        }
    }
}
