using Digest.Store;

namespace Digest.Stories.Topics;

/// <summary>
/// The learned topic model, kept as topics.model in the store's directory and learned anew on a schedule from the sectioned
/// articles the service gathered itself: nothing is shipped, so nobody else's licence binds it. A lost file is learned again.
/// </summary>
public sealed class TopicModelFile(StoreOptions store, ILogger<TopicModelFile> log)
{
    private const int Version = 2;
    private const int MostTexts = 60_000;

    private TopicModel? _model;
    private DateTimeOffset _learnedAt = DateTimeOffset.MinValue;

    private string Path => System.IO.Path.Combine(store.Directory, "topics.model");

    /// <summary>The model to use now, or null while too little is known; learns when it is time.</summary>
    /// <param name="database">Where articles that were filed before are read.</param>
    /// <param name="options">When it is time, and how much is enough.</param>
    /// <param name="now">The time.</param>
    /// <param name="waiting">Lessons of articles that are not placed yet; asked for only when it learns.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>The model, and how many articles it learned from just now (0 when it did not).</returns>
    public async Task<(TopicModel? Model, int Learned)> CurrentAsync(Database database, StoriesOptions options, DateTimeOffset now, Func<IEnumerable<LabelledText>> waiting, CancellationToken ct)
    {
        if (_model is null && File.Exists(Path))
        {
            Load();
        }

        if (now - _learnedAt < options.LearnEvery)
        {
            return (_model, 0);
        }

        var filed = await database.ReadAsync(s => SectionedAsync(s), ct).ConfigureAwait(false);
        IReadOnlyList<LabelledText> texts = [.. waiting().Concat(filed).Take(MostTexts)];
        if (texts.Count < options.LearnFrom || texts.Select(t => t.Code).Distinct().Count() < 2)
        {
            return (_model, 0);
        }

        _model = TopicTrainer.Train(texts);
        _learnedAt = now;
        Save(_model);
        log.LogInformation("Learned topics from {Texts} sectioned articles", texts.Count);
        return (_model, texts.Count);
    }

    // Only what a section, a category or an address says is a lesson; a guess must not teach itself.
    private static async Task<IReadOnlyList<LabelledText>> SectionedAsync(Session s)
    {
        var rows = await StoryStore.SectionedAsync(s, MostTexts).ConfigureAwait(false);
        return [.. rows.Select(r => LabelledText.Of(r.Title, r.Teaser, r.Language, r.Topic, r.SourceId))];
    }

    private void Save(TopicModel model)
    {
        Directory.CreateDirectory(store.Directory);
        var draft = Path + ".new";
        using (var file = new BinaryWriter(File.Create(draft)))
        {
            TopicModelFormat.Write(file, model, _learnedAt, Version);
        }

        // A crash leaves the old file or the new one, never half of one.
        File.Move(draft, Path, overwrite: true);
    }

    private void Load()
    {
        using var file = new BinaryReader(File.OpenRead(Path));
        if (TopicModelFormat.Read(file, Version) is { } read)
        {
            (_model, _learnedAt) = read;
        }
        else
        {
            log.LogWarning("{Path} is not a topic model of this version: it will be learned again", Path);
        }
    }
}
