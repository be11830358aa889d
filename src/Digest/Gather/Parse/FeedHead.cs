using System.Globalization;

using Digest.Gather.Parse.Markup;
using Digest.Model;

namespace Digest.Gather.Parse;

/// <summary>The feed's own fields while they are read, and the items; <see cref="Finish"/> makes the model.</summary>
internal sealed class FeedHead(MarkupDocument doc, string format, Uri baseUri)
{
    private readonly List<string> hubs = [];
    private readonly List<ParsedItem> items = [];

    public Uri Base { get; set; } = baseUri;
    public string? Id { get; set; }
    public FeedText? Title { get; set; }
    public FeedText? Subtitle { get; set; }
    public string? HomeUrl { get; set; }
    public string? SelfUrl { get; set; }
    public string? Language { get; set; }
    public string? Author { get; set; }
    public string? Generator { get; set; }
    public Picture? Picture { get; set; }
    public DateTimeOffset? UpdatedAt { get; set; }
    public TimeSpan? Ttl { get; set; }
    public string? MovedTo { get; set; }
    public List<int> SkipHours { get; } = [];
    public List<DayOfWeek> SkipDays { get; } = [];
    public TimeSpan? UpdatePeriod { get; set; }
    public int UpdateFrequency { get; set; } = 1;

    public void AddHub(string? url)
    {
        if (url is not null && hubs.Count < 8 && !hubs.Contains(url))
        {
            hubs.Add(url);
        }
    }

    /// <summary>False when there are as many as may be.</summary>
    public bool Add(ItemDraft draft)
    {
        if (items.Count >= doc.Limits.Items)
        {
            doc.Faults.Add(-1, $"more than {doc.Limits.Items} items: the rest was left out");
            return false;
        }

        items.Add(draft.Finish(Language));
        return true;
    }

    /// <summary>What modules say of a whole feed, in any format.</summary>
    public void Module(Node node)
    {
        var text = node.First is null ? doc.Text(node, doc.Limits.Field) : null;
        switch (node.Vocabulary, node.Name)
        {
            case (Vocabulary.Atom, "link"):
                Atom.FeedLink(doc, node, this);
                break;
            case (Vocabulary.DublinCore, "language"):
                Language ??= Languages.Tag(text);
                break;
            case (Vocabulary.DublinCore, "date" or "modified") or (Vocabulary.Atom, "updated" or "modified"):
                UpdatedAt ??= FeedDate.Parse(text, Language);
                break;
            case (Vocabulary.DublinCore, "title") or (Vocabulary.Itunes, "title"):
                Title ??= RssItem.Html(doc, node, doc.Limits.Title);
                break;
            case (Vocabulary.DublinCore, "creator" or "author") or (Vocabulary.Itunes, "author"):
                Author ??= text;
                break;
            case (Vocabulary.Syndication, "updateperiod"):
                UpdatePeriod = Period(text);
                break;
            case (Vocabulary.Syndication, "updatefrequency"):
                UpdateFrequency = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? Math.Clamp(times, 1, 1440) : 1;
                break;
            case (Vocabulary.Itunes, "image"):
                Picture ??= Image(doc.Attribute(node, "href"), null);
                break;
            case (Vocabulary.Itunes, "new-feed-url"):
                MovedTo ??= FeedAddress.Resolve(text, Base);
                break;
            case (Vocabulary.Itunes, "summary" or "subtitle"):
                Subtitle ??= RssItem.Html(doc, node, doc.Limits.Content);
                break;
            default:
                break;
        }
    }

    public Picture? Image(string? url, string? alt) => FeedAddress.Resolve(url, Base) is { } absolute ? new(absolute, alt) : null;

    private static TimeSpan? Period(string? word) => word?.ToLowerInvariant() switch
    {
        "hourly" => TimeSpan.FromHours(1),
        "daily" => TimeSpan.FromDays(1),
        "weekly" => TimeSpan.FromDays(7),
        "monthly" => TimeSpan.FromDays(30),
        "yearly" => TimeSpan.FromDays(365),
        _ => null,
    };

    public ParsedFeed Finish(string encoding) => new()
    {
        Format = format,
        Encoding = encoding,
        Id = Id,
        Title = Title?.Plain(doc.Limits.Title),
        Subtitle = Subtitle?.Plain(doc.Limits.Field),
        HomeUrl = HomeUrl,
        SelfUrl = SelfUrl,
        HubUrls = hubs,
        Language = Language,
        Byline = Author is null ? null : Parse.Byline.Name(Author),
        Generator = Generator,
        Picture = Picture,
        UpdatedAt = UpdatedAt,
        Ttl = Ttl ?? UpdatePeriod / UpdateFrequency,
        SkipHours = SkipHours,
        SkipDays = SkipDays,
        MovedTo = MovedTo,
        Items = items,
        Recovered = doc.DescribeFaults(),
    };
}
