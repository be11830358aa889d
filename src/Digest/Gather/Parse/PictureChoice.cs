using System.Globalization;
using System.Text.RegularExpressions;

using Digest.Model;

namespace Digest.Gather.Parse;

/// <summary>The pictures an item offers, and which of them a reader should see: one meant as its picture, and large enough for a card.</summary>
internal sealed partial class PictureChoice
{
    /// <summary>Where a picture was found; earlier ones were more surely meant to be the article's.</summary>
    public enum Origin { Media, Field, Enclosure, Thumbnail, Inside }

    // Smaller is an icon or a tracker; larger than the last is a print file.
    private const int Smallest = 60;
    private const int CardWidth = 480;
    private const int Largest = 2000;
    private const int Most = 64;

    private List<(Picture Picture, Origin Origin)>? found;

    public void Add(string? url, Origin origin, string? alt = null, string? caption = null, string? credit = null, int? width = null, int? height = null)
    {
        if (url is null || width < Smallest || height < Smallest || IsNoPicture(url) || (found ??= []).Count >= Most)
        {
            return;
        }

        if (width is null && InAddress(url) is var (w, h))
        {
            (width, height) = (w, h);
        }

        var index = found.Count - 1;
        while (index >= 0 && found[index].Picture.Url != url)
        {
            index--;
        }

        if (index < 0)
        {
            found.Add((new(url, Words(alt), Words(caption), Words(credit), width, height), origin));
            return;
        }

        var known = found[index].Picture;
        known = known with { Alt = known.Alt ?? Words(alt), Caption = known.Caption ?? Words(caption), Credit = known.Credit ?? Words(credit), Width = known.Width ?? width, Height = known.Height ?? height };
        found[index] = (known, (Origin)Math.Min((int)origin, (int)found[index].Origin));
    }

    public bool Any => found is { Count: > 0 };

    public IReadOnlyList<Picture> Best(int most) =>
        found is null ? [] : found.Count == 1 ? [found[0].Picture] : Sorted(found, most);

    private static Picture[] Sorted(List<(Picture Picture, Origin Origin)> found, int most)
    {
        // One number a picture: rank, origin, width (wider first), then the feed's own order.
        var keys = new long[found.Count];
        var pictures = new Picture[found.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)Rank(found[i]) << 48) | ((long)found[i].Origin << 40) | ((long)(0xFFFFF - (found[i].Picture.Width ?? 0)) << 16) | (uint)i;
            pictures[i] = found[i].Picture;
        }

        Array.Sort(keys, pictures);
        return pictures.Length > most ? pictures[..most] : pictures;
    }

    private static int Rank((Picture Picture, Origin Origin) f) => f.Picture.Width switch
    {
        >= CardWidth and <= Largest => 0,
        null when f.Origin <= Origin.Enclosure => 1,
        > Largest => 2,
        null or >= 200 => 3,
        _ => 4,
    };

    // …_750x422.jpg, …/460x276/…: publishers name their renditions by size.
    private static (int, int)? InAddress(string url)
    {
        var match = Size().Match(url);
        return match.Success ? (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)) : null;
    }

    [GeneratedRegex(@"[-_/.](\d{2,4})x(\d{2,4})(?=[-_/.?]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Size();

    /// <summary>A number of pixels as written ("640", "640px"), or null.</summary>
    public static int? Pixels(string? written)
    {
        var digits = written.AsSpan().Trim();
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 100_000 ? value : null;
    }

    /// <summary>True for counters, share buttons, avatars and smileys: pictures that no reader came for.</summary>
    public static bool IsNoPicture(string url) => url.AsSpan().ContainsAny(NoPictures);

    private static readonly System.Buffers.SearchValues<string> NoPictures = System.Buffers.SearchValues.Create(
    [
        "feeds.feedburner.com/~", "doubleclick.net", "feedsportal.com", "pixel.wp.com", "stats.wordpress.com", "gravatar.com", "/smilies/", "/emoji/", "s.w.org/images/core/emoji",
        "share-buttons", "scorecardresearch", "quantserve", "google-analytics", "googleadservices", "/pixel.", "/pixel?", "1x1.", "spacer.gif", "blank.gif", "transparent.gif", "rss-pixel",
        "republication-tracker-tool", "counter.theconversation", "feedads", "pheedo.com", "addtoany", "analytics", "tracker", "/beacon", "clear.gif", "feeds.wordpress.com/1.0",
    ], StringComparison.OrdinalIgnoreCase);

    private static string? Words(string? value) => string.IsNullOrWhiteSpace(value) ? null : Clean.HtmlText.OneLine(value, isHtml: true, longest: 1000) is { Length: > 0 } text ? text : null;
}
