using Digest.Model;
using Digest.Stories.Clusters;
using Digest.Stories.Text;
using Digest.Stories.Topics;

namespace Digest.Stories;

/// <summary>Gives an article its story and its topics. Not for several threads.</summary>
public sealed class PlaceArticle(Clustering stories, AssignTopics topics)
{
    private readonly ReadText _text = new();

    public Clustering Stories => stories;

    /// <param name="article">With its language, where that is known.</param>
    /// <param name="sourceName">The name of its title, which its headline may end in.</param>
    /// <param name="feedSection">The section its feed is kept under, or null.</param>
    public Placement Of(Article article, string sourceName, string? feedSection)
    {
        var piece = PieceOf.Article(article, sourceName);
        _text.Read(article.Title, article.Teaser, piece.Language);
        return new Placement(article, stories.Add(piece, _text), topics.Of(article, feedSection, _text));
    }
}
