using Digest.Stories.Clusters;

namespace Digest.Stories.Sagas;

/// <summary>A told story, read: what its articles say, as words.</summary>
internal sealed record SagaStory(long Id, string Language, DateTimeOffset FirstAt, DateTimeOffset LastAt, CountedWords Words);

/// <summary>Reads told stories.</summary>
internal sealed class SagaWords(SagaOptions options)
{
    private readonly CountWords _words = new(ClusterOptions.Default);

    public SagaStory Of(ToldStory story) => new(story.Id, story.Language, story.FirstAt, story.LastAt, Words(story));

    // The words that a fair share of a story's articles have, each with its mean weight.
    private CountedWords Words(ToldStory story)
    {
        var sums = new Dictionary<uint, (float Weight, int Pieces)>();
        var pieces = story.Pieces.Take(options.Pieces).ToList();
        foreach (var piece in pieces)
        {
            var counted = _words.Of(piece);
            for (var i = 0; i < counted.Ids.Length; i++)
            {
                var (weight, count) = sums.GetValueOrDefault(counted.Ids[i]);
                sums[counted.Ids[i]] = (weight + counted.Weights[i], count + 1);
            }
        }

        var told = sums.Where(w => w.Value.Pieces >= Math.Min(2, pieces.Count) && w.Value.Pieces >= options.ToldShare * pieces.Count).OrderBy(w => w.Key).ToList();
        return new CountedWords([.. told.Select(w => w.Key)], [.. told.Select(w => w.Value.Weight / pieces.Count)], []);
    }
}
