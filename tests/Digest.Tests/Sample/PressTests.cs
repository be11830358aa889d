using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using Digest.Sample;

using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Sample;

public sealed partial class PressTests
{
    private static readonly DateTimeOffset Opened = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";

    private readonly (IReadOnlyList<PressTitle> Titles, IReadOnlyList<PressArticle> Articles) _press = PressReader.ReadEmbedded();

    private PressIssue Issue => new(_press.Titles, _press.Articles, Opened, "http://127.0.0.1:8081");

    [Fact]
    public void Holds_a_dozen_titles_in_two_languages_and_every_shape()
    {
        _press.Titles.Count.ShouldBeInRange(12, 14);
        _press.Titles.Count(t => t.Language == "de").ShouldBeInRange(3, 5);
        _press.Titles.Count(t => t.Language == "en").ShouldBeInRange(8, 9);
        _press.Titles.Select(t => t.Shape).Distinct().Count().ShouldBe(Enum.GetValues<PressShape>().Length);
        _press.Articles.Count.ShouldBeInRange(240, 340);
    }

    [Fact]
    public void Tells_many_events_in_several_titles_and_some_in_both_languages()
    {
        var events = _press.Articles.GroupBy(a => a.Event).Where(e => e.Select(a => a.Tags).Any()).ToList();
        events.Count(e => e.Select(a => a.Title.Slug).Distinct().Count() >= 3).ShouldBeGreaterThanOrEqualTo(20);
        events.Count(e => e.Select(a => a.Title.Language).Distinct().Count() == 2).ShouldBeGreaterThanOrEqualTo(12);
    }

    [Fact]
    public void Gives_every_article_an_address_and_words_of_its_own()
    {
        _press.Articles.Select(a => a.Path).ShouldBeUnique();
        _press.Articles.Select(a => (a.Title, PressHtml.Number(a))).ShouldBeUnique();
        _press.Articles.Select(a => a.Headline).ShouldBeUnique();
        _press.Articles.Where(a => a.Teaser == a.Headline || a.Teaser.Length is < 25 or > 320 || a.Headline.Length > 130).Select(a => a.Headline).ShouldBeEmpty();
        _press.Articles.Where(a => a.Headline.EndsWith('.')).Select(a => a.Headline).ShouldBeEmpty();
    }

    [Fact]
    public void Is_at_its_opening_half_of_today_and_none_older_than_three_days()
    {
        var past = _press.Articles.Where(a => a.After <= TimeSpan.Zero).ToList();
        past.Count(a => a.After > -TimeSpan.FromDays(1)).ShouldBeGreaterThan(past.Count / 2);
        past.ShouldAllBe(a => a.After > -TimeSpan.FromDays(3));
        past.Count(a => a.After > -TimeSpan.FromHours(1)).ShouldBeGreaterThanOrEqualTo(8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(23)]
    public void Dates_nothing_in_the_future_at_any_hour(int hour)
    {
        var now = Opened.AddHours(hour);
        foreach (var (title, feed) in Feeds())
        {
            foreach (var date in Dates(title, PressDocuments.Write(Issue.Page(title, feed, now))))
            {
                date.ShouldBeLessThanOrEqualTo(now, $"{title.Name}/{feed.Section}");
                date.ShouldBeGreaterThan(Opened.AddDays(-3));
            }
        }
    }

    [Fact]
    public void Writes_each_feed_well_formed_and_whole_in_its_titles_shape()
    {
        foreach (var (title, feed) in Feeds())
        {
            var page = Issue.Page(title, feed, Opened);
            var document = PressDocuments.Write(page);
            page.Articles.Count.ShouldBeGreaterThan(2, $"{title.Name}/{feed.Section}");
            if (title.Shape == PressShape.Json)
            {
                Check(page, JsonDocument.Parse(document.Body).RootElement);
            }
            else
            {
                Check(page, XDocument.Load(new MemoryStream(document.Body)).Root!);
            }
        }
    }

    [Fact]
    public void Writes_Latin_1_where_a_title_does()
    {
        var title = _press.Titles.Single(t => t.Shape == PressShape.RdfLatin1);
        var document = PressDocuments.Write(Issue.Page(title, title.Feeds[0], Opened));
        document.ContentType.ShouldContain("iso-8859-1");
        var text = Encoding.Latin1.GetString(document.Body);
        text.ShouldStartWith("<?xml version=\"1.0\" encoding=\"iso-8859-1\"");
        text.ShouldContain("Umlaufbahn um den Eismond");
        document.Body.ShouldContain((byte)0xFC, "a u umlaut as one octet");
    }

    [Fact]
    public async Task Answers_every_link_and_picture_with_200()
    {
        await using var press = await SamplePress.StartAsync(0, Opened, new FakeTimeProvider(Opened));
        using var http = new HttpClient();
        var links = new HashSet<string> { press.BaseUrl + "/" };
        foreach (var (title, feed) in Feeds())
        {
            var home = $"{press.BaseUrl}/{title.Slug}/";
            links.Add(home);
            var body = await http.GetStringAsync(press.BaseUrl + PressIssue.FeedPath(title, feed));
            links.UnionWith(Urls().Matches(body.Replace("\\u0026", "&", StringComparison.Ordinal)).Select(m => WebUtility.HtmlDecode(m.Value)).Where(u => u.StartsWith(press.BaseUrl, StringComparison.Ordinal)));
            if (title.Shape == PressShape.Atom)
            {
                links.UnionWith(XDocument.Parse(body).Root!.Elements(Atom + "entry").Select(e => home + e.Element(Atom + "link")!.Attribute("href")!.Value));
            }
        }

        links.RemoveWhere(l => CategoryDomain().IsMatch(l));
        links.Count(l => l.Contains("/pictures/", StringComparison.Ordinal)).ShouldBeGreaterThan(16);
        links.Count.ShouldBeGreaterThan(260);
        var bad = new List<string>();
        foreach (var link in links)
        {
            using var answer = await http.GetAsync(link);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                bad.Add($"{(int)answer.StatusCode} {link}");
            }
        }

        bad.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_conditionally_and_compressed_and_changes_only_when_something_appears()
    {
        var clock = new FakeTimeProvider(Opened);
        await using var press = await SamplePress.StartAsync(0, Opened, clock);
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        var url = press.BaseUrl + "/meridian-post/world/rss.xml";
        using var first = await http.GetAsync(url);
        first.Content.Headers.LastModified.ShouldNotBeNull();
        clock.Advance(TimeSpan.FromSeconds(59));

        using var conditional = new HttpRequestMessage(HttpMethod.Get, url);
        conditional.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await http.SendAsync(conditional)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using var since = new HttpRequestMessage(HttpMethod.Get, url);
        since.Headers.IfModifiedSince = first.Content.Headers.LastModified;
        (await http.SendAsync(since)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using var zipped = new HttpRequestMessage(HttpMethod.Get, url);
        zipped.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await http.SendAsync(zipped);
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        using var plain = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        (await new StreamReader(plain).ReadToEndAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/nobody/")]
    [InlineData("/meridian-post/world/not-written")]
    [InlineData("/pictures/none.jpg")]
    [InlineData("/pictures/..%2f..%2ftitles.json")]
    public async Task Knows_no_other_address(string path)
    {
        await using var press = await SamplePress.StartAsync(0, Opened, new FakeTimeProvider(Opened));
        using var http = new HttpClient();
        (await http.GetAsync(press.BaseUrl + path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Keeps_pictures_small_enough_for_a_repository()
    {
        var sizes = _press.Articles.Where(a => a.Picture is not null).Select(a => a.Picture!.Name).Distinct().Select(n => PressReader.ReadPicture(n)!.Length).ToList();
        sizes.ShouldAllBe(s => s > 5_000 && s < 60_000);
        sizes.Sum().ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData("=== nobody/world {{-0d 01:00}}\n# H\nT")]
    [InlineData("=== meridian-post/nothing {{-0d 01:00}}\n# H\nT")]
    [InlineData("=== meridian-post/world 1h\n# H\nT")]
    [InlineData("=== meridian-post/world {{-0d 01:00}}\n# H")]
    [InlineData("=== meridian-post/world {{-0d 01:00}}\npicture nothing\n# H\nT")]
    public void Says_which_article_is_written_wrong(string text)
    {
        var reader = new PressReader(_press.Titles, []);
        Should.Throw<FormatException>(() => reader.Read("sample", text)).Message.ShouldStartWith("sample: ");
    }

    [Theory]
    [InlineData("Größe: Übermaß & mehr", "groesse-uebermass-mehr")]
    [InlineData("“Hamlet” in Café", "hamlet-in-cafe")]
    public void Makes_addresses_of_headlines(string headline, string slug) => PressSlug.Of(headline).ShouldBe(slug);

    private IEnumerable<(PressTitle Title, PressFeed Feed)> Feeds() => _press.Titles.SelectMany(t => t.Feeds.Select(f => (t, f)));

    private static void Check(PressPage page, JsonElement feed)
    {
        feed.GetProperty("version").GetString().ShouldBe("https://jsonfeed.org/version/1.1");
        var items = feed.GetProperty("items").EnumerateArray().ToList();
        items.Select(i => i.GetProperty("title").GetString()).ShouldBe(page.Articles.Select(a => a.Headline));
        items.ShouldAllBe(i => i.GetProperty("url").GetString()!.StartsWith("http://127.0.0.1:8081/"));
        items.Count(i => i.TryGetProperty("image", out _)).ShouldBe(page.Articles.Count(a => a.Picture is not null));
    }

    private static void Check(PressPage page, XElement root)
    {
        var items = root.Descendants().Where(e => e.Name.LocalName is "item" or "entry").ToList();
        items.Count.ShouldBe(page.Articles.Count);
        var bylines = page.Articles.Count(a => a.Byline is not null);
        var pictures = page.Articles.Count(a => a.Picture is not null);
        switch (page.Title.Shape)
        {
            case PressShape.RssMedia:
                items.Elements(Dc + "creator").Count().ShouldBe(bylines);
                items.Elements(Media + "content").Count().ShouldBe(2 * pictures);
                items.Elements(Media + "content").Elements(Media + "credit").Count().ShouldBe(2 * pictures);
                break;
            case PressShape.RssGroup:
                items.Elements(Media + "group").Count().ShouldBe(pictures);
                items.ShouldAllBe(i => i.Element("link")!.Value.EndsWith("utm_medium=rss"));
                break;
            case PressShape.RssContent:
                items.ShouldAllBe(i => i.Element(Content + "encoded") != null && i.Element("guid")!.Attribute("isPermaLink")!.Value == "false");
                break;
            case PressShape.RssEnclosure:
                items.Elements("enclosure").Count().ShouldBe(pictures);
                break;
            case PressShape.Rss091:
                items.ShouldAllBe(i => i.Elements().Select(e => e.Name.LocalName).SequenceEqual(new[] { "title", "link", "description" }));
                break;
            case PressShape.Atom:
                root.Attribute(XNamespace.Xml + "base")!.Value.ShouldEndWith("/");
                items.ShouldAllBe(i => i.Element(Atom + "content")!.Attribute("type")!.Value == "html");
                break;
            default:
                items.Elements(Dc + "date").Count().ShouldBe(items.Count);
                break;
        }
    }

    private static IEnumerable<DateTimeOffset> Dates(PressTitle title, PressDocument document)
    {
        var texts = title.Shape == PressShape.Json
            ? JsonDocument.Parse(document.Body).RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("date_published").GetString()!)
            : XDocument.Load(new MemoryStream(document.Body)).Descendants().Where(e => e.Name.LocalName is "pubDate" or "date" or "published" or "updated" or "lastBuildDate").Select(e => e.Value);
        return texts.Select(t => DateTimeOffset.Parse(t, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("http://[^\\s\"'<>\\\\]+")]
    private static partial Regex Urls();

    // Names of categories, which nobody opens.
    [GeneratedRegex("^http://[^/]+/(meridian-post|southlight)/[a-z0-9-]+$")]
    private static partial Regex CategoryDomain();
}
