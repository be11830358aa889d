using Digest.Model;

namespace Digest.Editions;

/// <summary>The editors' desk: ranked stories and picks become the order of an edition. Pure.</summary>
internal static class EditionDesk
{
    /// <summary>
    /// Bans out, pins first in the order they were made, the others by score after lifts and sinks; then the top of all, the best of
    /// each topic, and every pick. Ranks count anew from 1.
    /// </summary>
    public static IReadOnlyList<RankedStory> Order(IReadOnlyList<RankedStory> ranked, StoryPicks picks, EditionOptions options)
    {
        var ordered = ranked
            .Where(r => !picks.Has(r.Story.StoryId, PickKind.Ban))
            .OrderBy(r => picks.PinnedAt(r.Story.StoryId) ?? DateTimeOffset.MaxValue)
            .ThenByDescending(r => r.Score * picks.Factor(r.Story.StoryId, options.LiftBy))
            .ThenBy(r => r.Rank)
            .ToList();
        var perTopic = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = ordered.Where((r, i) => Counts(r) | i < options.MaxStories | picks.IsPick(r.Story.StoryId));
        return [.. kept.Select((r, i) => r with { Rank = i + 1 })];

        bool Counts(RankedStory r)
        {
            if (r.Story.Topic is not { } topic)
            {
                return false;
            }

            perTopic[topic] = perTopic.GetValueOrDefault(topic) + 1;
            return perTopic[topic] <= options.MaxPerTopic;
        }
    }

    // The day's news, not yesterday's: of a story that goes on, "polls open" must not lead when others already write who won.
    private static List<LeadCandidate> Order(IReadOnlyList<LeadCandidate> articles, string? language, EditionOptions options)
    {
        var wishes = new LeadWishes(language is null ? [] : [language], []);
        var current = articles.Max(a => a.Article.PublishedAt) - options.LeadWithin;
        var parts = articles.ToLookup(a => a.Article.PublishedAt >= current);
        return [.. LeadArticle.Order([.. parts[true]], wishes), .. LeadArticle.Order([.. parts[false]], wishes)];
    }

    /// <summary>A story as it is frozen: the lead article, and one article of each other title.</summary>
    public static EditionStory Freeze(StoryMaterial material, StoryPicks picks, EditionOptions options)
    {
        var (ranked, articles, sources) = material;
        var story = ranked.Story;
        var order = Order(articles, story.Language, options);
        var lead = order[0].Article;
        var alsoIn = order.Skip(1).Where(a => a.Article.SourceId != lead.SourceId)
            .DistinctBy(a => a.Article.SourceId)
            .Select(a => new AlsoIn(a.Article.SourceId, Name(a.Article.SourceId), Words.Line(a.Article.Title), a.Article.Url, a.Article.PublishedAt))
            .Take(options.MaxAlsoIn);
        return new EditionStory
        {
            StoryId = story.StoryId,
            Rank = ranked.Rank,
            Score = ranked.Score,
            Topic = story.Topic,
            Language = lead.Language ?? story.Language,
            Title = Words.Line(picks.Headline(story.StoryId) ?? lead.Title),
            Teaser = Words.Teaser(lead.Teaser, lead.Title, options.TeaserLength),
            Url = lead.Url,
            SourceName = Name(lead.SourceId),
            SourceId = lead.SourceId,
            ArticleId = lead.Id,
            Section = Words.OrNull(lead.Section),
            Byline = Words.OrNull(lead.Byline),
            Picture = lead.Picture ?? order.FirstOrDefault(a => a.CopyOf == lead.Id && a.Article.Picture is not null)?.Article.Picture,
            PublishedAt = lead.PublishedAt,
            SourceCount = articles.Select(a => a.Article.SourceId).Distinct().Count(),
            ArticleCount = articles.Count,
            AlsoIn = [.. alsoIn],
            IsPick = picks.IsPick(story.StoryId),
            PickNote = Words.OrNull(picks.Note(story.StoryId)),
            Reason = picks.IsPick(story.StoryId) ? ranked.Reason with { Kind = "picked" } : ranked.Reason,
        };

        string Name(long sourceId) => sources.TryGetValue(sourceId, out var source) ? Words.Line(source.Name) : "";
    }
}
