using Digest.Model;
using Digest.Store;
using Digest.Stories.Clusters;
using Digest.Stories.Sagas;
using Digest.Stories.Text;
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
    private readonly FindSagas _sagas = new(database, options);

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
        var (waiting, mapped) = await database.ReadAsync(
            async s => (await StoryStore.UnplacedAsync(s, options.MostPerRun).ConfigureAwait(false), await SectionStore.MappedAsync(s).ConfigureAwait(false)), ct).ConfigureAwait(false);
        var sections = new SectionMap(mapped);
        // The first articles of all are placed by what they teach themselves.
        var (model, learned) = await models.CurrentAsync(database, options, clock.GetUtcNow(), () => Lessons(waiting, sections), ct).ConfigureAwait(false);
        if (waiting.Count == 0)
        {
            return new StoriesReport(0, 0, 0, 0, learned);
        }

        var clustering = await RestoreAsync(waiting, ct).ConfigureAwait(false);
        var place = new PlaceArticle(clustering.Engine, await TopicsAsync(model, sections, ct).ConfigureAwait(false));
        var writer = new StoryWriter(clustering.FirstId, clock.GetUtcNow());
        var batches = waiting.Select(a => new ToPlace(clustering.Languages.Complete(a.Article), a.SourceName, a.FeedSection)).Chunk(options.BatchSize);
        foreach (var placements in place.Of(batches))
        {
            if (!await database.WriteAsync(s => writer.WriteAsync(s, placements, clustering.Engine), ct).ConfigureAwait(false))
            {
                log.LogWarning("Another node placed these articles first; the next run goes on from there");
                break;
            }

            progress?.Report(new StepProgress("articles", writer.Articles, waiting.Count));
        }

        await database.WriteAsync(async s =>
        {
            await writer.WriteKinAsync(s, clustering.Engine.Kin()).ConfigureAwait(false);
            await KinByNames.WriteAsync(s, clock.GetUtcNow() - options.Window).ConfigureAwait(false);
        }, ct).ConfigureAwait(false);
        await _sagas.RunAsync(clock.GetUtcNow(), ct).ConfigureAwait(false);
        return new StoriesReport(writer.Articles, writer.NewStories, writer.Merged, writer.WithTopic, learned) { Parted = writer.Parted };
    }

    private async Task<AssignTopics> TopicsAsync(TopicModel? model, SectionMap sections, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - options.MixReach;
        var written = await database.ReadAsync(s => StoryStore.WrittenOnAsync(s, since), ct).ConfigureAwait(false);
        var mixes = written.GroupBy(w => w.FeedId).ToDictionary(g => g.Key, g => TopicMix.Of(g.ToDictionary(w => w.Topic, w => w.Weight)));
        return new AssignTopics(options, sections, model, mixes);
    }

    private IEnumerable<LabelledText> Lessons(IReadOnlyList<UnplacedArticle> waiting, SectionMap sections)
    {
        var topics = new AssignTopics(options, sections, null);
        return from w in waiting
               let a = w.Article
               from told in topics.Of(a, w.FeedSection, LanguageGuess.Of(a.Language, a.Title, a.Teaser))
               where told.IsFiled
               select LabelledText.Of(a.Title, a.Teaser, a.Language, told.Topic, a.SourceId);
    }

    // The stories within reach of the oldest waiting article that is news; backlog may reach back further, to no harm.
    private async Task<Restored> RestoreAsync(IReadOnlyList<UnplacedArticle> waiting, CancellationToken ct)
    {
        var since = waiting.Where(w => !w.Article.Backlog).Select(w => w.Article.PublishedAt)
            .Append(clock.GetUtcNow()).Min();
        var floor = clock.GetUtcNow() - (options.Window * 2);
        // Two windows: a word is rare or common by what stands in them (Clustering forgets after that).
        since = (since < floor ? floor : since) - (options.Window * 2);
        var placed = await database.ReadAsync(s => StoryStore.PlacedAsync(s, since), ct).ConfigureAwait(false);
        var last = await database.ReadAsync(s => StoryStore.LastIdAsync(s), ct).ConfigureAwait(false);
        var clustering = new Clustering(ClusterOptions.Default with { Window = options.Window }, last + 1);
        await database.ReadAsync(s => ObeyAsync(s, clustering), ct).ConfigureAwait(false);
        var languages = new SourceLanguages(placed.Select(p => p.Article).Concat(waiting.Select(w => w.Article)));
        foreach (var article in placed)
        {
            clustering.Restore(PieceOf.Article(languages.Complete(article.Article), article.SourceName), article.StoryId, article.CopyOf);
        }

        return new Restored(clustering, last + 1, languages);
    }

    // What an editor split is never merged, what an editor merged is never parted.
    private static async Task<bool> ObeyAsync(Session s, Clustering clustering)
    {
        foreach (var (one, other) in await PickStore.ApartAsync(s).ConfigureAwait(false))
        {
            clustering.KeepApart(one, other);
        }

        foreach (var story in await PickStore.TogetherAsync(s).ConfigureAwait(false))
        {
            clustering.KeepWhole(story);
        }

        return true;
    }

    private sealed record Restored(Clustering Engine, long FirstId, SourceLanguages Languages);
}
