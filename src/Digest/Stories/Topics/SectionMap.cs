using Digest.Model;

namespace Digest.Stories.Topics;

/// <summary>
/// The operator's word on sections, which wins over everything read: this section of this feed, this section of any feed, or all of
/// one feed. A section may also be mapped to no topic: then its name says nothing.
/// </summary>
public sealed class SectionMap
{
    /// <summary>Stands for every section of a feed.</summary>
    public const string Any = "*";

    public static readonly SectionMap Empty = new([]);

    private readonly Dictionary<(long Feed, string Section), string> _topics;

    public SectionMap(IEnumerable<MappedSection> mapped) => _topics = mapped.ToDictionary(m => (m.FeedId, Fold(m.Section)), m => m.Topic);

    public bool IsEmpty => _topics.Count == 0;

    /// <summary>A section's name as it is kept: without case and accents.</summary>
    public static string Fold(string section) => Text.Fold.Word(section.Trim());

    /// <returns>The IPTC code it is mapped to, "" where the operator says that it tells nothing, or null where nothing was said.</returns>
    public string? Of(long feedId, string? section)
    {
        if (_topics.Count == 0 || string.IsNullOrWhiteSpace(section))
        {
            return null;
        }

        var folded = Fold(section);
        return _topics.TryGetValue((feedId, folded), out var own) || _topics.TryGetValue((0, folded), out own) ? own : null;
    }

    /// <returns>What the whole feed is mapped to, as <see cref="Of"/>.</returns>
    public string? OfAll(long feedId) => _topics.GetValueOrDefault((feedId, Any));
}
