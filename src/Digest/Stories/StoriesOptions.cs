using System.ComponentModel.DataAnnotations;

namespace Digest.Stories;

/// <summary>How articles become stories. Section "Stories".</summary>
public sealed record StoriesOptions
{
    /// <summary>A story takes no article this long after its last one.</summary>
    [Range(typeof(TimeSpan), "06:00:00", "14.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Articles written per transaction.</summary>
    [Range(1, 5000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>Articles placed by one run; the rest waits for the next.</summary>
    [Range(100, 1_000_000)]
    public int MostPerRun { get; init; } = 50_000;

    /// <summary>0 to 1: a topic below this confidence is not given.</summary>
    [Range(0.0, 1.0)]
    public double TopicConfidence { get; init; } = 0.4;

    /// <summary>Sectioned articles needed before the classifier learns from them.</summary>
    [Range(50, 100_000)]
    public int LearnFrom { get; init; } = 500;

    /// <summary>How often the classifier learns anew.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan LearnEvery { get; init; } = TimeSpan.FromDays(1);
}
