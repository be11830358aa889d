using Digest.Model;
using Digest.Stories;
using Digest.Stories.Topics;

namespace Digest.Evaluation.Stories;

/// <summary>An edition cut from a stream, and of each story the section its publishers put it in, by their addresses.</summary>
internal sealed record StreamEdition(Edition Edition, IReadOnlyDictionary<long, string> Sections)
{
    private const int MostStories = 400;

    private static readonly AssignTopics Topics = new(new StoriesOptions(), SectionMap.Empty, null);

    public static StreamEdition Of(StreamDay day, DateTimeOffset cut)
    {
        var ranked = StoryRank.Rank(day.Candidates(cut, RankOptions.Default.Window), cut).Take(MostStories).ToList();
        var edition = new Edition { Id = cut.DayOfYear, Number = cut.DayOfYear, CutAt = cut, Stories = [.. ranked.Select(r => Freeze(day, r))] };
        return new StreamEdition(edition, ranked.Select(r => (r.Story.StoryId, Section: SectionOf(day, r.Story))).Where(x => x.Section is not null)
            .ToDictionary(x => x.StoryId, x => x.Section!));
    }

    private static EditionStory Freeze(StreamDay day, RankedStory ranked)
    {
        // One article per publisher, the newest first, copies last: near enough to the lead for choosing among stories.
        var articles = ranked.Story.Articles.OrderBy(a => a.CopyOf is not null).ThenByDescending(a => a.PublishedAt).DistinctBy(a => a.SourceId).ToList();
        var lead = day.Item(articles[0]);
        return new EditionStory
        {
            StoryId = ranked.Story.StoryId,
            Rank = ranked.Rank,
            Score = ranked.Score,
            Topic = StoryTopic.Of(ranked.Story.Articles.Select(a => Topics.Of(Article(a, day.Item(a)), null, day.Item(a).Lang ?? "und"))).Topic,
            Language = lead.Lang,
            Title = Headline.Clean(lead.Title, lead.Publisher),
            Teaser = lead.Summary.Length > 320 ? lead.Summary[..320] : lead.Summary,
            Url = lead.Url,
            SourceName = lead.Publisher,
            SourceId = articles[0].SourceId,
            ArticleId = articles[0].Id,
            PublishedAt = articles[0].PublishedAt,
            SourceCount = articles.Count,
            ArticleCount = ranked.Story.Articles.Count,
            AlsoIn = [.. articles.Skip(1).Take(6).Select(a => new AlsoIn(a.SourceId, day.Item(a).Publisher, day.Item(a).Title, day.Item(a).Url, a.PublishedAt))],
            Titles = [.. articles.Select(a => day.Item(a).Publisher).Distinct()],
            Reason = ranked.Reason,
        };
    }

    private static Article Article(CandidateArticle article, StreamItem item) => new()
    {
        Id = article.Id,
        SourceId = article.SourceId,
        FeedId = article.SourceId,
        Identity = item.Id,
        Url = item.Url,
        Title = item.Title,
        Teaser = item.Summary,
        PublishedAt = article.PublishedAt,
        FirstSeenAt = article.PublishedAt,
    };

    private static string? SectionOf(StreamDay day, StoryCandidate story) => story.Articles
        .Select(a => AddressTopic.Find(day.Item(a).Url)?.Code).OfType<string>()
        .GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
}
