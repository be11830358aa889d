using Digest.Store;
using Digest.Stories.Clusters;
using Digest.Stories.Text;

namespace Digest.Stories;

/// <summary>
/// Gathers the stories of one war around the largest of them. A war fills the news for weeks: the words all its stories share are the most
/// common of the day, so that likeness, which counts rare words, does not find them kin. Two names that stand in most articles of both do.
/// </summary>
internal static class Wars
{
    public const string Topic = "16000000";
    /// <summary>Fewer articles say too little of what a story is about.</summary>
    public const int Least = 3;
    /// <summary>The latest of a story that are read.</summary>
    public const int Pieces = 24;

    private const double Most = 0.4;
    private const int Shared = 2;
    // German writes every noun as a name.
    private const int SharedGerman = 3;
    // The Polish Gazy, Gazie and the English Gaza's are one name; short enough to meet, long enough to tell.
    private const int Stem = 5;

    /// <summary>Writes down which stories of wars told since a moment stand beside which; what has kin already keeps it.</summary>
    public static async Task WriteAsync(Session s, DateTimeOffset since)
    {
        var stories = await KinStore.OfTopicAsync(s, Topic, since, Least).ConfigureAwait(false);
        var told = (await SagaStore.LatestAsync(s, stories.Select(x => x.Id), Pieces).ConfigureAwait(false)).ToLookup(a => a.StoryId);
        var apart = (await PickStore.ApartAsync(s).ConfigureAwait(false)).SelectMany(p => new[] { p, (p.Other, p.One) }).ToHashSet();
        var joined = Join([.. stories.Select(x => new WarStory(x.Id, x.Kin, NamesOf([.. told[x.Id]])))], (one, other) => apart.Contains((one, other)));
        await KinStore.SetAsync(s, joined.ToDictionary(j => j.Key, j => (long?)j.Value)).ConfigureAwait(false);
    }

    /// <param name="stories">The largest first.</param>
    /// <param name="areApart">True for two that an editor keeps apart.</param>
    /// <returns>Story → the one it stands beside; without those that have kin, or none.</returns>
    internal static Dictionary<long, long> Join(IReadOnlyList<WarStory> stories, Func<long, long, bool> areApart)
    {
        var result = new Dictionary<long, long>();
        var heads = new List<WarStory>();
        foreach (var story in stories)
        {
            // Only the largest draws others in, so that no chain leads from one war to the next.
            if (story.Kin is null && heads.Find(h => AreOne(h, story) && !areApart(h.Kin ?? h.Id, story.Id)) is { } head)
            {
                result.Add(story.Id, head.Kin ?? head.Id);
            }
            else
            {
                heads.Add(story);
            }
        }

        // Those that stood beside a story which now stands beside another stand beside that too.
        foreach (var story in stories.Where(x => x.Kin is { } kin && result.ContainsKey(kin) && !areApart(result[kin], x.Id)))
        {
            result.Add(story.Id, result[story.Kin!.Value]);
        }

        return result;
    }

    private static bool AreOne(WarStory one, WarStory other) =>
        one.Names.Count(other.Names.Contains) >= (one.IsGerman && other.IsGerman ? SharedGerman : Shared);

    /// <summary>The names that stand in most of a story's articles.</summary>
    internal static WarNames NamesOf(IReadOnlyList<ToldArticle> articles)
    {
        var standsIn = new Dictionary<string, int>(StringComparer.Ordinal);
        var pieces = articles.Select(a => PieceOf.Item(a.Id, a.SourceId, a.Language, a.PublishedAt, a.Title, a.Teaser, a.SourceName)).ToList();
        foreach (var piece in pieces)
        {
            var (written, plain) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
            Words.Of($"{piece.Title} · {piece.Teaser}", piece.Language, (stem, kind) =>
                (kind.HasFlag(WordKinds.Name) ? written : plain).Add(stem[..Math.Min(Stem, stem.Length)].ToString()));
            foreach (var name in written.Where(n => !plain.Contains(n)))
            {
                standsIn[name] = standsIn.GetValueOrDefault(name) + 1;
            }
        }

        var names = standsIn.Where(n => n.Value >= 2 && n.Value >= Most * pieces.Count).Select(n => n.Key);
        return new WarNames(names.ToHashSet(StringComparer.Ordinal), pieces.Exists(p => p.Language == "de"));
    }
}

/// <summary>A story of a war: its kin so far, and what it names.</summary>
internal sealed record WarStory(long Id, long? Kin, WarNames Named)
{
    public IReadOnlySet<string> Names => Named.Names;

    public bool IsGerman => Named.IsGerman;
}

/// <summary>Names, as the first letters of each, and whether they were found in a language that writes all nouns so.</summary>
internal sealed record WarNames(IReadOnlySet<string> Names, bool IsGerman);
