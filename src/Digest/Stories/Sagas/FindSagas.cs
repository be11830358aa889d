using Digest.Model;
using Digest.Store;
using Digest.Stories.Clusters;

namespace Digest.Stories.Sagas;

/// <summary>
/// Stories that several titles tell by now → the earlier story each takes up again. A story is compared when a second title tells it, and
/// again whenever their number has doubled: the rows say so, so nothing is read when there is nothing to compare.
/// Not for several threads.
/// </summary>
internal sealed class FindSagas(Database database, StoriesOptions options)
{
    private const int MostAtOnce = 500;

    // What faded stories say, read once: nothing joins them any more, and there are two weeks of them.
    private readonly Dictionary<long, (Story Row, SagaStory Story)> _faded = [];
    private readonly SagaWords _words = new(SagaOptions.Default);

    public async Task RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        var open = await database.ReadAsync(s => SagaStore.UncomparedAsync(s, now - options.Window, MostAtOnce), ct).ConfigureAwait(false);
        if (open.Count == 0)
        {
            return;
        }

        var found = await database.ReadAsync(s => CompareAsync(s, open), ct).ConfigureAwait(false);
        await database.WriteAsync(async s =>
        {
            foreach (var (story, earlier) in found)
            {
                await SagaStore.ComparedAsync(s, story.Id, story.SourceCount, earlier).ConfigureAwait(false);
            }
        }, ct).ConfigureAwait(false);
    }

    private async Task<List<(Story Story, long? Earlier)>> CompareAsync(Session s, IReadOnlyList<Story> open)
    {
        var first = open.Min(o => o.FirstSeenAt) - SagaOptions.Default.Reach;
        var faded = await SagaStore.FadedAsync(s, first, open.Max(o => o.FirstSeenAt)).ConfigureAwait(false);
        if (faded.Count == 0)
        {
            return [.. open.Select(o => (o, (long?)null))];
        }

        await ReadAsync(s, faded).ConfigureAwait(false);
        var told = await ToldAsync(s, open).ConfigureAwait(false);
        var saga = new Saga([.. told.Select(_words.Of).UnionBy(_faded.Values.Select(f => f.Story), t => t.Id)]);
        return [.. open.Select(o => (o, saga.Before(o.Id)?.StoryId))];
    }

    // Those that are known and have not changed are kept, the rest is read or forgotten.
    private async Task ReadAsync(Session s, IReadOnlyList<Story> faded)
    {
        var current = faded.ToDictionary(f => f.Id);
        foreach (var gone in _faded.Where(f => current.GetValueOrDefault(f.Key) != f.Value.Row).Select(f => f.Key).ToList())
        {
            _faded.Remove(gone);
        }

        foreach (var told in await ToldAsync(s, [.. faded.Where(f => !_faded.ContainsKey(f.Id))]).ConfigureAwait(false))
        {
            _faded.Add(told.Id, (current[told.Id], _words.Of(told)));
        }
    }

    private static async Task<IReadOnlyList<ToldStory>> ToldAsync(Session s, IReadOnlyList<Story> stories)
    {
        // The latest words of a story are those that its sequel takes up.
        var articles = (await SagaStore.LatestAsync(s, stories.Select(x => x.Id), SagaOptions.Default.Pieces).ConfigureAwait(false)).ToLookup(a => a.StoryId);
        return [.. stories.Where(x => articles[x.Id].Any()).Select(x => Told(x, articles[x.Id]))];
    }

    private static ToldStory Told(Story story, IEnumerable<ToldArticle> articles)
    {
        var pieces = articles.Select(a => PieceOf.Item(a.Id, a.SourceId, a.Language, a.PublishedAt, a.Title, a.Teaser, a.SourceName)).ToList();
        return new ToldStory { Id = story.Id, Language = pieces[0].Language, FirstAt = story.FirstSeenAt, LastAt = story.LastSeenAt, Pieces = pieces };
    }
}
