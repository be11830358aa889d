namespace Digest.Model;

/// <summary>
/// What the headlines of one story have in common. A headline that shares the words of many titles says what the story is about; one that
/// shares few tells of something beside it.
/// </summary>
public sealed class Gist
{
    // Enough of a word to tell it by, short enough to meet its other forms (election, elections, electoral).
    private const int Stem = 5;
    private const int Shortest = 3;
    private const double Few = 2;

    private readonly Dictionary<string, HashSet<long>> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _titles;

    /// <param name="articles">Those of one story, without copies, whose words say nothing new.</param>
    public Gist(IEnumerable<Article> articles)
    {
        var titles = new HashSet<long>();
        foreach (var article in articles)
        {
            titles.Add(article.SourceId);
            foreach (var word in Words(article.Title))
            {
                (_sources.TryGetValue(word, out var known) ? known : _sources[word] = []).Add(article.SourceId);
            }
        }

        _titles = titles.Count;
    }

    /// <returns>Of a headline's words, the mean share of the other titles that use them too, from 0 to 1; 0 where there are fewer than three titles.</returns>
    public double Share(string headline)
    {
        var words = Words(headline);
        return _titles < 3 || words.Count == 0 ? 0 : words.Average(w => (_sources.TryGetValue(w, out var s) ? s.Count - 1 : 0) / (_titles - 1.0));
    }

    /// <returns>The same, lower for a headline of few words: a name alone tells nothing of what happened.</returns>
    public double Telling(string headline) => Share(headline) * Words(headline).Count / (Words(headline).Count + Few);

    private static HashSet<string> Words(string headline)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in headline.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // L'élection, d'avril: what stands before the apostrophe is an article. Minister's: what stands behind it is an ending.
            var parts = word.Trim(Around).Split('\'', '’');
            var letters = parts.Length > 1 && parts[0].Length < parts[1].Length ? parts[1] : parts[0];
            if (letters.Length > Shortest || (letters.Length > 0 && char.IsDigit(letters[0])))
            {
                words.Add(letters[..Math.Min(Stem, letters.Length)]);
            }
        }

        return words;
    }

    private static readonly char[] Around = [.. ".,:;!?\"'()[]‘’“”„«»–—-…"];
}
