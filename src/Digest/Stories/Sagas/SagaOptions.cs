namespace Digest.Stories.Sagas;

/// <summary>When a new story takes up an earlier one. Defaults as read off tests/Digest.Evaluation sagas: a wrong "Update" is worse than none.</summary>
public sealed record SagaOptions
{
    public static readonly SagaOptions Default = new();

    /// <summary>An earlier story whose last article is older than this is not taken up again.</summary>
    public TimeSpan Reach { get; init; } = TimeSpan.FromDays(14);

    /// <summary>The silence between the earlier story's last article and the first of the new one.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Cosine of the two stories' words, rare among stories counting most, from which they are one saga.</summary>
    public double Threshold { get; init; } = 0.42;

    /// <summary>A word in more than this share of all stories says what is in the news, not which saga.</summary>
    public double RareShare { get; init; } = 0.01;

    /// <summary>Rare words, not of the trade, that both must tell.</summary>
    public int SharedRare { get; init; } = 3;

    /// <summary>The share of a story's articles in which a word must stand to be the story's.</summary>
    public double ToldShare { get; init; } = 0.25;

    /// <summary>Articles of a story that are read.</summary>
    public int Pieces { get; init; } = 16;
}
