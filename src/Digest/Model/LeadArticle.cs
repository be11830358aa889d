namespace Digest.Model;

/// <summary>
/// Which article of a story is shown: the reader's language first, then a preferred or free title, then the fullest teaser and a
/// picture, the original rather than a copy, and the title with more weight. It tells what the others tell (<see cref="Gist"/>): an explainer,
/// a list or an opinion (<see cref="Sidebar"/>) leads only where there is no news, a live blog only where there is nothing else.
/// </summary>
public static class LeadArticle
{
    private const double GistWeight = 20;
    private const double SidebarCosts = 8;

    /// <returns>All articles, the best lead first; the caller takes the rest, one per source, as "also in".</returns>
    public static IReadOnlyList<LeadCandidate> Order(IReadOnlyList<LeadCandidate> articles, LeadWishes? wishes = null)
    {
        var w = wishes ?? LeadWishes.None;
        var gist = new Gist(articles.Where(a => a.CopyOf is null).Select(a => a.Article));
        return [.. articles.OrderByDescending(a => Value(a, w) + (GistWeight * gist.Share(a.Article.Title))).ThenBy(a => a.Article.PublishedAt).ThenBy(a => a.Article.Id)];
    }

    private static double Value(LeadCandidate c, LeadWishes w) =>
        (w.Languages.Count == 0 || Speaks(c.Article.Language, w.Languages) ? 100 : 0)
        + (w.PreferredSources.Contains(c.Article.SourceId) ? 50 : 0)
        - (ArticleKinds.Of(c.Article.Title) switch { ArticleKind.Ordinary => 0, ArticleKind.Live => 30, _ => 40 })
        - (Sidebar.Is(c.Article.Title) ? SidebarCosts : 0)
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
