using Digest.Model;
using Digest.Store;

namespace Digest.Web;

/// <summary>The editions as pages read them. An edition never changes, so the newest is kept and only its number is looked up.</summary>
public sealed class Newspaper(Database database, TimeProvider clock)
{
    private volatile Edition? _newest;

    /// <summary>Languages of the newest edition that was looked at, the most frequent first.</summary>
    public IReadOnlyList<string> KnownLanguages { get; private set; } = [];

    public async Task<Edition?> NewestAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var cutAt = await database.ReadAsync(s => EditionStore.NewestCutAsync(s, now), ct).ConfigureAwait(false);
        if (cutAt is { } cut && _newest?.CutAt != cut)
        {
            _newest = await database.ReadAsync(s => EditionStore.AtAsync(s, cut), ct).ConfigureAwait(false);
            KnownLanguages = Languages(_newest?.Stories ?? []);
        }

        return cutAt is null ? null : _newest;
    }

    public Task<Edition?> NumberAsync(long number, CancellationToken ct) =>
        database.ReadAsync(s => EditionStore.NumberAsync(s, number), ct);

    public Task<IReadOnlyList<EditionLine>> ListAsync(int most, CancellationToken ct) =>
        database.ReadAsync(s => CoverageStore.EditionsAsync(s, most), ct);

    /// <summary>The names of all titles.</summary>
    public async Task<IReadOnlyList<string>> TitlesAsync(CancellationToken ct) =>
        [.. (await database.ReadAsync(SourceStore.AllAsync, ct).ConfigureAwait(false)).Select(s => s.Name)];

    /// <summary>Primary tags (en, pl) of these stories, the most frequent first.</summary>
    public static IReadOnlyList<string> Languages(IEnumerable<EditionStory> stories) => [.. stories
        .Select(s => LanguageOf(s)).OfType<string>().GroupBy(l => l).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];

    public static string? LanguageOf(EditionStory story) => story.Language is { } language ? LanguageTag.Of(language) : null;
}
