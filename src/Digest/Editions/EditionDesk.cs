using Digest.Model;

namespace Digest.Editions;

/// <summary>The editors' desk: ranked stories and picks become the order of an edition. Pure.</summary>
internal static class EditionDesk
{
    /// <summary>
    /// Bans out, pins at their places, the others by score after lifts and sinks, each further story of a family lower; then the top of all,
    /// the best of each topic, and every pick. Ranks count anew from 1.
    /// </summary>
    public static IReadOnlyList<RankedStory> Order(IReadOnlyList<RankedStory> ranked, StoryPicks picks, Families families, EditionOptions options)
    {
        var ordered = Spread(
            ranked.Where(r => !picks.Has(r.Story.StoryId, PickKind.Ban)).Select(r => (r, r.Score * Gravity(r, options) * picks.Factor(r.Story.StoryId, options.LiftBy))), picks, families, options);
        var placed = Pinned(ordered, picks);
        var perTopic = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = placed.Where((r, i) => Counts(r) | i < options.MaxStories | picks.IsWanted(r.Story.StoryId));
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

    // Arts and entertainment, human interest, lifestyle, sport: many titles tell a film or a match, for other reasons than that it matters to all.
    private static readonly HashSet<string> Soft = new(StringComparer.Ordinal) { "01000000", "08000000", "10000000", "15000000" };

    private static double Gravity(RankedStory story, EditionOptions options) =>
        (story.Story.Topic is { } topic && Soft.Contains(topic)) || Wares.Is(story.Story) ? options.SoftShare : 1;

    // The second story of a matter tells a reader less than the first, the third less again: as in maximal marginal relevance (Carbonell and
    // Goldstein 1998). What an editor put forward stands where it is.
    private static List<RankedStory> Spread(IEnumerable<(RankedStory Story, double Score)> scored, StoryPicks picks, Families families, EditionOptions options)
    {
        var sorted = Sorted(scored);
        var matters = sorted.Where(s => !picks.IsPick(s.Story.Story.StoryId)).GroupBy(s => families.Of(s.Story.Story.StoryId)).ToDictionary(g => g.Key, g => g.Sum(s => s.Score));
        var told = new Dictionary<long, int>();
        return [.. Sorted(sorted.Select(s => (s.Story, Placed(s.Story.Story.StoryId, s.Score)))).Select(s => s.Story)];

        double Placed(long story, double score)
        {
            if (picks.IsPick(story))
            {
                return score;
            }

            var family = families.Of(story);
            var before = told.GetValueOrDefault(family);
            told[family] = before + 1;
            // What is told in several stories is larger than the first of them says, though many titles tell more than one.
            return before == 0 ? score + Math.Min(score, options.MatterShare * (matters[family] - score)) : score * Math.Pow(options.KinShare, before);
        }

        static List<(RankedStory Story, double Score)> Sorted(IEnumerable<(RankedStory Story, double Score)> stories) =>
            [.. stories.OrderByDescending(s => s.Score).ThenBy(s => s.Story.Rank)];
    }

    /// <summary>Tells each story which others of the edition are on the same matter; what an editor put forward stands by itself.</summary>
    public static IReadOnlyList<EditionStory> Relate(IReadOnlyList<EditionStory> stories, EditionOptions options)
    {
        var matters = stories.Where(s => s.Matter is not null).ToLookup(s => s.Matter);
        return [.. stories.Select(s => s.Matter is null ? s : s with { Related = [.. matters[s.Matter].Where(o => o.StoryId != s.StoryId).OrderBy(o => Foreign(o, s)).Take(options.MaxRelated).Select(Related)] })];
    }

    // Of those in another language few readers see the headlines: they come last.
    private static bool Foreign(EditionStory one, EditionStory other) => one.Language is { } a && other.Language is { } b && !LanguageTag.Same(a, b);

    private static RelatedStory Related(EditionStory story) => new(story.StoryId, story.Title, story.Url, story.SourceId, story.SourceName) { Language = story.Language };

    // Those pinned to the top first, in the order they were made; then each with a place is put there, of two for one place the later.
    private static List<RankedStory> Pinned(List<RankedStory> ordered, StoryPicks picks)
    {
        var pins = ordered.Select(r => (Story: r, Pin: picks.Pin(r.Story.StoryId))).Where(x => x.Pin is not null)
            .OrderBy(x => x.Pin!.CreatedAt).ThenBy(x => x.Pin!.Id).ToList();
        List<RankedStory> result =
        [
            .. pins.Where(x => x.Pin!.Place is null).Select(x => x.Story),
            .. ordered.Where(r => picks.Pin(r.Story.StoryId) is null),
        ];
        foreach (var (story, pin) in pins.Where(x => x.Pin!.Place is not null).OrderBy(x => x.Pin!.Place))
        {
            result.Insert((int)Math.Clamp(pin!.Place!.Value - 1, 0, result.Count), story);
        }

        return result;
    }

    private const int Furthest = 3;

    // The day's news, not yesterday's: of a story that goes on, "polls open" must not lead when others already write who won. Where few have
    // written since, as far back as several have: what one title adds in the small hours is seldom what happened.
    private static List<LeadCandidate> Order(IReadOnlyList<LeadCandidate> articles, string? language, EditionOptions options)
    {
        var wishes = new LeadWishes(language is null ? [] : [language], []);
        var newest = articles.Max(a => a.Article.PublishedAt);
        var reports = articles.Where(a => a.CopyOf is null && !Sidebar.Is(a.Article.Title) && ArticleKinds.Of(a.Article.Title) is ArticleKind.Ordinary)
            .GroupBy(a => a.Article.SourceId).Select(g => g.Max(a => a.Article.PublishedAt)).OrderDescending().Take(options.LeadAmong).ToList();
        var several = reports.Count < options.LeadAmong ? newest : reports[^1];
        var current = several > newest - options.LeadWithin || several < newest - (Furthest * options.LeadWithin) ? newest - options.LeadWithin : several;
        var parts = articles.ToLookup(a => a.Article.PublishedAt >= current);
        return [.. LeadArticle.Order([.. parts[true]], wishes, articles), .. LeadArticle.Order([.. parts[false]], wishes, articles)];
    }

    /// <summary>A story as it is frozen: the lead article, and one article of each other title.</summary>
    /// <param name="material">The story.</param>
    /// <param name="picks">The editors' words.</param>
    /// <param name="followed">Names of titles that some reader follows.</param>
    /// <param name="options">Bounds.</param>
    public static EditionStory Freeze(StoryMaterial material, StoryPicks picks, IReadOnlySet<string> followed, EditionOptions options)
    {
        var (ranked, articles, sources, earlier, family) = material;
        var story = ranked.Story;
        var order = Order(articles, story.Language, options);
        var lead = order[0].Article;
        var title = material.Headline(lead);
        var others = Others.Of(material, order);
        return new EditionStory
        {
            StoryId = story.StoryId,
            Rank = ranked.Rank,
            Score = ranked.Score,
            Topic = story.Topic,
            Language = lead.Language ?? story.Language,
            Title = picks.Headline(story.StoryId) is { } rewritten ? Words.Line(rewritten) : title,
            Teaser = Words.Teaser(lead.Teaser, title, options.TeaserLength),
            Url = lead.Url,
            SourceName = material.Name(lead.SourceId),
            SourceId = lead.SourceId,
            ArticleId = lead.Id,
            Section = Words.OrNull(lead.Section),
            Byline = Words.OrNull(lead.Byline),
            Access = order[0].Access,
            Picture = lead.Picture ?? order.FirstOrDefault(a => a.CopyOf == lead.Id && a.Article.Picture is not null)?.Article.Picture,
            PublishedAt = lead.PublishedAt,
            SourceCount = articles.Select(a => a.Article.SourceId).Distinct().Count(),
            ArticleCount = articles.Count,
            AlsoIn = [.. others.AlsoIn.Take(options.MaxAlsoIn)],
            Outlets = [.. others.Outlets.Take(options.MaxAlsoIn)],
            Faces = [.. Faces(material, order, followed, options).Select(a => FaceOf(material, a, options))],
            Titles = [.. articles.Select(a => a.Article.SourceId).Distinct().Where(sources.ContainsKey).Select(material.Name).Order(StringComparer.Ordinal)],
            Earlier = earlier,
            Family = family,
            IsPick = picks.IsPick(story.StoryId),
            PickNote = Words.OrNull(picks.Note(story.StoryId)),
            Reason = picks.IsWanted(story.StoryId) ? ranked.Reason with { Kind = "picked" } : ranked.Reason,
        };
    }

    // An opinion, a quiz or yesterday's blog leads for nobody where the news does for the others.
    private static bool Tells(Article article, Article lead) =>
        (!Sidebar.Is(article.Title) || Sidebar.Is(lead.Title)) && ArticleKinds.Of(article.Title) is ArticleKind.Ordinary;

    // Those of followed titles, and for who would rather read what everybody may, the best such where the lead is none.
    private static IEnumerable<LeadCandidate> Faces(StoryMaterial material, List<LeadCandidate> order, IReadOnlySet<string> followed, EditionOptions options)
    {
        var (lead, access) = (order[0].Article, order[0].Access);
        var others = order.Where(a => a.Article.SourceId != lead.SourceId && Tells(a.Article, lead)).DistinctBy(a => a.Article.SourceId).ToList();
        var free = access is null or Access.Free ? null
            : others.Find(a => a.Access == Access.Free && lead.Language is { } tag && a.Article.Language is { } other && LanguageTag.Same(tag, other));
        var kept = others.Where(a => followed.Contains(material.Name(a.Article.SourceId))).Take(options.MaxFaces).ToList();
        return free is null || kept.Contains(free) ? kept : kept.Append(free);
    }

    private static Face FaceOf(StoryMaterial material, LeadCandidate candidate, EditionOptions options)
    {
        var article = candidate.Article;
        var title = material.Headline(article);
        return new Face(article.SourceId, material.Name(article.SourceId), title, article.Url, article.PublishedAt)
        {
            ArticleId = article.Id,
            Teaser = Words.Teaser(article.Teaser, title, options.TeaserLength),
            Section = Words.OrNull(article.Section),
            Byline = Words.OrNull(article.Byline),
            Picture = article.Picture,
            Access = candidate.Access,
        };
    }
}
