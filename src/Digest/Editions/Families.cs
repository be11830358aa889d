namespace Digest.Editions;

/// <summary>Which stories belong together: those of one matter, and the parts of one saga.</summary>
internal sealed class Families
{
    private readonly Dictionary<long, long> _elder = [];

    /// <summary>Joins two stories, and with them all that each belongs with.</summary>
    public void Join(long one, long other)
    {
        var (first, second) = (Of(one), Of(other));
        if (first != second)
        {
            _elder[Math.Max(first, second)] = Math.Min(first, second);
        }
    }

    /// <summary>The oldest story of its family: the story itself where it has none.</summary>
    public long Of(long story)
    {
        while (_elder.TryGetValue(story, out var elder))
        {
            story = elder;
        }

        return story;
    }
}
