namespace Digest.Stories.Topics;

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

    /// <summary>The share of a text's features that is left out each time it is gone over, so that no single word is relied on.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>0: as many examples, as much say for each topic; 1: every topic the same say.</summary>
    public double ClassBalance { get; init; } = 0.9;

    /// <summary>0: as many examples, as much say for each publisher; 1: every publisher the same say.</summary>
    public double GroupBalance { get; init; } = 0.3;

    /// <summary>A feature seen in fewer texts is not learned.</summary>
    public int MinTexts { get; init; } = 2;

    /// <summary>How much more a rare feature says: the power of its inverse document frequency.</summary>
    public double RarityPower { get; init; } = 1.4;

    /// <summary>What a word of the hand-written lexicons weighs for its topic before anything is learned.</summary>
    public double Prior { get; init; } = 4;

    /// <summary>What the odds of a feature under a topic weigh before the descent begins.</summary>
    public double Odds { get; init; } = 1;

    /// <summary>Weight of evidence added to both sides of the odds, so that a feature seen once decides nothing.</summary>
    public double OddsSmoothing { get; init; } = 0.3;

    /// <summary>0 to 1: how far a publisher's own mix of topics explains its labels, and so teaches nothing of the words.</summary>
    public double Habit { get; init; } = 1;

    /// <summary>What a topic that a publisher never files under weighs against its texts, 0 to 1.</summary>
    public double Foreign { get; init; } = 0.1;

    /// <summary>A language with fewer lessons is not claimed to be known.</summary>
    public int LeastOfLanguage { get; init; } = 30;
}
