using Digest.Compose;
using Digest.Model;
using Digest.Store;

namespace Digest.Evaluation.Stories;

/// <summary>
/// A made-up reader: a mixture of sections and publishers is what they care for. They say only a part of it (their topics, one of their
/// publishers), and now and then press "more" or "less" under a story they were sent.
/// </summary>
internal sealed class SimulatedReader
{
    private const double MoreOften = 0.25;
    private const double LessOften = 0.25;

    private readonly Dictionary<string, double> _sections;
    private readonly Dictionary<string, double> _publishers;
    private readonly Random _random;
    private readonly Dictionary<long, SentStory> _sent = [];
    private readonly List<ReaderFeedback> _said = [];

    public SimulatedReader(int seed, IReadOnlyList<string> sections, IReadOnlyList<string> publishers, string language)
    {
        _random = new Random(seed);
        _sections = Draw(sections, _random.Next(2, 5), 0.4, 1);
        _publishers = Draw(publishers, 3, 0.2, 0.6);
        Wishes = new Subscriber
        {
            Id = seed,
            Address = "",
            Hour = 6,
            Zone = "UTC",
            Languages = [language],
            Topics = [.. _sections.OrderByDescending(s => s.Value).Select(s => s.Key)],
            FollowedTitles = [_publishers.MaxBy(p => p.Value).Key],
            MaxStories = 12,
            Feedback = true,
            CreatedAt = default,
        };
    }

    public Subscriber Wishes { get; }

    public ReaderMemory Memory => new(_sent, [.. _said.OrderByDescending(s => s.At)]);

    /// <summary>0 to 1: how much they care for a story, by its publishers' section and by who tells it.</summary>
    public double Cares(EditionStory story, string? section) =>
        Math.Min(1, (section is null ? 0 : _sections.GetValueOrDefault(section)) + story.Titles.Select(t => _publishers.GetValueOrDefault(t)).DefaultIfEmpty(0).Max());

    /// <summary>Takes an issue in, and says something of a few of its stories.</summary>
    public void Read(ComposedIssue issue, StreamEdition day, bool speaks)
    {
        var stories = day.Edition.Stories.ToDictionary(s => s.StoryId);
        foreach (var place in issue.Stories)
        {
            var story = stories[place.StoryId];
            _sent[place.StoryId] = new SentStory(story.ArticleCount, story.SourceCount, day.Edition.CutAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            var cares = Cares(story, day.Sections.GetValueOrDefault(place.StoryId));
            Verdict? verdict = cares >= 0.7 && _random.NextDouble() < MoreOften ? Verdict.More : cares <= 0.05 && _random.NextDouble() < LessOften ? Verdict.Less : null;
            if (speaks && verdict is { } said)
            {
                _said.Add(new ReaderFeedback { SubscriberId = Wishes.Id, StoryId = story.StoryId, Verdict = said, Headline = story.Title, Title = story.SourceName, Topic = story.Topic, At = day.Edition.CutAt });
            }
        }
    }

    private Dictionary<string, double> Draw(IReadOnlyList<string> from, int count, double least, double most) => Enumerable.Range(0, count)
        .Select(_ => from[_random.Next(from.Count)]).Distinct().ToDictionary(x => x, _ => least + (_random.NextDouble() * (most - least)));
}
