namespace Digest.Stories.Clusters;

/// <summary>
/// Gathers stories of one matter around the largest of them: two battles of one war are two stories, and still a reader wants one of them
/// told, the other beneath it. Only the largest draws others in, so that no chain leads from one matter to the next. Pure.
/// </summary>
internal static class Kinship
{
    /// <param name="clusters">Stories; their order does not matter.</param>
    /// <param name="threshold">How alike as wholes (cosine, 0 to 1) makes kin.</param>
    /// <param name="areApart">True for two that an editor keeps apart.</param>
    /// <returns>For each story the one it stands beside; null for the largest of a matter, and for one that has no kin.</returns>
    public static IReadOnlyDictionary<long, long?> Of(IEnumerable<Cluster> clusters, double threshold, Func<Cluster, Cluster, bool> areApart)
    {
        var result = new Dictionary<long, long?>();
        var heads = new Dictionary<uint, List<Cluster>>();
        foreach (var story in clusters.OrderByDescending(c => c.Count).ThenBy(c => c.Id))
        {
            var marks = story.Heaviest(Cluster.Marks).ToList();
            var head = Head(story, marks.SelectMany(m => heads.GetValueOrDefault(m) ?? []).Distinct(), threshold, areApart);
            result.Add(story.Id, head?.Id);
            if (head is null)
            {
                marks.ForEach(m => Carry(heads, m, story));
            }
        }

        return result;
    }

    private static Cluster? Head(Cluster story, IEnumerable<Cluster> heads, double threshold, Func<Cluster, Cluster, bool> areApart) => heads
        .Select(h => (Head: h, Likeness: h.Likeness(story)))
        .Where(x => x.Likeness >= threshold && !areApart(x.Head, story))
        .OrderByDescending(x => x.Likeness).ThenBy(x => x.Head.Id)
        .FirstOrDefault().Head;

    private static void Carry(Dictionary<uint, List<Cluster>> heads, uint mark, Cluster story)
    {
        if (!heads.TryGetValue(mark, out var carriers))
        {
            heads.Add(mark, carriers = []);
        }

        carriers.Add(story);
    }
}
