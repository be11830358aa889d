using Digest.Store;

namespace Digest.Gather.Articles;

/// <summary>What a document changes: articles to add, to correct, and to complete with a section another feed knows.</summary>
public sealed record Changes
{
    public IReadOnlyList<KeyedArticle> New { get; init; } = [];
    public IReadOnlyList<(long Id, KeyedArticle New)> Changed { get; init; } = [];
    public IReadOnlyList<(long Id, string Section)> Sections { get; init; } = [];

    public bool IsEmpty => New.Count + Changed.Count + Sections.Count == 0;
}

/// <summary>
/// Tells which items are articles already known: by identity, else by address, else by what they say. Guids are reused and changed by
/// careless publishers, so neither is believed alone where the other and the headline speak against it. Pure.
/// </summary>
public sealed class Reconcile
{
    // A daily column has its headline and its teaser again on the next day; who republishes keeps the date, or does it the same day.
    private static readonly TimeSpan Republished = TimeSpan.FromHours(18);

    private readonly Dictionary<long, KnownArticle> _byIdentity;
    private readonly ILookup<long, KnownArticle> _byUrl;
    private readonly ILookup<long, KnownArticle> _byText;
    private readonly HashSet<long> _urls;
    private readonly HashSet<long> _taken;
    private readonly Dictionary<long, KeyedArticle> _newByIdentity = [];
    private readonly Dictionary<long, KeyedArticle> _newByUrl = [];
    private readonly List<KeyedArticle> _new = [];
    private readonly List<(long, KeyedArticle)> _changed = [];
    private readonly List<(long, string)> _sections = [];

    private Reconcile(IReadOnlyList<KeyedArticle> items, IReadOnlyList<KnownArticle> known)
    {
        _byIdentity = known.ToDictionary(k => k.IdentityKey);
        _byUrl = known.Where(k => k.UrlKey is not null).ToLookup(k => k.UrlKey!.Value);
        _byText = known.Where(k => k.TextKey is not null).ToLookup(k => k.TextKey!.Value);
        _urls = [.. items.Where(i => i.UrlKey is not null).Select(i => i.UrlKey!.Value)];
        // Known articles that an item of this very document is by identity: no other item may be them by address.
        _taken = [.. items.Where(i => _byIdentity.TryGetValue(i.IdentityKey, out var k) && !IsReused(i, k)).Select(i => _byIdentity[i.IdentityKey].Id)];
    }

    public static Changes Decide(IReadOnlyList<KeyedArticle> items, IReadOnlyList<KnownArticle> known)
    {
        var reconcile = new Reconcile(items, known);
        foreach (var item in items)
        {
            reconcile.Take(item);
        }

        return new() { New = reconcile._new, Changed = reconcile._changed, Sections = reconcile._sections };
    }

    private void Take(KeyedArticle item)
    {
        if (Known(item) is { } known)
        {
            Compare(item, known);
            return;
        }

        if (IsRepeated(item))
        {
            return;
        }

        // The guid belongs to another article already: the address tells them apart.
        if (_byIdentity.ContainsKey(item.IdentityKey) || _newByIdentity.ContainsKey(item.IdentityKey))
        {
            var identity = $"{item.Article.Identity} {item.Article.Url}";
            item = item with { Article = item.Article with { Identity = identity }, IdentityKey = Keys.Of(identity) };
        }

        if (_newByIdentity.TryAdd(item.IdentityKey, item))
        {
            _new.Add(item);
            if (item.UrlKey is { } url)
            {
                _newByUrl.TryAdd(url, item);
            }
        }
    }

    private KnownArticle? Known(KeyedArticle item) =>
        _byIdentity.TryGetValue(item.IdentityKey, out var same) && !IsReused(item, same) ? same : ByUrl(item) ?? ByText(item);

    private KnownArticle? ByUrl(KeyedArticle item)
    {
        if (item.UrlKey is not { } url)
        {
            return null;
        }

        var alike = _byUrl[url].FirstOrDefault(k => Titles.Alike(k.Title, item.Article.Title));
        return alike ?? (CanonicalUrl.IsArticle(item.Article.Url) ? _byUrl[url].FirstOrDefault(k => !_taken.Contains(k.Id)) : null);
    }

    // Republished under a new guid and a new address, as after a change of the publishing system. What this document lists beside it under its own is another.
    private KnownArticle? ByText(KeyedArticle item) => item.TextKey is { } text
        ? _byText[text].FirstOrDefault(k => !_taken.Contains(k.Id) && !(k.UrlKey is { } url && _urls.Contains(url)) && (k.PublishedAt - item.Article.PublishedAt).Duration() < Republished)
        : null;

    private static bool IsReused(KeyedArticle item, KnownArticle known) =>
        item.UrlKey is { } url && known.UrlKey is { } knownUrl && url != knownUrl && !Titles.Alike(item.Article.Title, known.Title);

    private bool IsRepeated(KeyedArticle item)
    {
        if (_newByIdentity.TryGetValue(item.IdentityKey, out var same))
        {
            return item.UrlKey is null || same.UrlKey is null || item.UrlKey == same.UrlKey || Titles.Alike(item.Article.Title, same.Article.Title);
        }

        return item.UrlKey is { } url && _newByUrl.TryGetValue(url, out var twin) && Titles.Alike(item.Article.Title, twin.Article.Title);
    }

    private void Compare(KeyedArticle item, KnownArticle known)
    {
        if (known.FeedId != item.Article.FeedId)
        {
            // Only the feed that brought an article corrects it: two section feeds would correct each other for ever.
            if (!known.HasSection && item.Article.Section is { } section)
            {
                _sections.Add((known.Id, section));
            }
        }
        else if (known.ContentHash != item.Article.ContentHash && _changed.All(c => c.Item1 != known.Id))
        {
            var updated = item.Article.UpdatedAt ?? item.Article.FirstSeenAt;
            _changed.Add((known.Id, item with { Article = item.Article with { UpdatedAt = updated } }));
        }
    }
}
