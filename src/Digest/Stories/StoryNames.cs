using Digest.Store;
using Digest.Stories.Clusters;
using Digest.Stories.Text;

namespace Digest.Stories;

/// <summary>The names that stand in most of a story's articles, as the first letters of each, written alike whatever the language; and that language.</summary>
internal sealed record StoryNames(IReadOnlySet<string> Names, string Language)
{
    private const double Most = 0.4;
    // The Polish Gazy, Gazie and the English Gaza's are one name; short enough to meet, long enough to tell.
    private const int Stem = 5;
    private const int Ending = 3;
    private const int Shortest = 3;

    private const string Cyrillic = "абвгґдеєжзиіїйклмнопрстуфхцчшщыэюяё";
    private const string AsLatin = "abvggdeezziiiiklmnoprstufhccssieuae";

    // White and House, Benjamin and Netanyahu: each stands by the other where it stands at all.
    private const double Together = 0.6;

    /// <summary>For a name that is written as part of another, that one: two of the same are one name.</summary>
    public IReadOnlyDictionary<string, string> Whole { get; init; } = new Dictionary<string, string>();

    public static StoryNames Of(IReadOnlyList<ToldArticle> articles)
    {
        var standsIn = new Dictionary<string, int>(StringComparer.Ordinal);
        var besides = new Dictionary<(string First, string Second), int>();
        var pieces = articles.Select(a => PieceOf.Item(a.Id, a.SourceId, a.Language, a.PublishedAt, a.Title, a.Teaser, a.SourceName)).ToList();
        foreach (var piece in pieces)
        {
            var words = new Sink($"{piece.Title} · {piece.Teaser}", [], [], []);
            Words.Read(words.Text, piece.Language, ref words);
            var names = words.Names.Where(n => !words.Plain.Contains(n)).ToHashSet(StringComparer.Ordinal);
            foreach (var name in names)
            {
                standsIn[name] = standsIn.GetValueOrDefault(name) + 1;
            }

            foreach (var pair in words.Pairs.Where(p => names.Contains(p.First) && names.Contains(p.Second)))
            {
                besides[pair] = besides.GetValueOrDefault(pair) + 1;
            }
        }

        var most = standsIn.Where(n => n.Value >= 2 && n.Value >= Most * pieces.Count).Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        var language = pieces.GroupBy(p => p.Language, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        var whole = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (first, second) in besides.Where(b => b.Value >= Together * Math.Min(standsIn[b.Key.First], standsIn[b.Key.Second])).Select(b => b.Key).Order())
        {
            whole.TryAdd(second, whole.GetValueOrDefault(first, first));
        }

        return new StoryNames(most, language ?? "und") { Whole = whole };
    }

    /// <summary>How many names both have, of those asked for; a name of several words is one.</summary>
    public int Shared(StoryNames other, Func<string, bool> counts)
    {
        var both = Names.Where(n => other.Names.Contains(n) && counts(n)).ToList();
        return Math.Min(both.Select(n => Whole.GetValueOrDefault(n, n)).Distinct().Count(), both.Select(n => other.Whole.GetValueOrDefault(n, n)).Distinct().Count());
    }

    /// <summary>
    /// Israel and Izrael, Netanyahu, Netanjahu and Нетаньяху begin alike once letters that languages use for one sound are one; Gaza and Gazy, Hamas
    /// and Hamasu once the ending is gone.
    /// </summary>
    internal static string Key(ReadOnlySpan<char> stem)
    {
        Span<char> key = stackalloc char[Stem + Ending];
        var n = 0;
        foreach (var letter in stem)
        {
            var at = letter < 'Ѐ' ? -1 : Cyrillic.IndexOf(letter, StringComparison.Ordinal);
            var sound = Sound(at < 0 ? letter : AsLatin[at]);
            if (n < key.Length && sound is not ('ь' or 'ъ') && (n == 0 || key[n - 1] != sound))
            {
                key[n++] = sound;
            }
        }

        while (n > Shortest && (key[n - 1] is 'a' or 'e' or 'i' or 'o' or 'u' or 's'))
        {
            n--;
        }

        return key[..Math.Min(n, Stem)].ToString();
    }

    private static char Sound(char letter) => letter switch
    {
        'z' => 's',
        'c' or 'q' => 'k',
        'w' => 'v',
        'y' or 'j' => 'i',
        _ => letter,
    };

    private struct Sink(string text, HashSet<string> names, HashSet<string> plain, HashSet<(string First, string Second)> pairs) : IWordSink
    {
        private string? _before;
        private int _end;

        public readonly string Text => text;
        public readonly HashSet<string> Names => names;
        public readonly HashSet<string> Plain => plain;
        public readonly HashSet<(string First, string Second)> Pairs => pairs;

        public void Take(ReadOnlySpan<char> stem, WordKinds kind, int start, int end)
        {
            var key = Key(stem);
            if (!kind.HasFlag(WordKinds.Name))
            {
                plain.Add(key);
                _before = null;
                return;
            }

            names.Add(key);
            if (_before is { } before && before != key && start == _end + 1 && text[_end] == ' ')
            {
                pairs.Add((before, key));
            }

            (_before, _end) = (key, end);
        }
    }
}
