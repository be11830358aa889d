using Digest.Model;

namespace Digest.Editions;

/// <summary>The picks in force at one moment, by story; the newest word on a thing counts.</summary>
internal sealed class StoryPicks
{
    private readonly ILookup<long, Pick> _byStory;

    /// <param name="picks">All picks, of stories that were not merged away.</param>
    /// <param name="now">The cut.</param>
    /// <param name="lasts">How long one without an end counts.</param>
    public StoryPicks(IEnumerable<Pick> picks, DateTimeOffset now, TimeSpan lasts) => _byStory = picks
        .Where(p => p.CreatedAt <= now && (p.Until ?? (p.Kind == PickKind.Ban ? DateTimeOffset.MaxValue : p.CreatedAt + lasts)) > now)
        .OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id)
        .ToLookup(p => p.StoryId);

    /// <summary>Stories an editor wants in, whatever their score.</summary>
    public IEnumerable<long> Wanted => _byStory.Where(s => IsWanted(s.Key)).Select(s => s.Key);

    public bool Has(long storyId, PickKind kind) => _byStory[storyId].Any(p => p.Kind == kind);

    /// <summary>True for a story in every edition and issue, as long as its pick counts.</summary>
    public bool IsWanted(long storyId) => Has(storyId, PickKind.Pick) || Has(storyId, PickKind.Pin);

    /// <summary>True for what an editor put forward, which readers are told.</summary>
    public bool IsPick(long storyId) => IsWanted(storyId) || Direction(storyId) == PickKind.Lift;

    public Pick? Pin(long storyId) => _byStory[storyId].FirstOrDefault(p => p.Kind == PickKind.Pin);

    public double Factor(long storyId, double by) => Direction(storyId) switch
    {
        PickKind.Lift => by,
        PickKind.Sink => 1 / by,
        _ => 1,
    };

    public string? Headline(long storyId) => _byStory[storyId].Select(p => p.Headline).FirstOrDefault(h => !string.IsNullOrWhiteSpace(h));

    public string? Note(long storyId) => _byStory[storyId].Select(p => p.Note).FirstOrDefault(n => !string.IsNullOrWhiteSpace(n));

    private PickKind? Direction(long storyId) => _byStory[storyId].FirstOrDefault(p => p.Kind is PickKind.Lift or PickKind.Sink)?.Kind;
}
