namespace Digest.Stories;

/// <summary>What one run of the stories step did.</summary>
/// <param name="Articles">Articles placed in a story.</param>
/// <param name="NewStories">Stories founded.</param>
/// <param name="Merged">Stories found to be one with another.</param>
/// <param name="WithTopic">Of the articles, those that got a topic.</param>
/// <param name="Learned">Articles the topic classifier learned from in this run; 0 when it did not learn.</param>
public sealed record StoriesReport(int Articles, int NewStories, int Merged, int WithTopic, int Learned)
{
    /// <summary>Stories found to be two.</summary>
    public int Parted { get; init; }
}
