using System.Runtime.InteropServices;

namespace Digest.Model;

/// <summary>
/// How much more alike the titles that tell a story write otherwise than titles do as a rule. Ten titles on games are not the ten witnesses
/// that ten titles with little in common are: 1 is as the press of that language as a whole, about 2 a press of one field. Measured on
/// headlines alone: the mean likeness (cosine of weighted words) of two titles' other headlines, over that of any two titles. Pure.
/// </summary>
internal sealed class Narrowness
{
    // A title of few headlines counts as one that writes on everything, until as many are known.
    private const double Unknown = 4;
    // More tell no more of it.
    private const int MostTitles = 40;
    private const int Shortest = 3;
    private const int Stem = 6;

    private readonly Dictionary<string, int> _words = [];
    private readonly Dictionary<(string Language, long Source), Written> _written = [];
    private readonly Dictionary<string, double> _usual = [];
    private readonly Dictionary<long, (int[] Words, float[] Weights)> _headlines = [];
    private readonly float[] _one;
    private readonly float[] _all;

    /// <param name="stories">All that is told at the time; those of no known language are left aside.</param>
    public Narrowness(IReadOnlyList<StoryCandidate> stories)
    {
        var told = stories.Where(s => s.Language is not null)
            .SelectMany(s => s.Articles.Select(a => (Language: LanguageTag.Of(s.Language!), Article: a, Words: WordsOf(a.Title)))).Where(t => t.Words.Length > 0).ToList();
        foreach (var language in told.GroupBy(t => t.Language))
        {
            Weigh([.. language.Select(t => (t.Article, t.Words))], language.Key);
        }

        (_one, _all) = (new float[_words.Count], new float[_words.Count]);
        foreach (var language in _written.GroupBy(w => w.Key.Language))
        {
            _usual[language.Key] = Usual([.. language.Select(w => w.Value)]);
        }
    }

    /// <returns>From about .5 up; 1 where fewer than two titles tell it, or nothing can be compared.</returns>
    public double Of(StoryCandidate story)
    {
        if (story.Language is not { } tag || _usual.GetValueOrDefault(LanguageTag.Of(tag)) is not (> 0 and var usual))
        {
            return 1;
        }

        var (square, squares, known, knownSquares, titles) = (0.0, 0.0, 0.0, 0.0, 0);
        foreach (var own in story.Articles.GroupBy(a => a.SourceId).OrderBy(g => g.Key).Take(MostTitles))
        {
            if (_written.TryGetValue((LanguageTag.Of(tag), own.Key), out var written))
            {
                var (share, length) = Add(written, own);
                (known, knownSquares, squares, titles) = (known + share, knownSquares + (share * share), squares + length, titles + 1);
            }
        }

        foreach (ref var weight in _all.AsSpan())
        {
            square += weight * weight;
            weight = 0;
        }

        var pairs = titles * (titles - 1) / 2.0;
        return pairs == 0 ? 1 : (((square - squares) / 2 / usual) + pairs - (((known * known) - knownSquares) / 2)) / pairs;
    }

    // Adds what a title writes besides this story, as the mean of its headlines; gives how far that is known, and its length squared.
    private (double Known, double Square) Add(Written written, IEnumerable<CandidateArticle> own)
    {
        var count = written.Count;
        Sum(written.Words, written.Weights, 1);
        foreach (var (words, weights) in own.Select(a => _headlines.GetValueOrDefault(a.Id)).Where(h => h.Words is not null))
        {
            Sum(words, weights, -1);
            count--;
        }

        var square = 0.0;
        foreach (var word in written.Words)
        {
            var mean = _one[word] / (float)(count + Unknown);
            square += mean * mean;
            _all[word] += mean;
            _one[word] = 0;
        }

        return (count / (count + Unknown), square);
    }

    private void Sum(int[] words, float[] weights, float sign)
    {
        for (var i = 0; i < words.Length; i++)
        {
            _one[words[i]] += sign * weights[i];
        }
    }

    // The mean likeness of two headlines of two different titles.
    private double Usual(List<Written> titles)
    {
        double squares = 0, count = 0, counts = 0, square = 0;
        foreach (var title in titles)
        {
            squares += title.Weights.Sum(w => (double)w * w);
            count += title.Count;
            counts += (double)title.Count * title.Count;
            for (var i = 0; i < title.Words.Length; i++)
            {
                _all[title.Words[i]] += title.Weights[i];
            }
        }

        foreach (ref var weight in _all.AsSpan())
        {
            square += weight * weight;
            weight = 0;
        }

        return titles.Count < 2 ? 0 : (square - squares) / ((count * count) - counts);
    }

    private void Weigh(List<(CandidateArticle Article, int[] Words)> told, string language)
    {
        var standsIn = new Dictionary<int, int>();
        foreach (var word in told.SelectMany(t => t.Words))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(standsIn, word, out _)++;
        }

        foreach (var title in told.GroupBy(t => t.Article.SourceId))
        {
            var sums = new Dictionary<int, float>();
            foreach (var (article, words) in title)
            {
                var weights = words.Select(w => MathF.Log((float)told.Count / standsIn[w])).ToArray();
                var length = MathF.Max(MathF.Sqrt(weights.Sum(w => w * w)), 1e-6f);
                weights = [.. weights.Select(w => w / length)];
                _headlines.TryAdd(article.Id, (words, weights));
                for (var i = 0; i < words.Length; i++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(sums, words[i], out _) += weights[i];
                }
            }

            _written.Add((language, title.Key), new Written([.. sums.Keys], [.. sums.Values], title.Count()));
        }
    }

    private int[] WordsOf(string headline)
    {
        var words = new HashSet<int>();
        foreach (var word in Phrase.Fold(headline).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // Scripts without spaces between words (Thai to Hiragana and Han): pairs of characters stand for words.
            for (var i = 0; word[0] is >= '\u0E00' and < '\uAC00' && i + 2 < word.Length; i++)
            {
                words.Add(Number(word.Substring(i, 2)));
            }

            if (word.Length >= Shortest || word[0] >= '\u0E00')
            {
                words.Add(Number(word[..Math.Min(Stem, word.Length)]));
            }
        }

        return [.. words];
    }

    private int Number(string word)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, word, out var known);
        return known ? number : number = _words.Count - 1;
    }

    /// <summary>The sum of a title's headlines as weighted words, and how many they are.</summary>
    private sealed record Written(int[] Words, float[] Weights, int Count);
}
