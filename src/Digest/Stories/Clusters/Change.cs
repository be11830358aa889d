namespace Digest.Stories.Clusters;

/// <summary>What became of stories after articles joined them, in the order it happened.</summary>
public abstract record Change
{
    /// <summary>All of one story is now part of another, which keeps its number.</summary>
    public sealed record Merged(long From, long Into) : Change;

    /// <summary>These pieces left a story, which keeps its number, for a new one.</summary>
    public sealed record Parted(long From, long Into, IReadOnlyList<long> Pieces) : Change;
}
