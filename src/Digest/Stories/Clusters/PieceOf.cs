using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>Makes a piece of what is known of an article: language found, title cleaned.</summary>
public static class PieceOf
{
    public static Piece Article(
        long id, long sourceId, string? language, DateTimeOffset publishedAt, string title, string teaser, string sourceName, string url) => new()
        {
            Id = id,
            SourceId = sourceId,
            Language = LanguageGuess.Of(language, title + " " + teaser),
            PublishedAt = publishedAt,
            Title = Model.Headline.Clean(title, sourceName),
            Teaser = teaser,
            Url = url,
        };
}
