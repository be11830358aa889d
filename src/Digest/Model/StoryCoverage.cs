namespace Digest.Model;

/// <summary>What the articles of one story say about its place at one moment.</summary>
internal sealed record StoryCoverage
{
    public required double Score { get; init; }
    public required DateTimeOffset NewestAt { get; init; }
    public required PlaceReason Reason { get; init; }

    public static StoryCoverage Of(StoryCandidate story, DateTimeOffset now, RankOptions options)
    {
        var seen = story.Articles
            .Where(a => !a.Backlog && a.Kind.IsNews() && a.SourceWeight > 0 && a.PublishedAt <= now && a.PublishedAt > now - options.Window).ToList();
        if (seen.Count == 0)
        {
            return new StoryCoverage { Score = 0, NewestAt = default, Reason = new PlaceReason("single", 0, 0) };
        }

        var (voices, echoes) = (Voices(seen), Echoes(seen, options).ToList());
        var first = seen.Min(a => a.PublishedAt);
        var newest = seen.Max(a => a.PublishedAt);
        return new StoryCoverage
        {
            Score = (voices.Sum(v => Weigh(v, now, options.HalfLife, options)) + (options.EchoShare * echoes.Sum(a => Weigh(a, now, options.EchoHalfLife, options))))
                * (voices.Count > 1 ? Lasting(echoes, now, options) * Discussed(seen, options) : 1),
            NewestAt = newest,
            Reason = ReasonFor(seen, voices, first, now),
        };
    }

    // One voice per source, by its newest article; sources that print the same words are one voice. Who reported and then comments has reported.
    private static List<CandidateArticle> Voices(List<CandidateArticle> articles) => [.. articles
        .GroupBy(a => a.SourceId).Select(g => g.MaxBy(a => a.PublishedAt)! with { Sidebar = g.All(a => a.Sidebar) })
        .GroupBy(a => a.CopyOf ?? a.Id).Select(g => g.MaxBy(a => a.SourceWeight)!)];

    // A title that writes on it all day is one title all the same.
    private static IEnumerable<CandidateArticle> Echoes(List<CandidateArticle> articles, RankOptions options) => articles
        .GroupBy(a => a.SourceId).SelectMany(g => g.OrderByDescending(a => a.PublishedAt).ThenBy(a => a.Id).Take(options.EchoesPerTitle));

    // A burst in one hour is soon told; what titles came back to all through the day they tell tomorrow too.
    private static double Lasting(List<CandidateArticle> echoes, DateTimeOffset now, RankOptions options) =>
        Math.Pow(echoes.Select(a => Math.Floor((now - a.PublishedAt) / options.LastingSpan)).Distinct().Count(), options.LastingPower);

    // Reports alone may be an accident, over when told; opinions alone are no event.
    private static double Discussed(List<CandidateArticle> seen, RankOptions options)
    {
        var aside = seen.Count(a => a.Sidebar);
        return 1 + (options.DiscussedBonus * Math.Min(aside, seen.Count - aside) / (seen.Count + options.DiscussedDoubt));
    }

    private static double Weigh(CandidateArticle voice, DateTimeOffset now, TimeSpan halfLife, RankOptions options) =>
        voice.SourceWeight * (voice.Sidebar ? options.SidebarShare : 1) * Math.Pow(2, -((now - voice.PublishedAt) / halfLife));

    private static PlaceReason ReasonFor(List<CandidateArticle> seen, List<CandidateArticle> voices, DateTimeOffset first, DateTimeOffset now)
    {
        var sources = seen.Select(a => a.SourceId).Distinct().Count();
        var age = now - first;
        var kind = voices.Count > 1 ? "corroboration" : age < TimeSpan.FromHours(3) ? "fresh" : "single";
        return new PlaceReason(kind, sources, Math.Round(age.TotalHours, 1)) { Phase = PhaseOf(voices, first, now) };
    }

    private static StoryPhase PhaseOf(List<CandidateArticle> voices, DateTimeOffset first, DateTimeOffset now)
    {
        var recent = voices.Count(v => v.PublishedAt > now.AddHours(-3));
        return now - first < TimeSpan.FromHours(4) ? StoryPhase.Breaking
            // One title of three that writes again is no sign that more will.
            : recent >= 2 && recent * 3 >= voices.Count ? StoryPhase.Developing
            : recent > 0 || voices.Any(v => v.PublishedAt > now.AddHours(-8)) ? StoryPhase.Sustained
            : StoryPhase.Fading;
    }
}
