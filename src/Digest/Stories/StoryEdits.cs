using System.Globalization;

using Digest.Model;
using Digest.Store;

namespace Digest.Stories;

/// <summary>What came of an editor's word: the pick that was written, or in words why it was not.</summary>
public sealed record Edited(Pick? Pick, string? Problem)
{
    public static Edited Not(string problem) => new(null, problem);
}

/// <summary>
/// An editor says which articles belong together. Each is one transaction, and kept as a pick which the stories step obeys: what was merged
/// by hand is never split by itself, what was split never merged.
/// </summary>
public sealed class StoryEdits(Database database, TimeProvider clock)
{
    /// <summary>Moves every article of a story to another.</summary>
    public Task<Edited> MergeAsync(long from, long into, string who, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        await StoryStore.LockAsync(s).ConfigureAwait(false);
        if (await WhyNotAsync(s, from).ConfigureAwait(false) is { } wrong || (wrong = await WhyNotAsync(s, into).ConfigureAwait(false)) is not null)
        {
            return Edited.Not(wrong);
        }

        if (from == into)
        {
            return Edited.Not($"story {from} is one already.");
        }

        await EndSplitsAsync(s, from, into, who).ConfigureAwait(false);
        var pick = New(from, into, PickKind.Merge, who) with
        {
            Articles = await StoryStore.ArticleIdsAsync(s, from).ConfigureAwait(false),
            Followers = await StoryStore.FollowersAsync(s, from).ConfigureAwait(false),
        };
        await StoryStore.MergeAsync(s, from, into).ConfigureAwait(false);
        await StoryWriter.RefreshAsync(s, [into]).ConfigureAwait(false);
        return await KeepAsync(s, pick).ConfigureAwait(false);
    }, ct);

    /// <summary>Takes articles out of a story and founds another on them.</summary>
    public Task<Edited> SplitAsync(long story, IReadOnlyList<long> articles, string who, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        await StoryStore.LockAsync(s).ConfigureAwait(false);
        if (await WhyNotAsync(s, story).ConfigureAwait(false) is { } wrong)
        {
            return Edited.Not(wrong);
        }

        var all = await StoryStore.ArticlesAsync(s, [story]).ConfigureAwait(false);
        var moved = all.Where(a => articles.Contains(a.Id)).ToList();
        if (articles.Except(moved.Select(a => a.Id)).ToList() is { Count: > 0 } strange)
        {
            return Edited.Not($"story {story} holds no article {string.Join(", ", strange)}; it holds {string.Join(", ", all.Select(a => a.Id).Order())}.");
        }

        if (moved.Count == 0 || moved.Count == all.Count)
        {
            return Edited.Not($"a split takes some of a story's {all.Count} articles, not {(moved.Count == 0 ? "none" : "all")}.");
        }

        var founded = await StoryStore.AddAsync(s, moved[0]).ConfigureAwait(false);
        await StoryStore.MoveAsync(s, articles, story, founded).ConfigureAwait(false);
        await StoryWriter.RefreshAsync(s, [story, founded]).ConfigureAwait(false);
        return await KeepAsync(s, New(founded, story, PickKind.Split, who) with { Articles = articles }).ConfigureAwait(false);
    }, ct);

    /// <summary>Takes a merge or split back: the articles are where they were, and the steps may decide anew.</summary>
    public Task<Edited> TakeBackAsync(Pick pick, string who, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        await StoryStore.LockAsync(s).ConfigureAwait(false);
        if (await PickStore.EndAsync(s, pick.Id, who, clock.GetUtcNow()).ConfigureAwait(false) == 0)
        {
            return Edited.Not($"pick {pick.Id} was taken back before.");
        }

        var (story, other) = (await CurrentAsync(s, pick.StoryId).ConfigureAwait(false), await CurrentAsync(s, pick.OtherId!.Value).ConfigureAwait(false));
        if (pick.Kind == PickKind.Merge)
        {
            await PartAgainAsync(s, pick, other).ConfigureAwait(false);
        }
        else if (story != other)
        {
            await StoryStore.MergeAsync(s, story, other).ConfigureAwait(false);
            await StoryWriter.RefreshAsync(s, [other]).ConfigureAwait(false);
        }

        return new Edited(pick, null);
    }, ct);

    private static async Task PartAgainAsync(Session s, Pick pick, long into)
    {
        if (await StoryStore.MoveAsync(s, pick.Articles, into, pick.StoryId).ConfigureAwait(false) > 0)
        {
            await StoryStore.PointAsync(s, [pick.StoryId], null).ConfigureAwait(false);
            await StoryStore.PointAsync(s, pick.Followers, pick.StoryId).ConfigureAwait(false);
            await StoryWriter.RefreshAsync(s, [into, pick.StoryId]).ConfigureAwait(false);
        }
    }

    // The newest word counts: who merges what was split takes the split back.
    private async Task EndSplitsAsync(Session s, long one, long other, string who)
    {
        foreach (var split in (await PickStore.ListAsync(s, clock.GetUtcNow(), int.MaxValue).ConfigureAwait(false)).Where(p => p.Kind == PickKind.Split))
        {
            var (a, b) = (await CurrentAsync(s, split.StoryId).ConfigureAwait(false), await CurrentAsync(s, split.OtherId!.Value).ConfigureAwait(false));
            if ((a == one && b == other) || (a == other && b == one))
            {
                await PickStore.EndAsync(s, split.Id, who, clock.GetUtcNow()).ConfigureAwait(false);
            }
        }
    }

    private static async Task<string?> WhyNotAsync(Session s, long id) => await StoryStore.FindAsync(s, id).ConfigureAwait(false) switch
    {
        null => string.Create(CultureInfo.InvariantCulture, $"there is no story {id}."),
        { MergedInto: { } other } => string.Create(CultureInfo.InvariantCulture, $"story {id} was merged into story {other}."),
        _ => null,
    };

    private static async Task<long> CurrentAsync(Session s, long id) => (await StoryStore.FindAsync(s, id).ConfigureAwait(false))?.MergedInto ?? id;

    private Pick New(long story, long other, PickKind kind, string who) =>
        new() { Id = 0, StoryId = story, OtherId = other, Kind = kind, Who = who, CreatedAt = clock.GetUtcNow() };

    private static async Task<Edited> KeepAsync(Session s, Pick pick) =>
        new(pick with { Id = await PickStore.AddAsync(s, pick).ConfigureAwait(false) }, null);
}
