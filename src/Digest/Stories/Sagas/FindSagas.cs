using Digest.Model;
using Digest.Store;
using Digest.Stories.Clusters;

namespace Digest.Stories.Sagas;

/// <summary>
/// Stories that several titles tell by now → the earlier story each takes up again. A story is compared when a second title tells it, and
/// again whenever their number has doubled: the rows say so, so nothing is read when there is nothing to compare.
/// </summary>
internal sealed class FindSagas(Database database, StoriesOptions options)
{
    private const int MostAtOnce = 500;

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

    private static async Task<List<(Story Story, long? Earlier)>> CompareAsync(Session s, IReadOnlyList<Story> open)
    {
        var first = open.Min(o => o.FirstSeenAt) - SagaOptions.Default.Reach;
        var faded = await SagaStore.FadedAsync(s, first, open.Max(o => o.FirstSeenAt)).ConfigureAwait(false);
        if (faded.Count == 0)
        {
            return [.. open.Select(o => (o, (long?)null))];
        }

        var told = await ToldAsync(s, [.. open.UnionBy(faded, x => x.Id)]).ConfigureAwait(false);
        var saga = new Saga(told);
        return [.. open.Select(o => (o, saga.Before(o.Id)?.StoryId))];
    }

    private static async Task<IReadOnlyList<ToldStory>> ToldAsync(Session s, IReadOnlyList<Story> stories)
    {
        var ids = stories.Select(x => x.Id).ToList();
        var articles = (await StoryStore.ArticlesAsync(s, ids).ConfigureAwait(false)).ToDictionary(a => a.Id);
        var names = (await EditionStore.SourcesAsync(s, articles.Values.Select(a => a.SourceId).Distinct()).ConfigureAwait(false)).ToDictionary(x => x.Id, x => x.Name);
        var byStory = (await StoryStore.LinksAsync(s, ids).ConfigureAwait(false)).Where(l => articles.ContainsKey(l.ArticleId))
            .ToLookup(l => l.StoryId, l => articles[l.ArticleId]);
        return [.. stories.Where(x => byStory[x.Id].Any()).Select(x => Told(x, byStory[x.Id], names))];
    }

    private static ToldStory Told(Story story, IEnumerable<Article> articles, Dictionary<long, string> names)
    {
        // The latest words of a story are those that its sequel takes up.
        var pieces = articles.OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(SagaOptions.Default.Pieces)
            .Select(a => PieceOf.Article(a, names.GetValueOrDefault(a.SourceId, ""))).ToList();
        return new ToldStory { Id = story.Id, Language = pieces[0].Language, FirstAt = story.FirstSeenAt, LastAt = story.LastSeenAt, Pieces = pieces };
    }
}
