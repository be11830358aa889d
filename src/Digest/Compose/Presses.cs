using System.Collections.Concurrent;

using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Templates;

namespace Digest.Compose;

/// <summary>Keeps the presses in use: one per edition, language and zone, made anew when templates change; old ones make room.</summary>
internal sealed class Presses(Database database, TemplateSet templates, SiteLinks links, SiteOptions site, ComposeOptions options, ILogger<Presses> log)
{
    private const int MostEditions = 4;
    private const int MostPresses = 128;

    private readonly ConcurrentDictionary<long, Edition> _editions = new();
    private readonly ConcurrentDictionary<(long Edition, string Locale, string Zone), EditionPress> _presses = new();

    /// <summary>The same by what stands in a reader's row, before it is looked up: many readers' rows say the same.</summary>
    private readonly ConcurrentDictionary<(long Edition, string Locale, string Zone), EditionPress> _asked = new();

    /// <exception cref="InvalidOperationException">There is no such edition.</exception>
    public async ValueTask<EditionPress> ForAsync(long editionId, Subscriber reader, CancellationToken ct)
    {
        var asked = (editionId, reader.Locale, reader.Zone);
        if (_asked.TryGetValue(asked, out var press) && press.Version == templates.Version)
        {
            return press;
        }

        if (!_editions.TryGetValue(editionId, out var edition))
        {
            edition = await database.ReadAsync(s => EditionStore.FindAsync(s, editionId), ct).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"Edition {editionId} is gone, and its issues with it.");
            MakeRoom(_editions, MostEditions);
            _editions[editionId] = edition;
        }

        MakeRoom(_asked, MostPresses);
        return _asked[asked] = For(edition, reader);
    }

    public EditionPress For(Edition edition, Subscriber reader)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(reader.Zone, out var known) ? known : TimeZoneInfo.Utc;
        var key = (edition.Id, templates.Locale(reader.Locale).Name, zone.Id);
        if (_presses.TryGetValue(key, out var press) && press.Version == templates.Version)
        {
            return press;
        }

        MakeRoom(_presses, MostPresses);
        return _presses[key] = new EditionPress(edition, key.Name, zone, templates, links, site, options.HtmlBudget, log);
    }

    // Rarely full: forgetting all costs one rendering of each block still in use.
    private static void MakeRoom<TKey, TValue>(ConcurrentDictionary<TKey, TValue> kept, int most) where TKey : notnull
    {
        if (kept.Count >= most)
        {
            kept.Clear();
        }
    }
}
