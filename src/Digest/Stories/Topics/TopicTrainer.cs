namespace Digest.Stories.Topics;

/// <summary>A text and the topic its publisher filed it under. Group is the publisher: each has the same say.</summary>
public sealed record LabelledText(string Title, string Teaser, string Language, string Code, string Group);

/// <summary>How the classifier learns.</summary>
public sealed record TrainOptions
{
    public static readonly TrainOptions Default = new();

    public int Epochs { get; init; } = 5;

    /// <summary>Few texts are gone over more often, until so many steps were taken.</summary>
    public int LeastSteps { get; init; } = 60_000;

    public double Rate { get; init; } = 0.5;

    /// <summary>Pull of the weights towards 0.</summary>
    public double Decay { get; init; } = 1e-6;

    /// <summary>0: as many examples, as much say for each topic; 1: every topic the same say.</summary>
    public double ClassBalance { get; init; } = 0.6;

    /// <summary>0: as many examples, as much say for each publisher; 1: every publisher the same say.</summary>
    public double GroupBalance { get; init; } = 0.3;

    /// <summary>A feature seen in fewer texts is not learned.</summary>
    public int MinTexts { get; init; } = 2;

    /// <summary>What a word of the hand-written lexicons weighs for its topic before anything is learned.</summary>
    public double Prior { get; init; } = 4;

    /// <summary>What a topic that a publisher never files under weighs against its texts, 0 to 1.</summary>
    public double Foreign { get; init; } = 0.1;
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
        var languages = texts.Select(t => t.Language).Distinct().ToList();
        if (o.Prior > 0)
        {
            Fill(rarity, languages, texts.Count);
        }

        var vectors = texts.Select(t => TopicVector.Of(t.Title, t.Teaser, t.Language, rarity)).ToList();
        var labels = texts.Select(t => codes.IndexOf(t.Code)).ToList();
        var say = Say(texts, o);
        var weights = new float[TopicFeatures.Buckets * codes.Count];
        var bias = new float[codes.Count];
        Begin(weights, codes, languages, (float)o.Prior);
        var known = texts.GroupBy(t => t.Group).ToDictionary(g => g.Key, g => g.Select(t => codes.IndexOf(t.Code)).ToHashSet());
        Descend(vectors, labels, [.. texts.Select(t => known[t.Group])], say, weights, bias, o);
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

    // A word of a lexicon is known even where no lesson had it.
    private static void Fill(float[] rarity, List<string> languages, int texts)
    {
        foreach (var (_, stem, _) in TopicWords.Entries.Where(e => languages.Contains(e.Language)))
        {
            var bucket = TopicFeatures.WordBucket(stem);
            rarity[bucket] = rarity[bucket] > 0 ? rarity[bucket] : MathF.Log(1 + (texts / 2f));
        }
    }

    private static void Begin(float[] weights, List<string> codes, List<string> languages, float prior)
    {
        foreach (var (_, stem, topics) in TopicWords.Entries.Where(e => languages.Contains(e.Language)))
        {
            foreach (var (code, share) in topics)
            {
                var c = codes.IndexOf(code);
                if (c >= 0)
                {
                    weights[(TopicFeatures.WordBucket(stem) * codes.Count) + c] += prior * (float)share;
                }
            }
        }
    }

    private static List<double> Say(IReadOnlyList<LabelledText> texts, TrainOptions o)
    {
        var classes = texts.GroupBy(t => t.Code).ToDictionary(g => g.Key, g => g.Count());
        var groups = texts.GroupBy(t => t.Group).ToDictionary(g => g.Key, g => g.Count());
        var raw = texts.Select(t => Math.Pow(classes[t.Code], -o.ClassBalance) * Math.Pow(groups[t.Group], -o.GroupBalance)).ToList();
        var mean = raw.Average();
        return [.. raw.Select(r => Math.Min(r / mean, 10))];
    }

    private static void Descend(List<TopicVector> vectors, List<int> labels, List<HashSet<int>> known, List<double> say, float[] weights, float[] bias, TrainOptions o)
    {
        var random = new Random(17);
        var order = Enumerable.Range(0, vectors.Count).ToArray();
        var scores = new double[bias.Length];
        var foreign = Math.Log(Math.Max(o.Foreign, 1e-9));
        var steps = 0L;
        var epochs = Math.Min(Math.Max(o.Epochs, o.LeastSteps / vectors.Count), 100);
        var all = (double)epochs * vectors.Count;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                TopicModel.Score(vectors[i], weights, bias, scores);
                Quieten(scores, known[i], foreign);
                TopicModel.Softmax(scores);
                var rate = o.Rate * say[i] * (1 - (steps++ / all));
                Step(vectors[i], labels[i], scores, rate, o.Decay, weights, bias);
            }
        }
    }

    // A publisher without a section for the climate files it elsewhere: its texts say little against that topic.
    private static void Quieten(double[] scores, HashSet<int> known, double foreign)
    {
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] += known.Contains(c) ? 0 : foreign;
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
