using Digest.Model;
using Digest.Store;

namespace Digest.Compose;

/// <summary>What a reader was sent, and what they said of it.</summary>
/// <param name="Sent">Story → when they were last told of it, and how far it was then.</param>
/// <param name="Feedback">More, less and mute, newest first.</param>
public sealed record ReaderMemory(IReadOnlyDictionary<long, SentStory> Sent, IReadOnlyList<ReaderFeedback> Feedback)
{
    public static readonly ReaderMemory Nothing = new(new Dictionary<long, SentStory>(), []);
}

/// <summary>What a reader follows, mutes, and asked for more or less of. Judges the stories of an edition; pure.</summary>
internal sealed class ReaderTaste
{
    // A story three significant words of whose headline stand in one they liked is like it.
    private const int LikeWords = 3;
    private const double MostLiking = 4;

    private readonly Subscriber _reader;
    private readonly HashSet<string> _muted;
    private readonly IReadOnlyList<Phrase> _followedWords;
    private readonly IReadOnlyList<Phrase> _mutedWords;
    private readonly IReadOnlyList<(ReaderFeedback Said, IReadOnlySet<string> Words)> _said;

    public ReaderTaste(Subscriber reader, IReadOnlyList<ReaderFeedback> feedback)
    {
        _reader = reader;
        _muted = new HashSet<string>(reader.MutedTitles, StringComparer.OrdinalIgnoreCase);
        _followedWords = Phrase.All(reader.FollowedWords);
        _mutedWords = Phrase.All(reader.MutedWords);
        _said = [.. feedback.Where(f => reader.Feedback && f.Verdict != Verdict.Mute).Select(f => (f, ShelvedStory.Significant(f.Headline)))];
    }

    public bool Speaks(EditionStory story) => Speaks(story.Language);

    private bool Speaks(string? language) =>
        _reader.Languages.Count == 0 || language is null || _reader.Languages.Any(l => LanguageTag.Same(l, language));

    /// <summary>The story as the reader may see it; null where they have muted it, or all who tell it.</summary>
    public Candidate? Judge(ShelvedStory shelved)
    {
        var story = shelved.Story;
        if (!Speaks(story) || (_mutedWords.Count > 0 && _mutedWords.Any(p => p.IsIn(shelved.Told))))
        {
            return null;
        }

        var hidden = _muted.Count == 0 ? [] : Hidden(story);
        var first = Followed(story, hidden) ?? Free(story);
        var shown = hidden.Count == 0 || first is not null ? first ?? story.SourceId : StoryFace.Visible(story, hidden)?.SourceId;
        if (shown is not { } source)
        {
            return null;
        }

        return new Candidate(story, source)
        {
            First = first,
            Without = StoryFace.Text(hidden, shelved.Beneath.Where(b => !Speaks(b.Language) || _mutedWords.Any(p => p.IsIn(b.Told))).Select(b => b.StoryId)),
            Following = FollowingOf(shelved),
            Place = Math.Log2(story.Rank + 1) - Liking(shelved),
        };
    }

    // The title they follow, in their order, that is to lead; null where the lead is of one they follow at least as much.
    private long? Followed(EditionStory story, List<long> hidden) => story.Faces.Count == 0 ? null : _reader.FollowedTitles
        .TakeWhile(t => !string.Equals(t, story.SourceName, StringComparison.OrdinalIgnoreCase))
        .Select(t => story.Faces.FirstOrDefault(f => string.Equals(f.SourceName, t, StringComparison.OrdinalIgnoreCase) && !hidden.Contains(f.SourceId))?.SourceId)
        .FirstOrDefault(id => id is not null);

    // What everybody may read, for who would rather read that; a title they follow stays.
    private long? Free(EditionStory story) =>
        !_reader.PrefersFree || story.Access is null or Access.Free || _reader.FollowedTitles.Contains(story.SourceName, StringComparer.OrdinalIgnoreCase) ? null
        : story.Faces.FirstOrDefault(f => f.Access == Access.Free && !_muted.Contains(f.SourceName))?.SourceId;

    private List<long> Hidden(EditionStory story) => [.. StoryFace.Sources(story)
        .Where(x => _muted.Contains(x.Name)).Select(x => x.Id).Distinct().Order()];

    private Following? FollowingOf(ShelvedStory shelved)
    {
        if (_reader.FollowedTitles.FirstOrDefault(shelved.IsToldBy) is { } title)
        {
            return new Following("title", title);
        }

        if (_followedWords.FirstOrDefault(p => p.IsIn(shelved.Told)) is { } phrase)
        {
            return new Following("word", phrase.Text);
        }

        foreach (var (said, words) in _said)
        {
            if (said.Verdict == Verdict.More && said.StoryId != shelved.Story.StoryId && words.Count(shelved.Words.Contains) >= LikeWords)
            {
                return new Following("like", said.Headline);
            }
        }

        return null;
    }

    // More and less move a story among its like: by its words most, by its title and topic a little.
    private double Liking(ShelvedStory shelved)
    {
        double sum = 0;
        foreach (var (said, words) in _said)
        {
            var alike = (0.4 * Math.Min(words.Count(shelved.Words.Contains), 3))
                + (shelved.IsToldBy(said.Title) ? 1.0 : 0)
                + (said.Topic is not null && said.Topic == shelved.Story.Topic ? 0.5 : 0);
            sum += said.Verdict == Verdict.More ? alike : -alike;
        }

        return Math.Clamp(sum, -MostLiking, MostLiking);
    }
}
