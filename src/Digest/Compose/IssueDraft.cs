using Digest.Model;

namespace Digest.Compose;

/// <summary>An issue while it fills up, with the caps that keep it various (per title, per topic, per matter), and as long as the reader wants it.</summary>
internal sealed class IssueDraft(Subscriber reader, ComposeOptions options)
{
    private readonly List<(EditionStory Story, IssueStory Place)> _stories = [];
    private readonly HashSet<long> _ids = [];
    private readonly HashSet<long> _matters = [];
    private readonly Dictionary<long, int> _perTitle = [];
    private readonly Dictionary<string, int> _perSection = new(StringComparer.Ordinal);
    private readonly double _seconds = reader.Minutes > 0 ? reader.Minutes * 60.0 : double.MaxValue;
    private double _read;

    /// <summary>The reader's topics that exist, in their order.</summary>
    public IReadOnlyList<string> Topics { get; } = [.. reader.Topics.Where(t => Topic.Find(t) is not null).Distinct()];

    public int Most { get; } = Math.Max(1, reader.MaxStories);

    public int Count => _stories.Count;

    public bool Full => Count >= Most || _read >= _seconds;

    /// <summary>Half of the minutes the reader has are taken.</summary>
    public bool IsHalfRead => _read >= _seconds / 2;

    /// <summary>In reading order: top, picks, what they follow, then sections as the reader ordered their topics, each best first.</summary>
    public IReadOnlyList<IssueStory> Stories => [.. _stories
        .OrderBy(s => Order(s.Place.Section)).ThenBy(s => s.Story.Rank).Select(s => s.Place)];

    /// <param name="candidate">What comes in; an editor's pick passes the caps, not the length.</param>
    /// <param name="section">Where.</param>
    /// <param name="why">The reason when nothing more particular is known: an update, a pick, or something they follow say more.</param>
    /// <returns>False when it is in already, a cap is reached, or it takes longer to read than the reader has left.</returns>
    public bool TryAdd(Candidate candidate, string section, string why)
    {
        var story = candidate.Story;
        var seconds = ReadingTime.Seconds(story);
        if (Full || _ids.Contains(story.StoryId) || (Count > 0 && _read + seconds > _seconds) || (!candidate.IsWanted && IsCapped(candidate, section)))
        {
            return false;
        }

        _ids.Add(story.StoryId);
        _matters.Add(story.MatterOrSelf);
        _read += seconds;
        _perTitle[candidate.SourceId] = _perTitle.GetValueOrDefault(candidate.SourceId) + 1;
        _perSection[section] = _perSection.GetValueOrDefault(section) + 1;
        var reason = candidate.Before is not null ? "update" : story.IsPick ? "pick" : candidate.Following?.Why ?? why;
        _stories.Add((story, new IssueStory(story.StoryId, section, reason, story.ArticleCount)
        {
            Titles = story.SourceCount,
            Since = candidate.Before?.Slot,
            NewTitles = candidate.NewTitles,
            Because = candidate.Following?.Because,
            First = candidate.First,
            Without = candidate.Without,
        }));
        return true;
    }

    private bool IsCapped(Candidate candidate, string section) =>
        _matters.Contains(candidate.Story.MatterOrSelf)
        || _perTitle.GetValueOrDefault(candidate.SourceId) >= options.MaxPerTitle
        || (Topic.Find(section) is not null && _perSection.GetValueOrDefault(section) >= options.MaxPerTopic);

    // Sections nobody chose stand in the order in which their best story ranks.
    private int Order(string section) => section switch
    {
        "top" => -4,
        "picks" => -3,
        "follow" => -2,
        "more" => int.MaxValue,
        _ when Topics.ToList().IndexOf(section) is >= 0 and var at => at,
        _ => 1000 + _stories.Where(s => s.Place.Section == section).Min(s => s.Story.Rank),
    };
}
