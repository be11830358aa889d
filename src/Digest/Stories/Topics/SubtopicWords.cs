using System.Collections;
using System.Collections.Concurrent;

using Digest.Model;
using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>Which sub-topic of a topic that is already known a text is about: told by words that are clear within that topic, or not told.</summary>
public static class SubtopicWords
{
    // One word of the teaser is not enough; one of the title or the section's name is.
    private const double Least = 2;
    private const double Title = 2;
    private const double Named = 2;
    private const double Teaser = 1;

    // The next one must lie well behind, or the text is about both.
    private const double Lead = 0.4;

    // By language and topic: most words of a text are in none, and are passed over at once.
    private static readonly ConcurrentDictionary<(string Language, string Topic), Lexicon> Lexicons = [];

    private static readonly List<(Subtopic Subtopic, string[] Words)> Lines =
        [.. Topics.Lexicons.Subtopics.Words.Split('\n', StringSplitOptions.TrimEntries).Select(Line)];

    /// <param name="topic">IPTC code of the topic; only its sub-topics are looked for.</param>
    /// <param name="text">The article.</param>
    /// <param name="names">Section, categories and parts of the address, which may name it (Soccer).</param>
    /// <returns>The sub-topic's code and the words that spoke for it, or null where none stands out.</returns>
    public static (string Code, IReadOnlyList<string> Words)? Find(string topic, ReadText text, IEnumerable<string> names)
    {
        // A language whose words are kept whole is read as any such: feeds may name languages without end.
        var tally = new Tally(Lexicons.GetOrAdd((Stemmer.Knows(text.Language) || StopWords.Knows(text.Language) ? text.Language : "und", topic), Build));
        tally.Read(text.Title, Title);
        tally.Read(text.Teaser, Teaser);
        foreach (var name in names)
        {
            tally.Read(name, text.Language, Named);
        }

        return tally.Best();
    }

    private static Lexicon Build((string Language, string Topic) of)
    {
        var lexicon = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (subtopic, words) in Lines.Where(l => l.Subtopic.Parent.Code == of.Topic))
        {
            foreach (var word in words)
            {
                if (Key(word, of.Language) is not { } key)
                {
                    continue;
                }

                if (!lexicon.TryGetValue(key, out var known))
                {
                    lexicon.Add(key, known = []);
                }

                if (!known.Contains(subtopic.Code))
                {
                    known.Add(subtopic.Code);
                }
            }
        }

        return new Lexicon(lexicon);
    }

    private static (Subtopic Subtopic, string[] Words) Line(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return (Subtopic.All.Single(s => s.Key == line[..colon]), line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // A word as this language stems it, or two of them; a phrase that lost a word to the stop words would say too much.
    private static string? Key(string word, string language)
    {
        var stems = new List<string>();
        Words.Of(word.Replace('_', ' '), language, (stem, _) => stems.Add(stem.ToString()));
        return stems.Count == word.Split('_', '-').Length && stems.Count <= 2 ? string.Join(' ', stems) : null;
    }

    /// <summary>Words and pairs of words with the sub-topics they speak for. Few words of a text are in it: most are told by one bit of their hash.</summary>
    private sealed class Lexicon
    {
        private readonly BitArray _marks = new(0x4000);

        public Lexicon(Dictionary<string, List<string>> words)
        {
            Words = words.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var word in words.Keys)
            {
                _marks[Mark(WordHash.Of(WordHash.Seed, word))] = true;
            }
        }

        public Dictionary<string, List<string>>.AlternateLookup<ReadOnlySpan<char>> Words { get; }

        public bool MayKnow(uint hash) => _marks[Mark(hash)];

        private int Mark(uint hash) => WordHash.Slot(hash, _marks.Length);
    }

    private sealed class Tally
    {
        private const int Longest = 40;
        private const int MostRead = 1000;

        private readonly Lexicon _lexicon;
        private readonly Dictionary<string, (double Score, List<string> Words)> _scores = [];
        private readonly char[] _pair = new char[(2 * Longest) + 1];
        private readonly WordSink _take;
        private int _previous;
        private uint _previousHash;
        private double _weight;

        public Tally(Lexicon lexicon)
        {
            _lexicon = lexicon;
            _take = Take;
        }

        public void Read(WordList text, double weight)
        {
            (_previous, _weight) = (0, weight);
            text.Send(_take, MostRead);
        }

        public void Read(string name, string language, double weight)
        {
            (_previous, _weight) = (0, weight);
            Words.Of(name.AsSpan(0, Math.Min(name.Length, MostRead)), language, _take);
        }

        public (string Code, IReadOnlyList<string> Words)? Best()
        {
            var ranked = _scores.OrderByDescending(s => s.Value.Score).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
            if (ranked.Count == 0 || ranked[0].Value.Score < Least)
            {
                return null;
            }

            var next = ranked.Count > 1 ? ranked[1].Value.Score : 0;
            return next > ranked[0].Value.Score * (1 - Lead) ? null : (ranked[0].Key, ranked[0].Value.Words);
        }

        // The word, then the word before it and itself; that one lies at the start of the buffer.
        private void Take(ReadOnlySpan<char> stem, WordKinds kind)
        {
            var hash = WordHash.Of(WordHash.Seed, stem);
            Count(hash, stem);
            if (_previous > 0)
            {
                _pair[_previous] = ' ';
                stem.CopyTo(_pair.AsSpan(_previous + 1));
                Count(WordHash.Of(_previousHash, _pair.AsSpan(_previous, 1 + stem.Length)), _pair.AsSpan(0, _previous + 1 + stem.Length));
            }

            stem.CopyTo(_pair);
            (_previous, _previousHash) = (stem.Length, hash);
        }

        private void Count(uint hash, ReadOnlySpan<char> key)
        {
            if (!_lexicon.MayKnow(hash) || !_lexicon.Words.TryGetValue(key, out var word, out var subtopics))
            {
                return;
            }

            foreach (var subtopic in subtopics)
            {
                var (score, words) = _scores.TryGetValue(subtopic, out var so) ? so : (0, []);
                if (!words.Contains(word))
                {
                    words.Add(word);
                    _scores[subtopic] = (score + (_weight / subtopics.Count), words);
                }
            }
        }
    }
}
