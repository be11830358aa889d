using Digest.Store;

namespace Digest.Gather;

/// <summary>Collects the checks that found nothing new and writes them many at a time: one commit costs more than a hundred rows.</summary>
public sealed class CheckBatch(Database database)
{
    private const int Full = 100;
    private readonly Lock _lock = new();
    private List<FeedChecked> _waiting = [];

    public async Task AddAsync(FeedChecked check, CancellationToken ct)
    {
        List<FeedChecked>? full = null;
        lock (_lock)
        {
            _waiting.Add(check);
            if (_waiting.Count >= Full)
            {
                (full, _waiting) = (_waiting, []);
            }
        }

        if (full is not null)
        {
            await database.WriteAsync(s => FeedStore.UnchangedAsync(s, full), ct).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what is left.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        List<FeedChecked> rest;
        lock (_lock)
        {
            (rest, _waiting) = (_waiting, []);
        }

        if (rest.Count > 0)
        {
            await database.WriteAsync(s => FeedStore.UnchangedAsync(s, rest), ct).ConfigureAwait(false);
        }
    }
}
