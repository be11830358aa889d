using System.Text.RegularExpressions;

namespace Digest.Evaluation.Stories;

/// <summary>
/// The plain method, to compare with: TF-IDF of title and summary, one pass, centroids, 48 hours, cosine .28. Rarity is reckoned over the whole
/// stream; no names, no vetoes, no merging.
/// </summary>
internal static partial class PlainClusters
{
    private const double Threshold = 0.28;
    private static readonly TimeSpan Window = TimeSpan.FromHours(48);
    private static readonly HashSet<string> Stops = [.. """
        a about after again all also am an and any are as at be been before being between both but by can could did do does down for from had has
        have he her here him his how i if in into is it its just me more most my no nor not now of off on once only or other our out over own same
        she should so some such than that the their them then there these they this to too under up very was we were what when where which while
        who why will with you your says said new
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <returns>The story of each item, in the stream's order.</returns>
    public static IReadOnlyList<long> Of(NewsStream stream)
    {
        var texts = stream.Items.Select(Counts).ToList();
        var seen = texts.SelectMany(t => t.Keys).GroupBy(w => w).ToDictionary(g => g.Key, g => Math.Log((1.0 + texts.Count) / (1 + g.Count())) + 1);
        var (stories, open, carriers) = (new List<Story>(), new Queue<(DateTimeOffset At, Story Story)>(), new Dictionary<string, HashSet<Story>>());
        var result = new List<long>();
        foreach (var (piece, text) in stream.Pieces.Zip(texts))
        {
            while (open.TryPeek(out var old) && piece.PublishedAt - old.At > Window)
            {
                open.Dequeue();
                Close(old.Story, old.At, carriers);
            }

            var vector = Vector(text, seen);
            var story = Best(vector, carriers);
            if (story is null)
            {
                stories.Add(story = new Story(stories.Count + 1));
            }

            story.Add(vector, piece.PublishedAt);
            foreach (var word in vector.Keys)
            {
                (carriers.TryGetValue(word, out var known) ? known : carriers[word] = []).Add(story);
            }

            open.Enqueue((piece.PublishedAt, story));
            result.Add(story.Id);
        }

        return result;
    }

    private static void Close(Story story, DateTimeOffset at, Dictionary<string, HashSet<Story>> carriers)
    {
        if (story.LastAt == at)
        {
            foreach (var word in story.Sums.Keys)
            {
                carriers[word].Remove(story);
            }
        }
    }

    private static Story? Best(Dictionary<string, double> vector, Dictionary<string, HashSet<Story>> carriers)
    {
        var dots = new Dictionary<Story, double>();
        foreach (var (word, weight) in vector)
        {
            foreach (var story in carriers.GetValueOrDefault(word) ?? [])
            {
                dots[story] = dots.GetValueOrDefault(story) + (weight * story.Sums[word]);
            }
        }

        var best = dots.Select(d => (Story: d.Key, Likeness: d.Value / Math.Sqrt(d.Key.Square))).OrderByDescending(d => d.Likeness).ThenBy(d => d.Story.Id).FirstOrDefault();
        return best.Likeness >= Threshold ? best.Story : null;
    }

    private static Dictionary<string, int> Counts(StreamItem item) => Word().Matches($"{item.Title} {item.Summary}".ToLowerInvariant())
        .Select(m => m.Value).Where(w => !Stops.Contains(w)).GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count());

    private static Dictionary<string, double> Vector(Dictionary<string, int> text, Dictionary<string, double> rarity)
    {
        var weights = text.ToDictionary(t => t.Key, t => (1 + Math.Log(t.Value)) * rarity[t.Key]);
        var length = Math.Max(Math.Sqrt(weights.Values.Sum(w => w * w)), 1e-9);
        return weights.ToDictionary(w => w.Key, w => w.Value / length);
    }

    [GeneratedRegex(@"\w\w+")]
    private static partial Regex Word();

    private sealed class Story(long id)
    {
        public long Id => id;

        public Dictionary<string, double> Sums { get; } = [];

        public double Square { get; private set; }

        public DateTimeOffset LastAt { get; private set; }

        public void Add(Dictionary<string, double> vector, DateTimeOffset at)
        {
            foreach (var (word, weight) in vector)
            {
                var old = Sums.GetValueOrDefault(word);
                Sums[word] = old + weight;
                Square += ((old + weight) * (old + weight)) - (old * old);
            }

            LastAt = at;
        }
    }
}
