using Digest.Gather.Fetch;
using Digest.Model;
using Digest.Store;

namespace Digest.Gather.Pages;

/// <summary>
/// Completes fresh articles whose feed gave no teaser, picture or byline from their own pages, where the operator allows it: each
/// page is read once, within the guard, the limits and the robots.txt of every site on the way.
/// </summary>
public sealed class PageReader(FeedClient client, Robots robots, AddressGuard guard, Database database, GatherOptions options, TimeProvider clock, ILogger<PageReader> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    /// <returns>How many articles got something from their page.</returns>
    public async Task<int> RunAsync(IProgress<StepProgress>? progress, CancellationToken ct)
    {
        if (!options.ReadPages)
        {
            return 0;
        }

        var since = clock.GetUtcNow() - Fresh;
        var articles = await database.WriteAsync(s => ArticleStore.ClaimPagesAsync(s, since, options.PagesPerRun), ct).ConfigureAwait(false);
        var lanes = new HostLanes<Article>(options.PerHost, host => HostPause.Of(host, guard, options), clock);
        foreach (var article in articles)
        {
            lanes.Add(new Uri(article.Url).Authority, article);
        }

        lanes.Close();
        var (filled, done) = (0, 0);
        await lanes.RunAsync(options.Concurrency, async (article, token) =>
        {
            if (await ReadAsync(article, token).ConfigureAwait(false))
            {
                Interlocked.Increment(ref filled);
            }

            progress?.Report(new("pages", Interlocked.Increment(ref done), articles.Count));
        }, ct).ConfigureAwait(false);
        return filled;
    }

    private async Task<bool> ReadAsync(Article article, CancellationToken ct)
    {
        var address = new Uri(article.Url);
        using var fetched = await client.GetAsync(new(address, Accept: FetchRequest.Pages, Allows: robots.AllowsAsync), ct).ConfigureAwait(false);
        if (fetched.Outcome != FetchOutcome.Read || fetched.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) != true)
        {
            log.LogInformation("Page {Url}: {Error}", article.Url, fetched.Error ?? $"it is {fetched.ContentType ?? "of no type"}");
            return false;
        }

        var facts = Facts(fetched, article, address);
        if (facts.IsEmpty)
        {
            return false;
        }

        await database.WriteAsync(s => ArticleStore.FillAsync(s, article.Id, facts.Teaser, facts.Byline, facts.Picture, facts.Access), ct).ConfigureAwait(false);
        return true;
    }

    private PageFacts Facts(Fetched fetched, Article article, Uri address)
    {
        try
        {
            return ArticlePage.Read(fetched.Body, address, fetched.Address, article.Title, options.Limits.Teaser);
        }
        catch (Exception e)
        {
            // The job's edge: a page that trips a library costs this article its picture, nothing else.
            log.LogWarning(e, "Page {Url} could not be read", article.Url);
            return PageFacts.None;
        }
    }
}
