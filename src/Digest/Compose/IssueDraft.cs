using Digest.Model;

namespace Digest.Compose;

/// <summary>An issue while it fills up, with the caps that keep it various: per title, per topic, and in all.</summary>
internal sealed class IssueDraft(Subscriber reader, ComposeOptions options)
{
    private readonly List<(EditionStory Story, IssueStory Place)> _stories = [];
    private readonly HashSet<long> _ids = [];
    private readonly Dictionary<long, int> _perTitle = [];
    private readonly Dictionary<string, int> _perSection = new(StringComparer.Ordinal);

    /// <summary>The reader's topics that exist, in their order.</summary>
    public IReadOnlyList<string> Topics { get; } = [.. reader.Topics.Where(t => Topic.Find(t) is not null).Distinct()];

    public int Most { get; } = Math.Max(1, reader.MaxStories);

    public int Count => _stories.Count;

    public bool Full => Count >= Most;

    /// <summary>In reading order: top, picks, then sections as the reader ordered their topics, each best first.</summary>
    public IReadOnlyList<IssueStory> Stories => [.. _stories
        .OrderBy(s => Order(s.Place.Section)).ThenBy(s => s.Story.Rank).Select(s => s.Place)];

    public bool Speaks(EditionStory story) =>
        reader.Languages.Count == 0 || story.Language is not { } language
        || reader.Languages.Any(l => string.Equals(Primary(l), Primary(language), StringComparison.OrdinalIgnoreCase));

    /// <returns>False when it is in already, or a cap is reached.</returns>
    public bool TryAdd(EditionStory story, string section, string why)
    {
        if (Full || _ids.Contains(story.StoryId) || _perTitle.GetValueOrDefault(story.SourceId) >= options.MaxPerTitle
            || (Topic.Find(section) is not null && _perSection.GetValueOrDefault(section) >= options.MaxPerTopic))
        {
            return false;
        }

        _ids.Add(story.StoryId);
        _perTitle[story.SourceId] = _perTitle.GetValueOrDefault(story.SourceId) + 1;
        _perSection[section] = _perSection.GetValueOrDefault(section) + 1;
        _stories.Add((story, new IssueStory(story.StoryId, section, why, story.ArticleCount)));
        return true;
    }

    // Sections nobody chose stand in the order in which their best story ranks.
    private int Order(string section) => section switch
    {
        "top" => -3,
        "picks" => -2,
        "more" => int.MaxValue,
        _ when Topics.ToList().IndexOf(section) is >= 0 and var at => at,
        _ => 1000 + _stories.Where(s => s.Place.Section == section).Min(s => s.Story.Rank),
    };

    private static string Primary(string language) => language.Split('-', '_')[0];
}
