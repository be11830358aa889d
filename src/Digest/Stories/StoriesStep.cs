using Digest.Model;
using Digest.Store;
using Digest.Stories.Clusters;
using Digest.Stories.Sagas;
using Digest.Stories.Topics;

namespace Digest.Stories;

/// <summary>
/// articles → stories: places every article that has no story yet, and says what it is about. The window is read from the database
/// anew each run, so the step may stop anywhere and start again; a batch is written whole or not at all.
/// </summary>
public sealed class StoriesStep(Database database, TopicModelFile models, StoriesOptions options, TimeProvider clock, ILogger<StoriesStep> log)
    : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <exception cref="OperationCanceledException">Cancelled; what was written stands.</exception>
    public async Task<StoriesReport> RunAsync(IProgress<StepProgress>? progress, CancellationToken ct)
    {
        await _one.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return await PlaceAsync(progress, ct).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<StoriesReport> PlaceAsync(IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var (model, learned) = await models.CurrentAsync(database, options, clock.GetUtcNow(), ct).ConfigureAwait(false);
        var waiting = await database.ReadAsync(s => StoryStore.UnplacedAsync(s, options.MostPerRun), ct).ConfigureAwait(false);
        if (waiting.Count == 0)
        {
            return new StoriesReport(0, 0, 0, 0, learned);
        }

        var clustering = await RestoreAsync(waiting, ct).ConfigureAwait(false);
        var sections = await database.ReadAsync(s => SectionStore.MappedAsync(s), ct).ConfigureAwait(false);
        var topics = new AssignTopics(options, new SectionMap(sections), model);
        var writer = new StoryWriter(clustering.FirstId, clock.GetUtcNow());
        foreach (var chunk in waiting.Chunk(options.BatchSize))
        {
            var placements = chunk.Select(a => Place(a, clustering.Engine, topics)).ToList();
            if (!await database.WriteAsync(s => writer.WriteAsync(s, placements, clustering.Engine), ct).ConfigureAwait(false))
            {
                log.LogWarning("Another node placed these articles first; the next run goes on from there");
                break;
            }

            progress?.Report(new StepProgress("articles", writer.Articles, waiting.Count));
        }

        await new FindSagas(database, options).RunAsync(clock.GetUtcNow(), ct).ConfigureAwait(false);
        return new StoriesReport(writer.Articles, writer.NewStories, writer.Merged, writer.WithTopic, learned) { Parted = writer.Parted };
    }

    private static Placement Place(UnplacedArticle waiting, Clustering clustering, AssignTopics topics)
    {
        var piece = PieceOf.Article(waiting.Article, waiting.SourceName);
        return new Placement(waiting.Article, clustering.Add(piece), topics.Of(waiting.Article, waiting.FeedSection, piece.Language));
    }

    // The stories within reach of the oldest waiting article that is news; backlog may reach back further, to no harm.
    private async Task<(Clustering Engine, long FirstId)> RestoreAsync(IReadOnlyList<UnplacedArticle> waiting, CancellationToken ct)
    {
        var since = waiting.Where(w => !w.Article.Backlog).Select(w => w.Article.PublishedAt)
            .Append(clock.GetUtcNow()).Min();
        var floor = clock.GetUtcNow() - (options.Window * 2);
        // Two windows: a word is rare or common by what stands in them (Clustering forgets after that).
        since = (since < floor ? floor : since) - (options.Window * 2);
        var placed = await database.ReadAsync(s => StoryStore.PlacedAsync(s, since), ct).ConfigureAwait(false);
        var last = await database.ReadAsync(s => StoryStore.LastIdAsync(s), ct).ConfigureAwait(false);
        var apart = await database.ReadAsync(s => PickStore.ApartAsync(s), ct).ConfigureAwait(false);
        var together = await database.ReadAsync(s => PickStore.TogetherAsync(s), ct).ConfigureAwait(false);
        var clustering = new Clustering(ClusterOptions.Default with { Window = options.Window }, last + 1);
        foreach (var (one, other) in apart)
        {
            clustering.KeepApart(one, other);
        }

        foreach (var story in together)
        {
            clustering.KeepWhole(story);
        }

        foreach (var article in placed)
        {
            clustering.Restore(PieceOf.Article(article.Article, article.SourceName), article.StoryId, article.CopyOf);
        }

        return (clustering, last + 1);
    }
}
