using Digest.Stories.Clusters;

namespace Digest.Stories.Sagas;

/// <summary>A story as sagas are found in: what its articles say, and from when to when it was told.</summary>
public sealed record ToldStory
{
    public required long Id { get; init; }
    public required string Language { get; init; }
    public required DateTimeOffset FirstAt { get; init; }
    public required DateTimeOffset LastAt { get; init; }
    public required IReadOnlyList<Piece> Pieces { get; init; }
}

/// <summary>
/// Finds the earlier story, faded by now, that a new one takes up again: both tell the same words that few other stories tell, several of
/// which are no words of the trade. A war or an election is many sagas: what all its stories share counts for little. Pure.
/// </summary>
public sealed class Saga
{
    private readonly SagaOptions _options;
    private readonly Dictionary<uint, int> _stories = [];
    private readonly List<(SagaStory Story, TermVector Vector)> _told;
    private readonly ILookup<uint, int> _carriers;

    /// <param name="told">The faded stories, and the new ones: what is rare is reckoned among all.</param>
    /// <param name="options">Null for the defaults.</param>
    public Saga(IReadOnlyList<ToldStory> told, SagaOptions? options = null)
        : this([.. told.Select(new SagaWords(options ?? SagaOptions.Default).Of)], options)
    {
    }

    internal Saga(IReadOnlyList<SagaStory> told, SagaOptions? options = null)
    {
        _options = options ?? SagaOptions.Default;
        var vectorizer = new Vectorizer(new Lexicon(ClusterOptions.Default.TradeShare, 1, new Postings(1)));
        foreach (var story in told)
        {
            vectorizer.Take(story.Language, story.Words);
            foreach (var id in story.Words.Ids)
            {
                _stories[id] = _stories.GetValueOrDefault(id) + 1;
            }
        }

        _told = [.. told.Select(t => (t, vectorizer.Weigh(t.Language, t.Words)))];
        _carriers = _told.SelectMany((t, i) => t.Story.Words.Ids.Where(IsRare).Select(id => (Id: id, Index: i))).ToLookup(x => x.Id, x => x.Index);
    }

    /// <summary>The story that one of those given takes up again, and how alike they are (0 to 1); null when there is none.</summary>
    public (long StoryId, double Likeness)? Before(long storyId)
    {
        var at = _told.FindIndex(t => t.Story.Id == storyId);
        if (at < 0)
        {
            return null;
        }

        var (story, vector) = _told[at];
        var best = story.Words.Ids.Where(IsRare).SelectMany(id => _carriers[id]).GroupBy(i => i)
            .Where(g => g.Count() >= _options.SharedRare && MayPrecede(_told[g.Key].Story, story))
            .Select(g => (_told[g.Key].Story, Likeness: _told[g.Key].Vector.Dot(vector)))
            .Where(x => x.Likeness >= _options.Threshold)
            .OrderByDescending(x => x.Likeness).ThenByDescending(x => x.Story.LastAt)
            .FirstOrDefault();
        return best.Story is null ? null : (best.Story.Id, best.Likeness);
    }

    private bool MayPrecede(SagaStory earlier, SagaStory story) =>
        earlier.Id != story.Id && earlier.Language == story.Language
        && earlier.LastAt <= story.FirstAt - _options.Silence && earlier.LastAt >= story.FirstAt - _options.Reach;

    private bool IsRare(uint id) => !TradeWords.Contains(id) && _stories[id] <= Math.Max(3, _options.RareShare * _told.Count);
}
