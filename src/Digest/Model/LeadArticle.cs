namespace Digest.Model;

/// <summary>
/// Which article of a story is shown: the reader's language first, then a preferred or free title, then the fullest teaser and a
/// picture, the original rather than a copy, and the title with more weight. It tells what the others tell (<see cref="Gist"/>), in
/// plain words (<see cref="Plainness"/>): an explainer, a list or an opinion (<see cref="Sidebar"/>) leads only where there is no news, a live blog only where there is nothing else.
/// </summary>
public static class LeadArticle
{
    private const double GistWeight = 26;
    private const double SidebarCosts = 12;
    // So many titles tell by themselves what the news is, whatever was told before.
    private const int TellGist = 5;

    /// <param name="articles">Those that may lead.</param>
    /// <param name="wishes">The reader's, or null.</param>
    /// <param name="story">All articles of the story, which tell what it is about where only few titles' may lead; null where those that may lead are all.</param>
    /// <returns>All that may lead, the best first; the caller takes the rest, one per source, as "also in".</returns>
    public static IReadOnlyList<LeadCandidate> Order(IReadOnlyList<LeadCandidate> articles, LeadWishes? wishes = null, IReadOnlyList<LeadCandidate>? story = null)
    {
        var w = wishes ?? LeadWishes.None;
        var few = articles.Where(a => a.CopyOf is null).Select(a => a.Article.SourceId).Distinct().Count() < TellGist;
        var gist = new Gist((few ? story ?? articles : articles).Where(a => a.CopyOf is null).Select(a => a.Article));
        return [.. articles.OrderByDescending(a => Value(a, w) + (GistWeight * gist.Telling(a.Article.Title))).ThenBy(a => a.Article.PublishedAt).ThenBy(a => a.Article.Id)];
    }

    private static double Value(LeadCandidate c, LeadWishes w) =>
        (w.Languages.Count == 0 || Speaks(c.Article.Language, w.Languages) ? 100 : 0)
        + (w.PreferredSources.Contains(c.Article.SourceId) ? 50 : 0)
        - (ArticleKinds.Of(c.Article.Title) switch { ArticleKind.Ordinary => 0, ArticleKind.Live => 30, _ => 40 })
        - (Sidebar.Is(c.Article.Title) ? SidebarCosts : Plainness.Cost(c.Article.Title))
        + (c.CopyOf is null ? 6 : 0)
        + (c.Article.Backlog ? 0 : 3)
        - (c.Access switch { Access.Locked => 5, Access.Metered => 2, Access.Free => -1, _ => 0 })
        + (3 * Math.Min(c.Article.Teaser.Length, 240) / 240.0)
        + (c.Article.Picture is null ? 0 : 2)
        + Math.Min(c.SourceWeight, 10);

    private static bool Speaks(string? language, IReadOnlyList<string> languages) =>
        language is not null && languages.Any(l => LanguageTag.Same(l, language));
}

/// <summary>An article of a story, with what else bears on showing it.</summary>
public sealed record LeadCandidate(Article Article, double SourceWeight = 1, long? CopyOf = null)
{
    /// <summary>Who may read it, with what the operator says of its title and feed; null where nobody says it.</summary>
    public Access? Access { get; init; }
}

/// <summary>What the reader would rather read; empty lists mean anything.</summary>
public sealed record LeadWishes(IReadOnlyList<string> Languages, IReadOnlyList<long> PreferredSources)
{
    public static readonly LeadWishes None = new([], []);
}
