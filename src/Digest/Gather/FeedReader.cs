using System.Security.Cryptography;

using Digest.Gather.Articles;
using Digest.Gather.Fetch;
using Digest.Gather.Parse;
using Digest.Model;
using Digest.Store;

namespace Digest.Gather;

/// <summary>One feed, from socket to saved article: fetched, parsed, compared with what is known, saved in one transaction.</summary>
public sealed class FeedReader(FeedClient client, Database database, GatherOptions options, TimeProvider clock, ILogger<FeedReader> log)
{
    /// <param name="checks">Takes the checks that found nothing new, which are written many at a time.</param>
    public async Task<FeedResult> ReadAsync(Feed feed, Source source, CheckBatch checks, CancellationToken ct)
    {
        try
        {
            using var fetched = await client.GetAsync(new(new Uri(feed.Url), feed.ETag, feed.LastModified), ct).ConfigureAwait(false);
            return fetched.Outcome switch
            {
                FetchOutcome.Read => await TakeAsync(feed, source, fetched, checks, ct).ConfigureAwait(false),
                FetchOutcome.Unchanged when feed.BodyHash is not null => await UnchangedAsync(feed, fetched, checks, ct).ConfigureAwait(false),
                FetchOutcome.Unchanged => await FailAsync(feed, fetched, "The server says unchanged (304) of a document that was never read.", ct).ConfigureAwait(false),
                _ => await FailAsync(feed, fetched, fetched.Error!, ct).ConfigureAwait(false),
            };
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The job's edge: a fault of ours in one feed must not end the run for the others.
            log.LogError(e, "Feed {Id} {Url}", feed.Id, feed.Url);
            return await FailAsync(feed, null, $"A fault in this program: {e.Message}", ct).ConfigureAwait(false);
        }
    }

    private async Task<FeedResult> TakeAsync(Feed feed, Source source, Fetched fetched, CheckBatch checks, CancellationToken ct)
    {
        var hash = Hash(fetched);
        if (hash == feed.BodyHash)
        {
            return await UnchangedAsync(feed, fetched, checks, ct).ConfigureAwait(false);
        }

        var parsed = FeedParser.Parse(fetched.Body, fetched.ContentType, fetched.Address, options.Limits);
        if (parsed.Failure is { } failure)
        {
            return await AdoptAsync(feed, source, fetched, parsed, ct).ConfigureAwait(false)
                ?? await FailAsync(feed, fetched, $"{char.ToUpperInvariant(failure[0])}{failure[1..].TrimEnd('.')}.", ct).ConfigureAwait(false);
        }

        return await SaveAsync(feed, source, fetched, parsed, hash, ct).ConfigureAwait(false);
    }

    // A page in place of a feed that was never read: somebody gave the site's address. The first feed that it names is meant; where it
    // names none, what stands at the usual places, which are tried once and not again at every check.
    private async Task<FeedResult?> AdoptAsync(Feed feed, Source source, Fetched page, ParsedFeed parsed, CancellationToken ct)
    {
        if (feed.SucceededAt is not null || !parsed.IsPage)
        {
            return null;
        }

        var places = parsed.DiscoveredFeeds.Count > 0 ? [new Uri(parsed.DiscoveredFeeds[0].Url)] : feed.Failures == 0 ? UsualPlaces.Of(page.Address) : [];
        foreach (var place in places)
        {
            using var fetched = await client.GetAsync(new(place), ct).ConfigureAwait(false);
            var found = fetched.Outcome == FetchOutcome.Read ? FeedParser.Parse(fetched.Body, fetched.ContentType, fetched.Address, options.Limits) : null;
            if (found is { Failure: null })
            {
                return await SaveAsync(feed, source, fetched, found, Hash(fetched), ct, fetched.MovedTo ?? place).ConfigureAwait(false);
            }
        }

        return null;
    }

    private static string Hash(Fetched fetched) => Convert.ToHexStringLower(SHA256.HashData(fetched.Body.Span));

    private async Task<FeedResult> SaveAsync(Feed feed, Source source, Fetched fetched, ParsedFeed parsed, string hash, CancellationToken ct, Uri? adopted = null)
    {
        var now = clock.GetUtcNow();
        var sight = new Sight(now, feed.SucceededAt is null, options.BacklogWindow);
        var items = ArticleMaker.Make(parsed, feed, source, sight);
        // At a first sight all is new: one look-up, under the lock, is enough.
        var changes = sight.First ? null : await database.ReadAsync(s => ChangesAsync(s, source, items, ct), ct).ConfigureAwait(false);
        await database.WriteAsync(async s =>
        {
            if (changes is not { IsEmpty: true })
            {
                // Looked up again under the lock: another feed of this title may have brought the same articles meanwhile.
                await SourceStore.LockAsync(s, source.Id).ConfigureAwait(false);
                changes = await ChangesAsync(s, source, items, ct).ConfigureAwait(false);
                await WriteAsync(s, changes).ConfigureAwait(false);
            }

            await FeedStore.ReadAsync(s, Record(feed, fetched, parsed, hash, items, changes.New.Count, now)).ConfigureAwait(false);
            await MoveAsync(s, feed, adopted ?? fetched.MovedTo).ConfigureAwait(false);
        }, ct).ConfigureAwait(false);
        return new() { Kind = FeedResultKind.Read, New = changes!.New.Count, Changed = changes.Changed.Count, Recovered = parsed.Recovered };
    }

    private static async Task<Changes> ChangesAsync(Session s, Source source, IReadOnlyList<KeyedArticle> items, CancellationToken ct) =>
        Reconcile.Decide(items, await ArticleStore.KnownAsync(s, source.Id, items, ct).ConfigureAwait(false));

    private static async Task WriteAsync(Session s, Changes changes)
    {
        await ArticleStore.InsertAsync(s, changes.New).ConfigureAwait(false);
        await ArticleStore.UpdateAsync(s, changes.Changed).ConfigureAwait(false);
        await ArticleStore.FillSectionAsync(s, changes.Sections).ConfigureAwait(false);
    }

    private FeedRead Record(Feed feed, Fetched fetched, ParsedFeed parsed, string hash, IReadOnlyList<KeyedArticle> items, int brought, DateTimeOffset now)
    {
        var manners = Manners.Of(parsed);
        var hub = parsed.HubUrls.Count > 0 ? parsed.HubUrls[0] : fetched.Hub;
        var dates = items.Select(i => i.Article.PublishedAt).Where(p => p < now).ToList();
        var rate = feed.ChangedAt is null ? FeedRhythm.Guess(dates, now) : FeedRhythm.After(feed, brought, now);
        var last = brought == 0 ? (DateTimeOffset?)null : feed.SucceededAt is null && dates.Count > 0 ? dates.Max() : now;
        return new()
        {
            FeedId = feed.Id,
            At = now,
            NextAt = NextCheck.AfterSuccess(feed with { LastArticleAt = last ?? feed.LastArticleAt }, rate, manners, fetched.KeepsFor, options, now),
            Status = (long)fetched.Status!.Value,
            ETag = fetched.ETag,
            LastModified = fetched.LastModified,
            BodyHash = hash,
            Recovered = parsed.Recovered,
            Title = parsed.Title,
            Hub = hub,
            Topic = hub is null ? null : parsed.SelfUrl ?? fetched.Self,
            Asks = manners.Write(),
            LastArticleAt = last,
            ArticlesPerDay = rate,
        };
    }

    private static async Task MoveAsync(Session s, Feed feed, Uri? to)
    {
        if (to is not null)
        {
            await FeedStore.MoveAsync(s, feed.Id, to.AbsoluteUri).ConfigureAwait(false);
        }
    }

    private async Task<FeedResult> UnchangedAsync(Feed feed, Fetched fetched, CheckBatch checks, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var next = NextCheck.AfterSuccess(feed, FeedRhythm.RateAt(feed, now), Manners.Read(feed.Asks), fetched.KeepsFor, options, now);
        await checks.AddAsync(new(feed.Id, now, next, (long)fetched.Status!.Value, fetched.ETag, fetched.LastModified), ct).ConfigureAwait(false);
        if (fetched.MovedTo is not null)
        {
            await database.WriteAsync(s => MoveAsync(s, feed, fetched.MovedTo), ct).ConfigureAwait(false);
        }

        return new() { Kind = FeedResultKind.Unchanged };
    }

    private async Task<FeedResult> FailAsync(Feed feed, Fetched? fetched, string error, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var next = NextCheck.AfterFailure(feed, fetched?.RetryAfter, options, now);
        var status = fetched?.Status is { } code ? (long)code : (long?)null;
        await database.WriteAsync(s => FeedStore.FailedAsync(s, new(feed.Id, now, next, status, error, fetched?.Outcome == FetchOutcome.Gone)), ct).ConfigureAwait(false);
        var busy = fetched is { RetryAfter: not null } && status is 429 or 503;
        return new() { Kind = FeedResultKind.Failed, Error = error, HostWaitsUntil = busy ? next : null };
    }
}
