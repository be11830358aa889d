using System.Globalization;

using Digest.Model;
using Digest.Store;

namespace Digest.Editions;

/// <summary>
/// An editor's word on a story's place or words. A newer word of the same kind on the same story replaces the older, which is kept as ended:
/// lift and sink are one kind.
/// </summary>
public sealed class EditorPicks(Database database, EditionOptions options, TimeProvider clock)
{
    private static readonly PickKind[] Placing = [PickKind.Pick, PickKind.Pin, PickKind.Lift, PickKind.Sink];

    /// <param name="pick">Its id, time and, where none is given, its end are filled in; merges and splits are not made here.</param>
    /// <returns>The pick as it was written, or in words why it was not.</returns>
    public Task<(Pick? Pick, string? Problem)> AddAsync(Pick pick, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        var now = clock.GetUtcNow();
        var open = (await PickStore.OpenAsync(s).ConfigureAwait(false)).Where(p => p.StoryId == pick.StoryId && Counts(p, now)).ToList();
        if (Placing.Contains(pick.Kind) && open.FirstOrDefault(p => p.Kind == PickKind.Ban) is { } ban)
        {
            return ((Pick?)null, (string?)string.Create(CultureInfo.InvariantCulture, $"story {pick.StoryId} is banned (pick {ban.Id}, by {ban.Who}): `digest picks undo {ban.Id}` first."));
        }

        foreach (var older in open.Where(p => Replaces(pick, p)))
        {
            await PickStore.EndAsync(s, older.Id, pick.Who, now).ConfigureAwait(false);
        }

        var whole = pick with { CreatedAt = now, Until = pick.Until ?? (pick.Kind == PickKind.Ban ? null : now + options.PickFor) };
        return (whole with { Id = await PickStore.AddAsync(s, whole).ConfigureAwait(false) }, null);
    }, ct);

    /// <returns>False when it was taken back before.</returns>
    public Task<bool> EndAsync(long id, string who, CancellationToken ct = default) =>
        database.WriteAsync(async s => await PickStore.EndAsync(s, id, who, clock.GetUtcNow()).ConfigureAwait(false) == 1, ct);

    private static bool Counts(Pick pick, DateTimeOffset now) => pick.Until is not { } until || until > now;

    private static bool Replaces(Pick pick, Pick older) =>
        older.Kind == pick.Kind || (pick.Kind is PickKind.Lift or PickKind.Sink && older.Kind is PickKind.Lift or PickKind.Sink);
}
