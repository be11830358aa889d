using Digest.Model;
using Digest.Store;

namespace Digest.Editions;

/// <summary>Stories and picks → edition: ranked, frozen and numbered for a moment; cut once per moment and span, whatever happens.</summary>
public sealed class EditionStep(Database database, EditionOptions options, TimeProvider clock, ILogger<EditionStep> log)
{
    private const int Tries = 10;
    private const int PrunedAtOnce = 20;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>An issue may come so much later than its hour that the next one comes so much sooner after it.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(6);

    /// <summary>Cuts an edition when a subscriber is due and none is recent enough, or when the front page has grown old; then removes old ones.</summary>
    /// <returns>The edition cut now, or null when none was needed.</returns>
    public async Task<Edition?> RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var day = await IfNeededAsync(now, EditionSpan.Day, ct).ConfigureAwait(false);
        var week = await IfNeededAsync(now, EditionSpan.Week, ct).ConfigureAwait(false);
        if (day is not null)
        {
            await PruneAsync(now, ct).ConfigureAwait(false);
        }

        return day ?? week;
    }

    /// <summary>
    /// The edition of this moment: the one there is, or a new one; and the week's, when someone who gets one mail a week is due. Articles
    /// published later are not looked at.
    /// </summary>
    public async Task<Edition> CutAsync(DateTimeOffset cutAt, IProgress<StepProgress>? progress = null, CancellationToken ct = default)
    {
        var day = await CutAsync(cutAt, EditionSpan.Day, progress, ct).ConfigureAwait(false);
        await IfNeededAsync(cutAt, EditionSpan.Week, ct).ConfigureAwait(false);
        return day;
    }

    private async Task<Edition?> IfNeededAsync(DateTimeOffset now, EditionSpan span, CancellationToken ct) =>
        await database.ReadAsync(s => IsNeededAsync(s, now, span), ct).ConfigureAwait(false) ? await CutAsync(now, span, null, ct).ConfigureAwait(false) : null;

    private async Task<bool> IsNeededAsync(Session s, DateTimeOffset now, EditionSpan span)
    {
        var newest = await EditionStore.NewestCutAsync(s, now, span).ConfigureAwait(false) ?? DateTimeOffset.UnixEpoch;
        return (newest <= now - options.FreshFor && await IssueStore.AnyDueAsync(s, now, span).ConfigureAwait(false))
            || (span == EditionSpan.Day && newest <= now - options.RefreshEvery && await StoryStore.AnySinceAsync(s, newest).ConfigureAwait(false));
    }

    private async Task<Edition> CutAsync(DateTimeOffset cutAt, EditionSpan span, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        // What the database keeps of a time, so that the moment is found again.
        cutAt = DateTimeOffset.FromUnixTimeMilliseconds(cutAt.ToUnixTimeMilliseconds());
        if (await database.ReadAsync(s => EditionStore.AtAsync(s, cutAt, span), ct).ConfigureAwait(false) is { } there)
        {
            return there;
        }

        var stories = await database.ReadAsync(s => FreezeAsync(s, cutAt, span, progress), ct).ConfigureAwait(false);
        // A node that cuts at the same time may take our number: then the next one is tried, a few times at most.
        for (var i = 0; i < Tries; i++)
        {
            var edition = await database.WriteAsync(s => EditionStore.AddAsync(s, cutAt, stories, span), ct).ConfigureAwait(false)
                ?? await database.ReadAsync(s => EditionStore.AtAsync(s, cutAt, span), ct).ConfigureAwait(false);
            if (edition is not null)
            {
                log.LogInformation("Edition {Number} of the {Span} to {CutAt:u}: {Count} stories", edition.Number, edition.Span, edition.CutAt, edition.Stories.Count);
                return edition;
            }
        }

        throw new InvalidOperationException($"No number could be had for the edition of {cutAt:u} in {Tries} tries: is another node cutting without end?");
    }

    private async Task<IReadOnlyList<EditionStory>> FreezeAsync(Session s, DateTimeOffset cutAt, EditionSpan span, IProgress<StepProgress>? progress)
    {
        var rank = Over(await ReachAsync(s, cutAt, span).ConfigureAwait(false));
        var picks = new StoryPicks(await PickStore.OpenAsync(s).ConfigureAwait(false), cutAt, options.PickFor);
        var candidates = await StoryStore.CandidatesAsync(s, cutAt - rank.Window, cutAt).ConfigureAwait(false);
        progress?.Report(new StepProgress("stories ranked", candidates.Count, candidates.Count));
        var ranked = StoryRank.Rank(candidates, cutAt, rank).ToList();
        ranked.AddRange(await WantedAsync(s, picks, ranked).ConfigureAwait(false));
        var followed = (await SubscriberStore.FollowedTitlesAsync(s).ConfigureAwait(false)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var families = await FamiliesAsync(s, ranked, cutAt - rank.Window).ConfigureAwait(false);
        var chosen = EditionDesk.Order(ranked, picks, families, options);
        var materials = await MaterialsAsync(s, chosen, families, cutAt).ConfigureAwait(false);
        return EditionDesk.Relate([.. materials.Select((m, i) =>
        {
            progress?.Report(new StepProgress("stories frozen", i + 1, materials.Count));
            return EditionDesk.Freeze(m, picks, followed, options) with { Rank = i + 1 };
        })], options);
    }

    // Who was due while nothing was cut has the stories of that time to come: back to the last edition they can have had, a week at most, and two for those of the week.
    private static async Task<TimeSpan> ReachAsync(Session s, DateTimeOffset cutAt, EditionSpan span)
    {
        var (every, usual, most) = span == EditionSpan.Week ? (Week, Week, 2 * Week) : (TimeSpan.FromDays(1), RankOptions.Default.Window, Week);
        var last = await EditionStore.NewestCutAsync(s, cutAt - every + Late, span).ConfigureAwait(false) ?? cutAt;
        return cutAt - last < usual ? usual : cutAt - last > most ? most : cutAt - last;
    }

    // The longer the time, the more counts what titles kept telling, and the less what they tell this hour: in a week four days are half of it.
    private static RankOptions Over(TimeSpan window)
    {
        var day = RankOptions.Default;
        var share = (window - day.Window) / (Week - day.Window);
        return day with
        {
            Window = window,
            HalfLife = day.HalfLife + (share * (TimeSpan.FromDays(4) - day.HalfLife)),
            EchoHalfLife = day.EchoHalfLife + (share * (TimeSpan.FromDays(4) - day.EchoHalfLife)),
        };
    }

    // Those of one matter, and the parts of one saga: by the first of them, which faded long ago.
    private static async Task<Families> FamiliesAsync(Session s, List<RankedStory> ranked, DateTimeOffset since)
    {
        var families = new Families();
        var known = ranked.ToDictionary(r => r.Story.StoryId, r => r.Story);
        foreach (var (story, kin) in (await KinStore.SinceAsync(s, since).ConfigureAwait(false))
            .Where(k => !known.TryGetValue(k.StoryId, out var one) || !known.TryGetValue(k.Kin, out var other) || Families.AreOfOneTopic(one, other)))
        {
            families.Join(story, kin);
        }

        foreach (var saga in (await SagaStore.EarlierAsync(s, ranked.Select(r => r.Story.StoryId)).ConfigureAwait(false)).GroupBy(e => e.StoryId))
        {
            families.Join(saga.Key, saga.Last().Earlier.StoryId);
        }

        return families;
    }

    // A picked story is in even where ranking would not look at it any more.
    private static async Task<IReadOnlyList<RankedStory>> WantedAsync(Session s, StoryPicks picks, List<RankedStory> ranked)
    {
        var result = new List<RankedStory>();
        foreach (var id in picks.Wanted.Except(ranked.Select(r => r.Story.StoryId)).ToList())
        {
            if (await StoryStore.FindAsync(s, id).ConfigureAwait(false) is { } story)
            {
                var candidate = new StoryCandidate { StoryId = id, Topic = story.Topic, Language = story.Language, Articles = [] };
                result.Add(new RankedStory(candidate, ranked.Count + result.Count + 1, 0, new PlaceReason("picked", (int)story.SourceCount, 0)));
            }
        }

        return result;
    }

    private static async Task<List<StoryMaterial>> MaterialsAsync(Session s, IReadOnlyList<RankedStory> chosen, Families families, DateTimeOffset cutAt)
    {
        var ids = chosen.Select(c => c.Story.StoryId).ToList();
        var links = (await StoryStore.LinksAsync(s, ids).ConfigureAwait(false)).ToDictionary(l => l.ArticleId);
        var articles = await StoryStore.ArticlesAsync(s, ids).ConfigureAwait(false);
        var sources = (await EditionStore.SourcesAsync(s, articles.Select(a => a.SourceId).Distinct()).ConfigureAwait(false)).ToDictionary(x => x.Id);
        var earlier = (await SagaStore.EarlierAsync(s, ids).ConfigureAwait(false)).ToLookup(e => e.StoryId, e => e.Earlier);
        var marks = await AccessStore.MarksAsync(s).ConfigureAwait(false);
        var byStory = articles.Where(a => a.PublishedAt <= cutAt && links.ContainsKey(a.Id)).ToLookup(
            a => links[a.Id].StoryId,
            a => new LeadCandidate(a, sources.GetValueOrDefault(a.SourceId)?.Weight ?? 1, links[a.Id].CopyOf) { Access = marks.Of(a) });
        return [.. chosen.Where(c => byStory[c.Story.StoryId].Any())
            .Select(c => new StoryMaterial(c, [.. byStory[c.Story.StoryId]], sources, [.. earlier[c.Story.StoryId]], families.Of(c.Story.StoryId)))];
    }

    private async Task PruneAsync(DateTimeOffset now, CancellationToken ct)
    {
        var gone = await database.WriteAsync(s => EditionStore.PruneAsync(s, now - options.KeepFor, PrunedAtOnce), ct).ConfigureAwait(false);
        if (gone > 0)
        {
            log.LogInformation("Removed {Count} editions older than {Days:0} days", gone, options.KeepFor.TotalDays);
        }
    }
}
