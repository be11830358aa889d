using Digest.Model;

namespace Digest.Stories.Text;

/// <summary>
/// The language of titles whose feeds name none, told by their headlines together: one headline alone is too short, and an article whose
/// language is not known meets no other.
/// </summary>
internal sealed class SourceLanguages(IEnumerable<Article> articles)
{
    private const int Headlines = 40;

    private readonly Dictionary<long, string> _languages = articles.Where(a => a.Language is null)
        .GroupBy(a => a.SourceId)
        .ToDictionary(g => g.Key, g => LanguageGuess.FromText(string.Join(". ", g.Take(Headlines).Select(a => a.Title))));

    /// <summary>The article with its language filled in where a guess can be had.</summary>
    public Article Complete(Article article) =>
        article.Language is null && _languages.TryGetValue(article.SourceId, out var language) && language != "und" ? article with { Language = language } : article;
}
