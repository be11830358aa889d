namespace Digest.Stories.Topics;

/// <summary>
/// Learns a <see cref="TopicModel"/>: multinomial logistic regression by stochastic gradient descent that begins at the hand-written
/// lexicons and the words' odds; seeded, so that the same texts give the same model.
/// </summary>
public static class TopicTrainer
{
    private const int Seed = 17;
    private const int MostEpochs = 100;
    private const double BiasRate = 0.1;

    /// <param name="texts">At least two topics among them; a code that is none of the 17 topics is left out.</param>
    /// <param name="options">How to learn.</param>
    public static TopicModel Train(IReadOnlyList<LabelledText> texts, TrainOptions? options = null)
    {
        var o = options ?? TrainOptions.Default;
        texts = [.. texts.Where(t => Lessons.Codes.Contains(t.Code))];
        var languages = texts.GroupBy(t => t.Language).Where(g => g.Count() >= o.LeastOfLanguage).Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
        var lessons = Lessons.Of(texts, languages, o);
        var weights = new float[TopicFeatures.Buckets * Lessons.Codes.Count];
        var bias = new float[Lessons.Codes.Count];
        AddLexicons(weights, languages, lessons, o);
        if (o.Odds > 0)
        {
            TopicOdds.AddTo(weights, lessons, o);
        }

        Descend(lessons, weights, bias, o);
        return new TopicModel(Lessons.Codes, languages, weights, bias, lessons.Rarity);
    }

    // What few publishers teach is known by the lexicons most of all; a topic that none teaches must not outshout those that are taught.
    private static void AddLexicons(float[] weights, List<string> languages, Lessons lessons, TrainOptions o)
    {
        var priors = lessons.Teachers.Select(t => o.Prior * (1 + (o.Untaught / (1 + Math.Max(t, 1))))).ToArray();
        foreach (var (_, stem, topics) in TopicWords.Entries.Where(e => languages.Contains(e.Language)))
        {
            foreach (var (code, share) in topics)
            {
                var c = Lessons.Codes.IndexOf(code);
                weights[(TopicFeatures.WordBucket(stem) * Lessons.Codes.Count) + c] += (float)(priors[c] * share);
            }
        }
    }

    private static void Descend(Lessons lessons, float[] weights, float[] bias, TrainOptions o)
    {
        var random = new Random(Seed);
        var order = Enumerable.Range(0, lessons.Count).ToArray();
        var scores = new double[bias.Length];
        var steps = 0L;
        var epochs = Math.Min(Math.Max(o.Epochs, o.LeastSteps / lessons.Count), MostEpochs);
        var all = (double)epochs * lessons.Count;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var vector = lessons.Vectors[i].Without(o.Dropout, random);
                TopicModel.Score(vector.Buckets, vector.Weights, weights, bias, scores);
                Add(lessons.Habits[lessons.Groups[i]], scores);
                TopicModel.Softmax(scores);
                var rate = o.Rate * lessons.Say[i] * (1 - (steps++ / all));
                Step(vector, lessons.Labels[i], scores, rate, o.Decay, weights, bias);
            }
        }
    }

    private static void Add(double[] habit, double[] scores)
    {
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] += habit[c];
        }
    }

    private static void Step(in TopicVector vector, int label, double[] chances, double rate, double decay, float[] weights, float[] bias)
    {
        var classes = chances.Length;
        chances[label] -= 1;
        for (var c = 0; c < classes; c++)
        {
            bias[c] -= (float)(rate * BiasRate * chances[c]);
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
