namespace Digest.Gather.Opml;

/// <summary>A news title with its feeds, as an import finds it.</summary>
public sealed record GuessedSource(string Name, string? HomeUrl, string? Folder, string? Country, string? Language, double? Weight, bool Said, IReadOnlyList<GuessedFeed> Feeds);

/// <summary>One feed of it. Said is true where the file itself tells source and section.</summary>
public sealed record GuessedFeed(string Url, string? Section, string? Language, bool Paused);

/// <summary>
/// Which feeds of a list are one news title: those that say so; else those of one site whose names share a part ("BBC News - World",
/// "BBC News - Sport") or that have one home page. What differs in the names is the section. Pure.
/// </summary>
public static class SourceGuess
{
    private static readonly string[] Separators = [" - ", " – ", " — ", " | ", " » ", " › ", " > ", " · ", " :: ", ": "];

    // Where thousands of publishers live under one host, the host says nothing.
    private static readonly HashSet<string> Platforms = new(StringComparer.OrdinalIgnoreCase)
    {
        "feedburner.com", "feedburner.google.com", "blogspot.com", "wordpress.com", "medium.com", "substack.com", "youtube.com", "reddit.com", "github.com", "tumblr.com",
        "google.com", "news.google.com", "rsshub.app", "feedblitz.com", "libsyn.com", "simplecast.com", "megaphone.fm", "anchor.fm", "podbean.com", "acast.com", "soundcloud.com",
        "buzzsprout.com", "transistor.fm", "fireside.fm", "relay.fm", "typepad.com", "livejournal.com", "feeds2.feedburner.com", "feedproxy.google.com", "twitter.com", "rss.app",
        "art19.com", "omnycontent.com", "spreaker.com", "stackexchange.com", "npr.org", "vimeo.com", "apple.com", "itunes.apple.com", "politepol.com", "rss.com",
    };

    public static IReadOnlyList<GuessedSource> Of(IReadOnlyList<OpmlFeed> feeds)
    {
        var named = new List<(OpmlFeed Feed, string Name, string? Section)>();
        foreach (var group in feeds.GroupBy(f => f.Source is not null ? "=" + f.Source : SiteKey(f) is { } site ? $"{f.Folder}\n{site}" : $"{f.Folder}\n{f.Title}"))
        {
            named.AddRange(group.Key[0] == '=' ? group.Select(f => (f, f.Source!, f.Section)) : Name([.. group]));
        }

        var order = feeds.Select((f, i) => (f.Url, i)).DistinctBy(x => x.Url).ToDictionary(x => x.Url, x => x.i);
        return [.. Distinct(named).OrderBy(n => order[n.Feed.Url]).GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase).Select(Source)];
    }

    /// <summary>The part of an address that says whose it is: its host without www, feeds and the like; null for platforms.</summary>
    public static string? Site(string? url)
    {
        if (!Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var uri) || uri.IdnHost.Length == 0)
        {
            return null;
        }

        var labels = uri.IdnHost.ToLowerInvariant().Split('.').ToList();
        while (labels.Count > 2 && labels[0] is "www" or "feeds" or "feed" or "rss" or "m" or "xml" or "newsfeed" or "rssfeeds" or "feeds2" or "api")
        {
            labels.RemoveAt(0);
        }

        var site = string.Join('.', labels);
        return Platforms.Contains(site) || Platforms.Contains(string.Join('.', labels.TakeLast(2))) ? null : site;
    }

    private static string? SiteKey(OpmlFeed feed) => Site(feed.HomeUrl) ?? Site(feed.Url);

    private static IEnumerable<(OpmlFeed, string, string?)> Name(List<OpmlFeed> site)
    {
        var rest = site;
        while (rest.Count > 0)
        {
            var shared = rest.Count == 1 ? null : SharedPart(rest) ?? SharedStart(rest);
            var together = shared is null ? [] : rest.Where(f => Has(f.Title, shared)).ToList();
            if (together.Count < 2)
            {
                break;
            }

            foreach (var feed in together)
            {
                yield return (feed, shared!, feed.Section ?? Without(feed.Title, shared!));
            }

            rest = [.. rest.Except(together)];
        }

        foreach (var page in rest.GroupBy(f => f.HomeUrl ?? f.Url))
        {
            var oneHome = page.Count() > 1;
            foreach (var feed in page)
            {
                yield return oneHome ? (feed, SiteKey(feed) ?? feed.Title, feed.Section ?? Filled(feed.Title)) : (feed, Filled(feed.Title) ?? SiteKey(feed) ?? feed.Url, feed.Section);
            }
        }
    }

    // The part between separators that most names share, of equals the one that comes first.
    private static string? SharedPart(List<OpmlFeed> feeds) => feeds
        .SelectMany(f => Parts(f.Title).Distinct(StringComparer.OrdinalIgnoreCase))
        .GroupBy(p => p, StringComparer.OrdinalIgnoreCase)
        .Where(g => g.Count() > 1 && g.Key.Length > 1)
        .MaxBy(g => g.Count())?.Key;

    // "BBC World" and "BBC Sport" of bbc.co.uk: the words they begin with, if the site is called so too.
    private static string? SharedStart(List<OpmlFeed> feeds)
    {
        foreach (var feed in feeds)
        {
            var words = feed.Title.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var n = words.Length; n > 0; n--)
            {
                var start = string.Join(' ', words.Take(n));
                if (feeds.Count(f => StartsWithWords(f.Title, start)) > 1 && IsSite(start, SiteKey(feed)))
                {
                    return start;
                }
            }
        }

        return null;
    }

    private static bool IsSite(string name, string? site)
    {
        var letters = new string([.. name.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        return letters.Length > 2 && site is not null && site.Replace("-", "", StringComparison.Ordinal).Contains(letters, StringComparison.Ordinal);
    }

    private static bool Has(string title, string shared) => Parts(title).Contains(shared, StringComparer.OrdinalIgnoreCase) || StartsWithWords(title, shared);

    private static bool StartsWithWords(string title, string start) =>
        title.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (title.Length == start.Length || title[start.Length] == ' ');

    private static string? Without(string title, string shared)
    {
        var parts = Parts(title);
        var rest = parts.Contains(shared, StringComparer.OrdinalIgnoreCase)
            ? string.Join(" – ", parts.Where(p => !p.Equals(shared, StringComparison.OrdinalIgnoreCase)))
            : title[shared.Length..];
        return Filled(rest.Trim(' ', '-', '–', '—', '|', ':', '»', '·'));
    }

    private static string[] Parts(string title) => title.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // Two sites whose names are one ("Politics") stay two: the second carries its site.
    private static IEnumerable<(OpmlFeed Feed, string Name, string? Section)> Distinct(List<(OpmlFeed Feed, string Name, string? Section)> named)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (feed, name, section) in named)
        {
            var site = feed.Source is not null ? "=" : SiteKey(feed) ?? feed.Url;
            var owner = owners.TryAdd(name, site) ? site : owners[name];
            yield return owner == site || owner == "=" || feed.Source is not null ? (feed, name, section) : (feed, $"{name} ({SiteKey(feed) ?? Host(feed.Url)})", section);
        }
    }

    private static GuessedSource Source(IGrouping<string, (OpmlFeed Feed, string Name, string? Section)> group)
    {
        var feeds = group.Select(g => g.Feed).ToList();
        var folders = feeds.Select(f => f.Folder).Distinct().ToList();
        return new(
            group.First().Name,
            feeds.Select(f => f.HomeUrl).FirstOrDefault(h => h is not null),
            folders[0],
            feeds.Select(f => f.Country).FirstOrDefault(c => c is not null)?.ToUpperInvariant(),
            feeds.Select(f => f.Language).FirstOrDefault(l => l is not null)?.ToLowerInvariant(),
            feeds.Select(f => f.Weight).FirstOrDefault(w => w is not null),
            feeds.Any(f => f.Source is not null),
            // One title in several groups: its groups are its sections.
            [.. group.Select(g => new GuessedFeed(g.Feed.Url, g.Section ?? (folders.Count > 1 && g.Feed.Source is null ? g.Feed.Folder?.Split('/')[^1] : null),
                g.Feed.FeedLanguage?.ToLowerInvariant(), g.Feed.Paused))]);
    }

    private static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Host : url;

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
