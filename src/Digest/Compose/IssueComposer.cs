using Digest.Model;

namespace Digest.Compose;

/// <summary>
/// Edition and reader → issue: the day's top stories, then the editors' picks, then the topics the reader chose, in their order; nothing
/// they were already sent unless it grew. Pure: the same edition, reader and memory give the same issue.
/// </summary>
public static class IssueComposer
{
    /// <param name="sent">What the reader was sent before, and how many articles it had then.</param>
    public static ComposedIssue Compose(Edition edition, Subscriber reader, IReadOnlyDictionary<long, int> sent, ComposeOptions options)
    {
        var draft = new IssueDraft(reader, options);
        var fresh = edition.Stories.Where(s => draft.Speaks(s) && IsNew(s, sent, options)).ToList();
        AddTop(draft, fresh, sent, options);
        AddPicks(draft, fresh, sent);
        AddTopics(draft, fresh, sent);
        var stories = draft.Stories;
        return stories.Count >= Math.Min(options.MinStories, reader.MaxStories)
            ? new ComposedIssue(stories, null)
            : new ComposedIssue([], Because(edition, fresh.Count, stories.Count, options));
    }

    /// <summary>True for a story never sent, and for one with enough more articles to be told as an update.</summary>
    internal static bool IsNew(EditionStory story, IReadOnlyDictionary<long, int> sent, ComposeOptions options) =>
        !sent.TryGetValue(story.StoryId, out var then)
        || (story.ArticleCount >= then + options.GrownBy && story.ArticleCount * 2 >= then * 3);

    private static void AddTop(IssueDraft draft, List<EditionStory> fresh, IReadOnlyDictionary<long, int> sent, ComposeOptions options)
    {
        var most = Math.Min(options.TopStories, (draft.Most + 1) / 2);
        var perTopic = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var story in fresh.TakeWhile(_ => draft.Count < most))
        {
            var seen = story.Topic is { } topic ? perTopic.GetValueOrDefault(topic) : 0;
            if (seen < options.MaxTopPerTopic && draft.TryAdd(story, "top", Why(story, sent, "top")) && story.Topic is not null)
            {
                perTopic[story.Topic] = seen + 1;
            }
        }
    }

    private static void AddPicks(IssueDraft draft, List<EditionStory> fresh, IReadOnlyDictionary<long, int> sent)
    {
        foreach (var story in fresh.Where(s => s.IsPick))
        {
            draft.TryAdd(story, "picks", Why(story, sent, "pick"));
        }
    }

    // In turns, so that the first topic does not eat the places of the last; shown topic by topic all the same.
    private static void AddTopics(IssueDraft draft, List<EditionStory> fresh, IReadOnlyDictionary<long, int> sent)
    {
        if (draft.Topics.Count == 0)
        {
            AddAny(draft, fresh, sent);
            return;
        }

        var queues = draft.Topics.Select(t => (Topic: t, Stories: new Queue<EditionStory>(fresh.Where(s => s.Topic == t)))).ToList();
        while (!draft.Full && queues.Any(q => q.Stories.Count > 0))
        {
            foreach (var (topic, stories) in queues)
            {
                AddNext(draft, topic, stories, sent);
            }
        }
    }

    private static void AddNext(IssueDraft draft, string topic, Queue<EditionStory> stories, IReadOnlyDictionary<long, int> sent)
    {
        while (stories.TryDequeue(out var story))
        {
            if (draft.TryAdd(story, topic, Why(story, sent, "topic")))
            {
                return;
            }
        }
    }

    // Who chose no topic gets what else leads the day, under its topics all the same.
    private static void AddAny(IssueDraft draft, List<EditionStory> fresh, IReadOnlyDictionary<long, int> sent)
    {
        foreach (var story in fresh)
        {
            draft.TryAdd(story, Topic.Find(story.Topic)?.Code ?? "more", Why(story, sent, "more"));
        }
    }

    private static string Why(EditionStory story, IReadOnlyDictionary<long, int> sent, string otherwise) =>
        sent.ContainsKey(story.StoryId) ? "update" : story.IsPick ? "pick" : otherwise;

    private static string Because(Edition edition, int fresh, int chosen, ComposeOptions options) =>
        edition.Stories.Count == 0
            ? $"edition {edition.Number} holds no stories"
            : $"too few new stories: {chosen} of {options.MinStories} needed ({fresh} of edition {edition.Number}'s {edition.Stories.Count} were new in the reader's languages)";
}

/// <summary>What was composed: stories in reading order, or none and the reason in words.</summary>
public sealed record ComposedIssue(IReadOnlyList<IssueStory> Stories, string? SkippedBecause);
