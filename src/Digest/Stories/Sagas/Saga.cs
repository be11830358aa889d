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
    private readonly DocumentCounts _counts = new(ClusterOptions.Default.TradeShare, 1);
    private readonly Vectorizer _vectorizer;
    private readonly Dictionary<uint, int> _stories = [];
    private readonly List<(ToldStory Story, TermVector Vector)> _told;
    private readonly ILookup<uint, int> _carriers;

    /// <param name="told">The faded stories, and the new ones: what is rare is reckoned among all.</param>
    /// <param name="options">Null for the defaults.</param>
    public Saga(IReadOnlyList<ToldStory> told, SagaOptions? options = null)
    {
        _options = options ?? SagaOptions.Default;
        _vectorizer = new Vectorizer(ClusterOptions.Default, _counts);
        var words = told.Select(t => (Story: t, Words: Words(t))).ToList();
        foreach (var (story, counted) in words)
        {
            _counts.Add(story.Language, counted.Ids);
            foreach (var id in counted.Ids)
            {
                _stories[id] = _stories.GetValueOrDefault(id) + 1;
            }
        }

        _told = [.. words.Select(w => (w.Story, _vectorizer.Weigh(w.Story.Language, w.Words)))];
        _carriers = _told.SelectMany((t, i) => t.Vector.Ids.Where(IsRare).Select(id => (Id: id, Index: i))).ToLookup(x => x.Id, x => x.Index);
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
        var best = vector.Ids.Where(IsRare).SelectMany(id => _carriers[id]).GroupBy(i => i)
            .Where(g => g.Count() >= _options.SharedRare && MayPrecede(_told[g.Key].Story, story))
            .Select(g => (_told[g.Key].Story, Likeness: _told[g.Key].Vector.Dot(vector)))
            .Where(x => x.Likeness >= _options.Threshold)
            .OrderByDescending(x => x.Likeness).ThenByDescending(x => x.Story.LastAt)
            .FirstOrDefault();
        return best.Story is null ? null : (best.Story.Id, best.Likeness);
    }

    private bool MayPrecede(ToldStory earlier, ToldStory story) =>
        earlier.Id != story.Id && earlier.Language == story.Language
        && earlier.LastAt <= story.FirstAt - _options.Silence && earlier.LastAt >= story.FirstAt - _options.Reach;

    private bool IsRare(uint id) => !TradeWords.Contains(id) && _stories[id] <= Math.Max(3, _options.RareShare * _told.Count);

    // The words that a fair share of a story's articles have, each with its mean weight.
    private CountedWords Words(ToldStory story)
    {
        var sums = new Dictionary<uint, (float Weight, int Pieces)>();
        var pieces = story.Pieces.Take(_options.Pieces).ToList();
        foreach (var piece in pieces)
        {
            var counted = _vectorizer.Count(piece);
            for (var i = 0; i < counted.Ids.Length; i++)
            {
                var (weight, count) = sums.GetValueOrDefault(counted.Ids[i]);
                sums[counted.Ids[i]] = (weight + counted.Weights[i], count + 1);
            }
        }

        var told = sums.Where(w => w.Value.Pieces >= Math.Min(2, pieces.Count) && w.Value.Pieces >= _options.ToldShare * pieces.Count).OrderBy(w => w.Key).ToList();
        return new CountedWords([.. told.Select(w => w.Key)], [.. told.Select(w => w.Value.Weight / pieces.Count)], []);
    }
}
