using System.Runtime.InteropServices;

using Digest.Model;
using Digest.Stories.Text;
using Digest.Stories.Topics.Lexicons;

namespace Digest.Stories.Topics;

/// <summary>
/// Topics by hand-written words of each language: what works on the first day, before anything was learned. A word that stands
/// under several topics says less.
/// </summary>
public static class TopicWords
{
    private static readonly Dictionary<string, Dictionary<string, (string Code, double Weight)[]>> Lexicons = new(StringComparer.Ordinal)
    {
        ["en"] = Read("en", English.Words),
        ["de"] = Read("de", German.Words),
        ["fr"] = Read("fr", French.Words),
        ["es"] = Read("es", Spanish.Words),
        ["it"] = Read("it", Italian.Words),
        ["pt"] = Read("pt", Portuguese.Words),
        ["pl"] = Read("pl", Polish.Words),
        ["nl"] = Read("nl", Dutch.Words),
        ["ru"] = Read("ru", Russian.Words),
        ["uk"] = Read("uk", Ukrainian.Words),
    };

    /// <summary>Every known word, as its stem, with its language.</summary>
    public static IEnumerable<(string Language, string Stem)> Stems => Lexicons.SelectMany(l => l.Value.Keys.Select(stem => (l.Key, stem)));

    internal static IEnumerable<(string Language, string Stem, (string Code, double Share)[] Topics)> Entries =>
        Lexicons.SelectMany(l => l.Value.Select(w => (l.Key, w.Key, w.Value)));

    /// <returns>Topics by score, best first, each with the words that spoke for it; empty where no word is known.</returns>
    public static IReadOnlyList<WordVote> Vote(ReadText text)
    {
        if (!Lexicons.TryGetValue(text.Language, out var lexicon))
        {
            return [];
        }

        var scores = new Dictionary<string, (double Score, List<string> Words)>(StringComparer.Ordinal);
        var lookup = lexicon.GetAlternateLookup<ReadOnlySpan<char>>();
        text.Title.Send((stem, _) => Count(lookup, stem, 2, scores));
        text.Teaser.Send((stem, _) => Count(lookup, stem, 1, scores));
        return [.. scores.Select(s => new WordVote(s.Key, s.Value.Score, s.Value.Words)).OrderByDescending(v => v.Score).ThenBy(v => v.Code, StringComparer.Ordinal)];
    }

    private static void Count(
        Dictionary<string, (string Code, double Weight)[]>.AlternateLookup<ReadOnlySpan<char>> lexicon,
        ReadOnlySpan<char> stem, double weight, Dictionary<string, (double Score, List<string> Words)> scores)
    {
        if (!lexicon.TryGetValue(stem, out var word, out var topics))
        {
            return;
        }

        foreach (var (code, share) in topics)
        {
            ref var score = ref CollectionsMarshal.GetValueRefOrAddDefault(scores, code, out _);
            score.Words ??= [];
            if (!score.Words.Contains(word))
            {
                score.Words.Add(word);
                score.Score += weight * share;
            }
        }
    }

    private static Dictionary<string, (string Code, double Weight)[]> Read(string language, string text)
    {
        var topics = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var code = "";
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // A line that begins with a topic's key begins the topic; the others go on with it.
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            code = colon < 0 ? code : Topic.All.First(t => t.Key == line[..colon]).Code;
            Words.Of(line.AsSpan(colon + 1), language, (stem, _) =>
            {
                ref var codes = ref CollectionsMarshal.GetValueRefOrAddDefault(topics, stem.ToString(), out bool _);
                (codes ??= []).Add(code);
            });
        }

        return topics.ToDictionary(t => t.Key, t => t.Value.Select(c => (c, 1.0 / t.Value.Count)).ToArray(), StringComparer.Ordinal);
    }
}

/// <summary>What the words of a text say for one topic.</summary>
public sealed record WordVote(string Code, double Score, IReadOnlyList<string> Words);
