namespace Digest.Gather;

/// <summary>Where publishing systems put their feeds, most usual first.</summary>
public static class UsualPlaces
{
    private static readonly string[] Paths = ["/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default", "/?feed=rss2"];

    /// <summary>The places to try for a page: beside it where it is a part of a site (/blog/feed), then at the site's root.</summary>
    public static IEnumerable<Uri> Of(Uri page)
    {
        var part = page.AbsolutePath.TrimEnd('/');
        var beside = part.Length == 0 ? [] : Paths.Take(3).Select(p => new Uri(page, part + p));
        return beside.Concat(Paths.Select(p => new Uri(page, p)));
    }
}
