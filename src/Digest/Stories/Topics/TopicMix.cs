namespace Digest.Stories.Topics;

/// <summary>
/// How often a feed writes on each topic, known by what it wrote before. A reading in doubt leans towards what the feed usually is
/// about: tempered, so that a rare topic is still told where the words are clear.
/// </summary>
public sealed class TopicMix
{
    // Half of the logarithm: the texts of a feed are no independent witnesses to its mix, for the same reader read them.
    private const double Trust = 0.5;

    // So many articles of every topic are taken to have been seen: a few articles are no mix.
    private const double Smoothing = 5;

    // No topic is held for rarer than this part of an even mix.
    private const double Floor = 0.3;

    private readonly double[] _lifts;

    private TopicMix(double[] lifts) => _lifts = lifts;

    /// <param name="weights">For each IPTC code, the confidence with which articles of the feed were given it, summed up.</param>
    public static TopicMix Of(IReadOnlyDictionary<string, double> weights)
    {
        var even = Lessons.Codes.Count;
        var all = weights.Values.Sum() + (Smoothing * even);
        return new TopicMix([.. Lessons.Codes.Select(c => Math.Pow(Math.Max((weights.GetValueOrDefault(c) + Smoothing) / all * even, Floor), Trust))]);
    }

    /// <summary>Leans probabilities, in the order of <see cref="TopicModel.Codes"/>, towards the mix; they sum up to 1 again.</summary>
    public void Lean(double[] chances)
    {
        double sum = 0;
        for (var c = 0; c < chances.Length; c++)
        {
            sum += chances[c] *= _lifts[c];
        }

        for (var c = 0; c < chances.Length; c++)
        {
            chances[c] /= sum;
        }
    }
}
