using Digest.Model;
using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>Makes a piece of what is known of an article: language found, title cleaned.</summary>
public static class PieceOf
{
    public static Piece Article(Article article, string sourceName) => Item(
        article.Id, article.SourceId, article.Language, article.PublishedAt, article.Title, article.Teaser, sourceName);

    public static Piece Item(
        long id, long sourceId, string? language, DateTimeOffset publishedAt, string title, string teaser, string sourceName) => new()
        {
            Id = id,
            SourceId = sourceId,
            Language = LanguageGuess.Of(language, title, teaser),
            PublishedAt = publishedAt,
            Title = Headline.Clean(title, sourceName),
            Teaser = teaser,
            Kind = ArticleKinds.Of(title),
        };
}
