using Digest.Gather.Parse;
using Digest.Model;
using Digest.Store;

namespace Digest.Gather.Articles;

/// <summary>The moment at which a document is looked at, and whether it is the feed's first.</summary>
/// <param name="First">Nothing of this feed is known yet.</param>
/// <param name="BacklogWindow">At a first sight, older items are backlog.</param>
public sealed record Sight(DateTimeOffset Now, bool First, TimeSpan BacklogWindow);

/// <summary>Items of a document to articles: identity, address, times, and what feed and title add. Pure.</summary>
public static class ArticleMaker
{
    // A missing date often arrives as the epoch, or as year 1; the Web has no older news.
    private static readonly DateTimeOffset Oldest = new(1995, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const int LongestFallback = 120;
    // "Live", "Photo of the day": a shorter teaser under an equal headline says nothing.
    private const int TellingTeaser = 40;

    public static IReadOnlyList<KeyedArticle> Make(ParsedFeed parsed, Feed feed, Source source, Sight sight) =>
        [.. parsed.Items.Select(item => Make(item, parsed, feed, source, sight))];

    private static KeyedArticle Make(ParsedItem item, ParsedFeed parsed, Feed feed, Source source, Sight sight)
    {
        var own = Link(item);
        var title = Title(item, own);
        var identity = Identity(item, own, title);
        var published = Published(item, sight.Now);
        var url = own ?? CanonicalUrl.Clean(parsed.HomeUrl) ?? CanonicalUrl.Clean(source.HomeUrl) ?? feed.Url;
        var byline = item.Bylines.Count == 0 ? null : item.Bylines.Count == 1 ? item.Bylines[0] : string.Join(", ", item.Bylines.Take(4));
        var section = feed.Section ?? item.Section;
        var categories = Categories(item, feed);
        var picture = item.Pictures.Count == 0 ? null : item.Pictures[0];
        // What the operator says of a feed wins: many publishing systems say en-us whatever they publish.
        var language = feed.Language ?? item.Language ?? parsed.Language ?? source.Language;
        var article = new Article
        {
            SourceId = source.Id,
            FeedId = feed.Id,
            Identity = identity,
            Url = url,
            Title = title,
            Teaser = item.Teaser,
            Byline = byline,
            Section = section,
            Categories = categories,
            Picture = picture,
            Language = language,
            Access = item.Access,
            PublishedAt = published ?? sight.Now,
            UpdatedAt = Updated(item, published, sight.Now),
            FirstSeenAt = sight.Now,
            // An item without a date at a first sight may be of any age: it waits with the backlog.
            Backlog = sight.First && (published is null || published < sight.Now - sight.BacklogWindow),
            ContentHash = Keys.Hash([url, title, item.Teaser, byline, section, language, picture?.Url, picture?.Alt, picture?.Caption, picture?.Credit, .. Said(item.Access)], categories),
        };
        return new(article, Keys.Of(identity), own is null ? null : Keys.Of(CanonicalUrl.Key(own)!), item.Teaser.Length < TellingTeaser ? null : Keys.Of(title, item.Teaser));
    }

    // Where nothing is said nothing is added: articles of before keep the hash they have.
    private static string[] Said(Access? access) => access is { } known ? [known.ToString()] : [];

    /// <summary>What makes an item itself: its guid, else its link, else its title and text.</summary>
    private static string Identity(ParsedItem item, string? own, string title)
    {
        if (item.Id?.Trim() is { Length: > 0 } guid)
        {
            // A guid that is an address stays the same article when its title moves to https.
            return guid.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? guid[5..]
                : guid.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? guid[6..] : guid;
        }

        return own is not null && CanonicalUrl.IsArticle(own)
            ? CanonicalUrl.Key(own)! : "text:" + Keys.Hash([title, item.Teaser.Length > 0 ? item.Teaser : item.ContentHtml ?? item.SummaryHtml], []);
    }

    private static string? Link(ParsedItem item)
    {
        // Not the click counter of a feed proxy, where the item says where it really is.
        if (CanonicalUrl.Clean(item.PageUrl) is { } page)
        {
            return page;
        }

        foreach (var link in item.OtherLinks)
        {
            if (CanonicalUrl.Clean(link) is { } clean)
            {
                return clean;
            }
        }

        return item.IdIsPermalink ? CanonicalUrl.Clean(item.Id) : null;
    }

    private static string Title(ParsedItem item, string? own)
    {
        if (item.Title.Length > 0)
        {
            return item.Title;
        }

        if (item.Teaser.Length == 0)
        {
            return own ?? "(untitled)";
        }

        var line = item.Teaser.Split('\n')[0];
        if (line.Length <= LongestFallback)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', LongestFallback);
        return line[..(cut > LongestFallback / 2 ? cut : LongestFallback)].TrimEnd() + "…";
    }

    private static IReadOnlyList<string> Categories(ParsedItem item, Feed feed) =>
        feed.Section is not null && item.Section is { } section && !item.Categories.Contains(section) ? [section, .. item.Categories] : item.Categories;

    private static DateTimeOffset? Published(ParsedItem item, DateTimeOffset now)
    {
        var said = item.PublishedAt ?? item.UpdatedAt;
        return said is not { } at || at < Oldest ? null : at > now ? now : at;
    }

    private static DateTimeOffset? Updated(ParsedItem item, DateTimeOffset? published, DateTimeOffset now) =>
        item.UpdatedAt is { } at && at > (published ?? now) ? (at > now ? now : at) : null;
}
