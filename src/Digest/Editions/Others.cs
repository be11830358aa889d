using Digest.Model;

namespace Digest.Editions;

/// <summary>The other titles of a story: one article each, those that print the same words (wire copy) told as one with several outlets.</summary>
/// <param name="AlsoIn">Best first, none of the lead's own title.</param>
/// <param name="Outlets">Those that printed the lead article's words.</param>
internal sealed record Others(IReadOnlyList<AlsoIn> AlsoIn, IReadOnlyList<Outlet> Outlets)
{
    /// <param name="material">The story.</param>
    /// <param name="order">Its articles, the lead first.</param>
    public static Others Of(StoryMaterial material, IReadOnlyList<LeadCandidate> order)
    {
        var lead = order[0];
        var texts = order.Skip(1).Where(a => a.Article.SourceId != lead.Article.SourceId).DistinctBy(a => a.Article.SourceId)
            .GroupBy(Text).ToList();
        return new Others(
            [.. texts.Where(t => t.Key != Text(lead)).Select(t => Also(material, [.. t]))],
            [.. texts.Where(t => t.Key == Text(lead)).SelectMany(t => t).Select(a => OutletOf(material, a))]);
    }

    private static long Text(LeadCandidate article) => article.CopyOf ?? article.Article.Id;

    private static AlsoIn Also(StoryMaterial material, IReadOnlyList<LeadCandidate> same)
    {
        var first = same[0].Article;
        return new AlsoIn(first.SourceId, material.Name(first.SourceId), material.Headline(first), first.Url, first.PublishedAt)
        {
            Access = same[0].Access,
            Outlets = [.. same.Skip(1).Select(a => OutletOf(material, a))],
        };
    }

    private static Outlet OutletOf(StoryMaterial material, LeadCandidate one) =>
        new(one.Article.SourceId, material.Name(one.Article.SourceId), one.Article.Url) { Access = one.Access };
}
