using Digest.Model;
using Digest.Store;
using Digest.Stories.Clusters;
using Digest.Stories.Text;

namespace Digest.Stories;

/// <summary>
/// Writes placements: new stories first, then memberships and topics, then what was merged and parted, then each touched story's sums anew from its rows,
/// so that whatever was there before comes out right.
/// </summary>
internal sealed class StoryWriter(long firstProvisional, DateTimeOffset now)
{
    // More articles of a story say no more of what it is about.
    private const int MostRead = 12;

    // Clustering numbers new stories itself; the database gives them their lasting number.
    private readonly Dictionary<long, long> _numbers = [];

    public int Articles { get; private set; }
    public int NewStories { get; private set; }
    public int Merged { get; private set; }
    public int Parted { get; private set; }
    public int WithTopic { get; private set; }

    /// <returns>False, with nothing written, when another node has placed one of the articles meanwhile.</returns>
    public async Task<bool> WriteAsync(Session s, IReadOnlyList<Placement> placements, Clustering clustering)
    {
        await StoryStore.LockAsync(s).ConfigureAwait(false);
        if (await StoryStore.AnyPlacedAsync(s, placements.Select(p => p.Article.Id)).ConfigureAwait(false))
        {
            return false;
        }

        // An editor may have merged a story while articles were being placed.
        var survivors = await StoryStore.SurvivorsAsync(s, placements.Select(p => p.Joined.StoryId)).ConfigureAwait(false);
        var touched = new HashSet<long>();
        foreach (var placement in placements)
        {
            var number = await NumberAsync(s, placement).ConfigureAwait(false);
            var story = survivors.GetValueOrDefault(number, number);
            touched.Add(story);
            await StoryStore.PlaceAsync(s, placement.Article.Id, story, placement.Joined.CopyOf, now).ConfigureAwait(false);
            await StoryStore.SetTopicsAsync(s, placement.Topics).ConfigureAwait(false);
        }

        await ChangeAsync(s, clustering, touched).ConfigureAwait(false);
        await RefreshAsync(s, touched).ConfigureAwait(false);
        Articles += placements.Count;
        WithTopic += placements.Count(p => p.Topics.Count > 0);
        return true;
    }

    /// <summary>Writes which stories are of one matter; those that were founded in a batch that another node placed first have no number, and are left out.</summary>
    public Task<int> WriteKinAsync(Session s, IReadOnlyDictionary<long, long?> kin)
    {
        var numbered = kin.Where(k => HasNumber(k.Key) && (k.Value is not { } head || HasNumber(head)));
        return KinStore.SetAsync(s, numbered.ToDictionary(k => Number(k.Key), k => k.Value is { } head ? Number(head) : (long?)null));
    }

    private bool HasNumber(long id) => id < firstProvisional || _numbers.ContainsKey(id);

    private async Task<long> NumberAsync(Session s, Placement placement)
    {
        var id = placement.Joined.StoryId;
        if (id < firstProvisional)
        {
            return id;
        }

        if (_numbers.TryGetValue(id, out var known))
        {
            return known;
        }

        var number = await StoryStore.AddAsync(s, placement.Article).ConfigureAwait(false);
        _numbers.Add(id, number);
        NewStories++;
        return number;
    }

    private async Task ChangeAsync(Session s, Clustering clustering, HashSet<long> touched)
    {
        foreach (var change in clustering.TakeChanges())
        {
            await (change switch
            {
                Change.Merged merged => MergeAsync(s, merged, touched),
                Change.Parted parted => PartAsync(s, parted, touched),
                _ => throw new InvalidOperationException($"A change that is not known here: {change}."),
            }).ConfigureAwait(false);
        }
    }

    private async Task MergeAsync(Session s, Change.Merged merged, HashSet<long> touched)
    {
        var (from, into) = (Number(merged.From), Number(merged.Into));
        await StoryStore.MergeAsync(s, from, into).ConfigureAwait(false);
        touched.Remove(from);
        touched.Add(into);
        Merged++;
    }

    private async Task PartAsync(Session s, Change.Parted parted, HashSet<long> touched)
    {
        if (!_numbers.TryGetValue(parted.Into, out var into))
        {
            into = await StoryStore.AddAsync(s, parted.Pieces[0]).ConfigureAwait(false);
            _numbers.Add(parted.Into, into);
        }

        var from = Number(parted.From);
        await StoryStore.MoveAsync(s, parted.Pieces, from, into).ConfigureAwait(false);
        touched.Add(from);
        touched.Add(into);
        Parted++;
    }

    private long Number(long id) => id < firstProvisional ? id : _numbers[id];

    /// <summary>Writes each story's sums anew from its rows.</summary>
    internal static async Task RefreshAsync(Session s, IReadOnlyCollection<long> touched)
    {
        var articles = await StoryStore.ArticlesAsync(s, touched).ConfigureAwait(false);
        var links = (await StoryStore.LinksAsync(s, touched).ConfigureAwait(false)).ToDictionary(l => l.ArticleId);
        var topics = (await StoryStore.TopicsAsync(s, touched).ConfigureAwait(false)).ToLookup(t => t.ArticleId);
        var weights = await StoryStore.SourceWeightsAsync(s).ConfigureAwait(false);
        foreach (var story in articles.GroupBy(a => links[a.Id].StoryId))
        {
            var ordered = LeadArticle.Order([.. story.Select(a => new LeadCandidate(a, weights.GetValueOrDefault(a.SourceId, 1), links[a.Id].CopyOf))]);
            var originals = story.Where(a => links[a.Id].CopyOf is null).OrderByDescending(a => a.PublishedAt).ThenBy(a => a.Id).Take(MostRead);
            await StoryStore.UpdateAsync(s, Summary(story.Key, [.. story], [.. originals], ordered[0].Article, topics)).ConfigureAwait(false);
        }
    }

    private static Story Summary(long id, List<Article> articles, List<Article> originals, Article lead, ILookup<long, TopicAssignment> topics)
    {
        var news = articles.Where(a => !a.Backlog).DefaultIfEmpty(lead).ToList();
        var said = articles.Select(a => topics[a.Id].ToList());
        var together = Topics.StoryTopic.Together([.. originals.Where(a => a.Language is not null).Select(a => ReadText.Of(a.Title, a.Teaser, LanguageTag.Of(a.Language!)))]);
        var (topic, subtopic) = Topics.StoryTopic.Of(together is null ? said : said.Append([together]));
        return new Story
        {
            Id = id,
            LeadArticleId = lead.Id,
            Topic = topic,
            Subtopic = subtopic,
            Language = lead.Language,
            FirstSeenAt = news.Min(a => a.PublishedAt),
            LastSeenAt = news.Max(a => a.PublishedAt),
            ArticleCount = articles.Count,
            SourceCount = articles.Select(a => a.SourceId).Distinct().Count(),
        };
    }
}
