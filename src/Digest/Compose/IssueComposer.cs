using Digest.Model;
using Digest.Store;

namespace Digest.Compose;

/// <summary>
/// Edition and reader → issue: the day's top stories, then the editors' picks, what the reader follows, and the topics they chose, in their
/// order; nothing they muted, and nothing they were already sent unless it grew. Pure: the same edition, reader and memory give the same issue.
/// </summary>
public static class IssueComposer
{
    public static ComposedIssue Compose(Edition edition, Subscriber reader, ReaderMemory memory, ComposeOptions options) =>
        Compose(new Shelf(edition), reader, memory, options);

    /// <summary>The same, for many readers of one edition.</summary>
    public static ComposedIssue Compose(Shelf shelf, Subscriber reader, ReaderMemory memory, ComposeOptions options)
    {
        var draft = new IssueDraft(reader, options);
        var taste = new ReaderTaste(reader, memory.Feedback);
        var fresh = shelf.Stories.Select(s => Recall(s.Story, memory.Sent, options) is var (isNew, before, titles) && isNew
            ? taste.Judge(s) is { } candidate ? candidate with { Before = before, NewTitles = titles } : null
            : null).OfType<Candidate>().ToList();
        AddTop(draft, fresh, options);
        AddPicks(draft, fresh);
        // The top of the day is every reader's; from here on it is theirs.
        var theirs = fresh.OrderBy(c => c.Place).ThenBy(c => c.Story.Rank).ToList();
        AddFollowed(draft, theirs, options);
        AddTopics(draft, theirs);
        var stories = draft.Stories;
        return stories.Count >= Math.Min(options.MinStories, reader.MaxStories)
            ? new ComposedIssue(stories, null)
            : new ComposedIssue([], Because(shelf.Edition, fresh.Count, stories.Count, options));
    }

    /// <summary>
    /// New to the reader is a story never sent; one with enough more articles to be told as an update; and one that takes up a story
    /// they were sent, an update too.
    /// </summary>
    internal static (bool IsNew, SentStory? Before, int NewTitles) Recall(EditionStory story, IReadOnlyDictionary<long, SentStory> sent, ComposeOptions options)
    {
        if (sent.TryGetValue(story.StoryId, out var then))
        {
            var grew = story.ArticleCount >= then.Articles + options.GrownBy && story.ArticleCount * 2 >= then.Articles * 3;
            return (grew, then, then.Titles == 0 ? 0 : Math.Max(0, story.SourceCount - then.Titles));
        }

        var earlier = story.Earlier.Select(e => sent.GetValueOrDefault(e.StoryId)).FirstOrDefault(s => s is not null);
        return (true, earlier, earlier is null ? 0 : story.SourceCount);
    }

    private static void AddTop(IssueDraft draft, List<Candidate> fresh, ComposeOptions options)
    {
        var most = Math.Min(options.TopStories, (draft.Most + 1) / 2);
        var perTopic = new Dictionary<string, int>(StringComparer.Ordinal);
        // A pick that does not rank among the top stands under the picks.
        foreach (var candidate in fresh.Where(c => !c.IsWanted || c.Story.Rank <= options.TopStories)
            .TakeWhile(_ => draft.Count < most && (draft.Count == 0 || !draft.IsHalfRead)))
        {
            var topic = candidate.Story.Topic ?? "";
            var seen = topic.Length > 0 ? perTopic.GetValueOrDefault(topic) : 0;
            if ((candidate.IsWanted || seen < options.MaxTopPerTopic) && draft.TryAdd(candidate, "top", "top"))
            {
                perTopic[topic] = seen + 1;
            }
        }
    }

    private static void AddPicks(IssueDraft draft, List<Candidate> fresh)
    {
        foreach (var candidate in fresh.Where(c => c.IsWanted))
        {
            draft.TryAdd(candidate, "picks", "pick");
        }
    }

    // In turns again, so that a title that tells everything does not eat the places of a word that is rare.
    private static void AddFollowed(IssueDraft draft, List<Candidate> theirs, ComposeOptions options)
    {
        var queues = theirs.Where(c => c.Following is not null).GroupBy(c => c.Following!.Value)
            .Select(g => ("follow", new Queue<Candidate>(g))).ToList();
        var most = draft.Count + Math.Min(options.MaxFollowed, (draft.Most - draft.Count + 1) / 2);
        AddInTurns(draft, queues, () => draft.Count >= most);
    }

    // In turns, so that the first topic does not eat the places of the last; shown topic by topic all the same.
    private static void AddTopics(IssueDraft draft, List<Candidate> theirs)
    {
        if (draft.Topics.Count == 0)
        {
            AddAny(draft, theirs);
            return;
        }

        AddInTurns(draft, [.. draft.Topics.Select(t => (t, new Queue<Candidate>(theirs.Where(c => c.Story.Topic == t))))], () => draft.Full);
    }

    private static void AddInTurns(IssueDraft draft, List<(string Section, Queue<Candidate> Stories)> queues, Func<bool> isEnough)
    {
        while (!isEnough() && queues.Any(q => q.Stories.Count > 0))
        {
            foreach (var (section, stories) in queues)
            {
                if (!isEnough())
                {
                    AddNext(draft, section, stories);
                }
            }
        }
    }

    private static void AddNext(IssueDraft draft, string section, Queue<Candidate> stories)
    {
        while (stories.TryDequeue(out var candidate))
        {
            if (draft.TryAdd(candidate, section, "topic"))
            {
                return;
            }
        }
    }

    // Who chose no topic gets what else leads the day, under its topics all the same.
    private static void AddAny(IssueDraft draft, List<Candidate> theirs)
    {
        foreach (var candidate in theirs)
        {
            draft.TryAdd(candidate, Topic.Find(candidate.Story.Topic)?.Code ?? "more", "more");
        }
    }

    private static string Because(Edition edition, int fresh, int chosen, ComposeOptions options) =>
        edition.Stories.Count == 0
            ? $"edition {edition.Number} holds no stories"
            : $"too few new stories: {chosen} of {options.MinStories} needed ({fresh} of edition {edition.Number}'s {edition.Stories.Count} were new in the reader's languages)";
}

/// <summary>What was composed: stories in reading order, or none and the reason in words.</summary>
public sealed record ComposedIssue(IReadOnlyList<IssueStory> Stories, string? SkippedBecause);
