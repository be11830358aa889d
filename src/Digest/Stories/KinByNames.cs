using Digest.Store;

namespace Digest.Stories;

/// <summary>
/// Gathers stories around the largest of their matter where likeness, which counts rare words, does not find them kin: names that stand in
/// most articles of both do. The stories of one war, for it fills the news for weeks and the words they share are the most common of the day;
/// the same matter told in two languages, which share no other words; and the seats that one night's elections fill.
/// </summary>
internal static class KinByNames
{
    public const string War = "16000000";
    /// <summary>Fewer articles say too little of what a story is about.</summary>
    public const int Least = 3;
    /// <summary>The latest of a story that are read.</summary>
    public const int Pieces = 24;
    /// <summary>The stories, those of most articles, among which a matter told in pieces, or in another language, is looked for.</summary>
    public const int MostTold = 300;

    private const string Election = "20000574";
    private const int PiecesTold = 12;
    private const int Shared = 2;
    // German writes every noun as a name.
    private const int SharedGerman = 3;
    // The seats that one election fills are told in one night, by the names of the parties.
    private static readonly TimeSpan Night = TimeSpan.FromHours(12);
    // A name that more of the stories have in most of their articles says what is in the news, not which matter.
    private const double RareShare = 0.02;
    private const int Shortest = 3;

    /// <summary>Writes down which stories told since a moment stand beside which; what has kin already keeps it.</summary>
    public static async Task WriteAsync(Session s, DateTimeOffset since)
    {
        await WriteAsync(s, await KinStore.OfTopicAsync(s, War, since, Least).ConfigureAwait(false), Pieces, _ => AreOne).ConfigureAwait(false);
        await WriteAsync(s, await KinStore.LargestAsync(s, since, Least, MostTold).ConfigureAwait(false), PiecesTold, OneMatter).ConfigureAwait(false);
    }

    private static async Task WriteAsync(
        Session s, IReadOnlyList<KinStory> rows, int pieces, Func<IReadOnlyList<NamedStory>, Func<NamedStory, NamedStory, bool>> rule)
    {
        var told = (await SagaStore.LatestAsync(s, rows.Select(x => x.Id), pieces).ConfigureAwait(false)).ToLookup(a => a.StoryId);
        var apart = (await PickStore.ApartAsync(s).ConfigureAwait(false)).SelectMany(p => new[] { p, (p.Other, p.One) }).ToHashSet();
        List<NamedStory> stories = [.. rows.Select(x => Named(x, [.. told[x.Id]]))];
        var joined = Join(stories, rule(stories), (one, other) => apart.Contains((one, other)));
        await KinStore.SetAsync(s, joined.ToDictionary(j => j.Key, j => (long?)j.Value)).ConfigureAwait(false);
    }

    private static NamedStory Named(KinStory story, List<ToldArticle> told) =>
        new(story.Id, story.Kin, StoryNames.Of(told)) { Subtopic = story.Subtopic, ToldAt = Middle(told) };

    private static DateTimeOffset Middle(List<ToldArticle> articles) => articles.Count == 0 ? default : articles.Select(a => a.PublishedAt).Order().ElementAt(articles.Count / 2);

    /// <summary>
    /// The rule for two stories of one matter: in two languages by the names that few of these stories have, in one by an election. Other names
    /// that stories of one language share, even three under one topic, were found to join what one country's politics bring in a day.
    /// </summary>
    internal static Func<NamedStory, NamedStory, bool> OneMatter(IReadOnlyList<NamedStory> stories)
    {
        var most = Math.Max(4, RareShare * stories.Count);
        var rare = stories.SelectMany(x => x.Names).Where(n => n.Length >= Shortest).GroupBy(n => n, StringComparer.Ordinal)
            .Where(g => g.Count() <= most).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return (one, other) => one.Language == other.Language
            ? AreOfOneElection(one, other)
            : one.Named.Shared(other.Named, rare.Contains) >= (one.IsGerman || other.IsGerman ? SharedGerman : Shared);
    }

    private static bool AreOfOneElection(NamedStory one, NamedStory other) =>
        one.Subtopic == Election && other.Subtopic == Election && (one.ToldAt - other.ToldAt).Duration() <= Night && AreOne(one, other);

    /// <param name="stories">The largest first.</param>
    /// <param name="areOne">True for two of one matter.</param>
    /// <param name="areApart">True for two that an editor keeps apart.</param>
    /// <returns>Story → the one it stands beside; without those that have kin, or none.</returns>
    internal static Dictionary<long, long> Join(IReadOnlyList<NamedStory> stories, Func<NamedStory, NamedStory, bool> areOne, Func<long, long, bool> areApart)
    {
        var result = new Dictionary<long, long>();
        var heads = new List<NamedStory>();
        foreach (var story in stories)
        {
            // Only the largest draws others in, so that no chain leads from one matter to the next.
            if (story.Kin is null && heads.Find(h => areOne(h, story) && !areApart(h.Kin ?? h.Id, story.Id)) is { } head)
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

    /// <summary>The rule for two stories of one war, or of one night's elections.</summary>
    internal static bool AreOne(NamedStory one, NamedStory other) =>
        one.Named.Shared(other.Named, _ => true) >= (one.IsGerman && other.IsGerman ? SharedGerman : Shared);
}

/// <summary>A story: its kin so far, and what it names.</summary>
internal sealed record NamedStory(long Id, long? Kin, StoryNames Named)
{
    public string? Subtopic { get; init; }

    /// <summary>When the middle one of its latest articles was published.</summary>
    public DateTimeOffset ToldAt { get; init; }

    public IReadOnlySet<string> Names => Named.Names;

    public string Language => Named.Language;

    public bool IsGerman => Named.Language == "de";
}
