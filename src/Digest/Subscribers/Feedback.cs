using Digest.Model;
using Digest.Store;

namespace Digest.Subscribers;

/// <summary>A story of an issue as its reader was told it, and what they said of it so far.</summary>
public sealed record FeedbackView(Subscriber Reader, EditionStory Story, ReaderFeedback? Said);

/// <summary>
/// More like this, less, mute this title: said by the links of a mail, where the reader allows it. Saying the same twice changes nothing, the
/// last word counts, and each can be taken back.
/// </summary>
public sealed class Feedback(Database database, Desk desk)
{
    /// <summary>Reads only. Null when there is no such issue, its reader is gone, or it does not hold the story.</summary>
    public Task<FeedbackView?> LookAsync(long issueId, long storyId, CancellationToken ct = default) =>
        database.ReadAsync(s => LookAsync(s, issueId, storyId), ct);

    /// <returns>How it stands now; null as for <see cref="LookAsync(long, long, CancellationToken)"/>. Nothing is written down for a reader who has switched it off.</returns>
    public Task<FeedbackView?> SayAsync(long issueId, long storyId, Verdict verdict, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        if (await LookAsync(s, issueId, storyId).ConfigureAwait(false) is not { } view || !view.Reader.Feedback || view.Said?.Verdict == verdict)
        {
            return await LookAsync(s, issueId, storyId).ConfigureAwait(false);
        }

        await UnmuteAsync(s, view).ConfigureAwait(false);
        if (verdict == Verdict.Mute)
        {
            await MuteAsync(s, view).ConfigureAwait(false);
        }

        await FeedbackStore.SayAsync(s, new ReaderFeedback
        {
            SubscriberId = view.Reader.Id,
            StoryId = storyId,
            Verdict = verdict,
            Headline = view.Story.Title,
            Title = view.Story.SourceName,
            Topic = view.Story.Topic,
            At = desk.Now,
        }).ConfigureAwait(false);
        return await LookAsync(s, issueId, storyId).ConfigureAwait(false);
    }, ct);

    /// <summary>Takes back what was said; a second time changes nothing.</summary>
    public Task<FeedbackView?> TakeBackAsync(long issueId, long storyId, CancellationToken ct = default) => database.WriteAsync(async s =>
    {
        if (await LookAsync(s, issueId, storyId).ConfigureAwait(false) is { Said: not null } view)
        {
            await UnmuteAsync(s, view).ConfigureAwait(false);
            await FeedbackStore.TakeBackAsync(s, view.Reader.Id, storyId).ConfigureAwait(false);
        }

        return await LookAsync(s, issueId, storyId).ConfigureAwait(false);
    }, ct);

    private static async Task<FeedbackView?> LookAsync(Session s, long issueId, long storyId)
    {
        var issue = await IssueStore.FindAsync(s, issueId).ConfigureAwait(false);
        if (issue?.Stories.FirstOrDefault(x => x.StoryId == storyId) is not { } place
            || await SubscriberStore.FindAsync(s, issue.SubscriberId).ConfigureAwait(false) is not { } reader
            || await EditionStore.StoryAsync(s, issue.EditionId, storyId).ConfigureAwait(false) is not { } story)
        {
            return null;
        }

        return new FeedbackView(reader, StoryFace.Visible(story, place.Without, place.First), await FeedbackStore.FindAsync(s, reader.Id, storyId).ConfigureAwait(false));
    }

    private static Task<int> MuteAsync(Session s, FeedbackView view) => Names(view.Reader, view.Story.SourceName)
        ? Task.FromResult(0)
        : SubscriberStore.MuteAsync(s, view.Reader.Id, [.. view.Reader.MutedTitles, view.Story.SourceName]);

    // What a link muted, the link brings back.
    private static Task<int> UnmuteAsync(Session s, FeedbackView view) => view.Said is not { Verdict: Verdict.Mute, Title: var title }
        ? Task.FromResult(0)
        : SubscriberStore.MuteAsync(s, view.Reader.Id, [.. view.Reader.MutedTitles.Where(t => !string.Equals(t, title, StringComparison.OrdinalIgnoreCase))]);

    private static bool Names(Subscriber reader, string title) => reader.MutedTitles.Contains(title, StringComparer.OrdinalIgnoreCase);
}
