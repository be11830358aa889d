using Digest.Model;

namespace Digest.Store;

/// <summary>What readers said of the stories in their mails: one row per reader and story, the last word.</summary>
public static class FeedbackStore
{
    /// <summary>What these readers said since a moment, newest first.</summary>
    public static async Task<ILookup<long, ReaderFeedback>> OfAsync(Session s, IEnumerable<long> subscribers, DateTimeOffset since)
    {
        var ids = Session.List(subscribers);
        IReadOnlyList<ReaderFeedback> said = ids == "NULL" ? [] : await s.QueryAsync<ReaderFeedback>(
            $"SELECT * FROM reader_feedback WHERE subscriber_id IN ({ids}) AND at >= @since ORDER BY at DESC, story_id", new { since }).ConfigureAwait(false);
        return said.ToLookup(f => f.SubscriberId);
    }

    /// <summary>All that a reader said, oldest first.</summary>
    public static Task<IReadOnlyList<ReaderFeedback>> AllAsync(Session s, long subscriberId) => s.QueryAsync<ReaderFeedback>(
        "SELECT * FROM reader_feedback WHERE subscriber_id = @subscriberId ORDER BY at, story_id", new { subscriberId });

    public static Task<ReaderFeedback?> FindAsync(Session s, long subscriberId, long storyId) => s.FirstAsync<ReaderFeedback>(
        "SELECT * FROM reader_feedback WHERE subscriber_id = @subscriberId AND story_id = @storyId", new { subscriberId, storyId });

    /// <summary>The last word counts.</summary>
    public static Task<int> SayAsync(Session s, ReaderFeedback said) => s.ExecuteAsync(
        """
        INSERT INTO reader_feedback (subscriber_id, story_id, verdict, headline, title, topic, at)
        VALUES (@SubscriberId, @StoryId, @verdict, @Headline, @Title, @Topic, @At)
        ON CONFLICT (subscriber_id, story_id) DO UPDATE SET
            verdict = excluded.verdict, headline = excluded.headline, title = excluded.title, topic = excluded.topic, at = excluded.at
        """,
        new { said.SubscriberId, said.StoryId, verdict = said.Verdict.ToString(), said.Headline, said.Title, said.Topic, said.At });

    /// <summary>Forgets what was said before a moment; what was muted stays muted.</summary>
    public static Task<int> ForgetAsync(Session s, DateTimeOffset before) => s.ExecuteAsync("DELETE FROM reader_feedback WHERE at < @before", new { before });

    /// <returns>1 when there was something to take back.</returns>
    public static Task<int> TakeBackAsync(Session s, long subscriberId, long storyId) => s.ExecuteAsync(
        "DELETE FROM reader_feedback WHERE subscriber_id = @subscriberId AND story_id = @storyId", new { subscriberId, storyId });
}
