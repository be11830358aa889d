using System.Globalization;

using Digest.Model;
using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>A text and the topic its publisher filed it under. Group is the publisher; weight its say beside others, 1 as usual.</summary>
public sealed record LabelledText(string Title, string Teaser, string Language, string Code, string Group, double Weight = 1)
{
    /// <summary>An article as its publisher filed it; its language by its words where it names none, or a wrong one.</summary>
    public static LabelledText Of(string title, string teaser, string? language, string code, long sourceId) =>
        new(title, teaser, LanguageGuess.Of(language, title, teaser), code, sourceId.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Labelled texts as numbers: each one's features, topic, publisher and say.</summary>
internal sealed class Lessons
{
    private const double MostSay = 10;

    // So many texts of a topic are needed to say that a publisher teaches it.
    private const int Taught = 20;

    // A publisher of fewer topics has no mix that could be told from its words.
    private const int Broad = 3;

    // With fewer lessons than this, what was seen once is all there is to learn from.
    private const int Few = 5000;

    private Lessons(IReadOnlyList<LabelledText> texts, float[] rarity, TrainOptions options)
    {
        Rarity = rarity;
        Vectors = [.. texts.Select(t => TopicVector.Of(Read(t), rarity))];
        Labels = [.. texts.Select(t => Codes.IndexOf(t.Code))];
        (Groups, GroupCount) = GroupsOf(texts);
        Say = Says(texts, options);
        Teachers = [.. Codes.Select(c => texts.Where(t => t.Code == c).GroupBy(t => t.Group).Count(g => g.Count() >= Taught))];
        Habits = HabitsOf(options);
    }

    /// <summary>Every topic has its place, for words of the lexicons speak for those too that no publisher files under.</summary>
    public static List<string> Codes { get; } = [.. Topic.All.Select(t => t.Code).Order(StringComparer.Ordinal)];

    public float[] Rarity { get; }
    public IReadOnlyList<TopicVector> Vectors { get; }
    public IReadOnlyList<int> Labels { get; }
    public IReadOnlyList<int> Groups { get; }
    public int GroupCount { get; }
    public IReadOnlyList<double> Say { get; }

    /// <summary>For each topic, how many publishers have a section for it.</summary>
    public IReadOnlyList<int> Teachers { get; }

    /// <summary>For each publisher, what its mix of topics adds to the score of each, as a logarithm.</summary>
    public IReadOnlyList<double[]> Habits { get; }

    public int Count => Labels.Count;

    public static Lessons Of(IReadOnlyList<LabelledText> texts, IReadOnlyList<string> languages, TrainOptions options)
    {
        var rarity = RarityOf(texts, options);
        // A word of a lexicon is known even where no lesson had it.
        foreach (var (_, stem, _) in TopicWords.Entries.Where(e => options.Prior > 0 && languages.Contains(e.Language)))
        {
            ref var known = ref rarity[TopicFeatures.WordBucket(stem)];
            known = known > 0 ? known : Rare(texts.Count, 2, options);
        }

        return new Lessons(texts, rarity, options);
    }

    // A paper of one or two topics would explain every label by itself and teach nothing: such papers teach together, as one.
    private static (IReadOnlyList<int> Groups, int Count) GroupsOf(IReadOnlyList<LabelledText> texts)
    {
        var broad = texts.GroupBy(t => t.Group).Where(g => g.Select(t => t.Code).Distinct().Count() >= Broad)
            .Select((g, i) => (g.Key, Number: i + 1)).ToDictionary(g => g.Key, g => g.Number, StringComparer.Ordinal);
        return ([.. texts.Select(t => broad.GetValueOrDefault(t.Group))], broad.Count + 1);
    }

    // Inverse document frequency; 0 marks what is too rare to learn from.
    private static float[] RarityOf(IReadOnlyList<LabelledText> texts, TrainOptions options)
    {
        var counts = new int[TopicFeatures.Buckets];
        var features = new TopicFeatures();
        foreach (var text in texts)
        {
            foreach (var bucket in features.Of(Read(text)).Buckets)
            {
                counts[bucket]++;
            }
        }

        var least = texts.Count < Few ? 1 : options.MinTexts;
        return [.. counts.Select(c => c < least ? 0 : Rare(texts.Count, c, options))];
    }

    private static ReadText Read(LabelledText text) => ReadText.Of(text.Title, text.Teaser, text.Language);

    private static float Rare(int texts, int count, TrainOptions options) =>
        (float)Math.Pow(Math.Log(1 + ((double)texts / count)), options.RarityPower);

    private static List<double> Says(IReadOnlyList<LabelledText> texts, TrainOptions options)
    {
        var classes = texts.GroupBy(t => t.Code).ToDictionary(g => g.Key, g => g.Count());
        var groups = texts.GroupBy(t => t.Group).ToDictionary(g => g.Key, g => g.Count());
        var raw = texts.Select(t => Math.Pow(classes[t.Code], -options.ClassBalance) * Math.Pow(groups[t.Group], -options.GroupBalance) * t.Weight).ToList();
        var mean = raw.Average();
        return [.. raw.Select(r => Math.Min(r / mean, MostSay))];
    }

    private List<double[]> HabitsOf(TrainOptions options)
    {
        var counts = Enumerable.Range(0, GroupCount).Select(_ => new double[Codes.Count]).ToList();
        for (var i = 0; i < Count; i++)
        {
            counts[Groups[i]][Labels[i]]++;
        }

        var shares = counts.Select(c => c.Select(n => (n + 1) / (c.Sum() + c.Length)).ToArray()).ToList();
        // Of all lessons, not the mean of the publishers: their silence must not make a topic look unusual in the one paper with a section for it.
        var usual = Enumerable.Range(0, Codes.Count).Select(c => (counts.Sum(g => g[c]) + 1) / (Count + Codes.Count)).ToArray();
        // A publisher without a section for the climate files it elsewhere: its texts say next to nothing against that topic.
        var foreign = Math.Log(Math.Max(options.Foreign, 1e-9));
        return [.. shares.Select((share, g) => share.Select((s, c) => counts[g][c] > 0 ? options.Habit * Math.Log(s / usual[c]) : foreign).ToArray())];
    }
}
