using System.Globalization;
using System.Net;
using System.Text;

namespace Digest.Benchmarks;

/// <summary>Feeds as news titles publish them, made from a seed: the same bytes every time, whatever the machine.</summary>
internal sealed class FeedMaker(int seed)
{
    private static readonly string[] Words =
        "the harbour pilots walked out at dawn while officials said that talks would resume after the council had met again in city hall where residents asked why nothing was done about prices and rents over summer".Split(' ');

    private readonly Random random = new(seed);

    /// <summary>RSS 2.0 with escaped or CDATA markup, content:encoded, Dublin Core and Media RSS.</summary>
    public byte[] Rss(int items)
    {
        var xml = new StringBuilder("""
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
            <channel><title>Made Gazette</title><link>https://made.example/</link><description>Made news</description><language>en</language><atom:link rel="self" href="https://made.example/rss"/>
            """);
        for (var i = 0; i < items; i++)
        {
            var html = Body();
            xml.Append(CultureInfo.InvariantCulture,
                $"""
                <item><title>{Sentence(9)} &amp; {Sentence(3)}</title><link>https://made.example/world/{i}-{random.Next()}</link><guid isPermaLink="false">made-{i}-{random.Next()}</guid>
                <pubDate>{Moment(i):ddd, dd MMM yyyy HH:mm:ss} GMT</pubDate><dc:creator>Ann Bee</dc:creator><category>World</category><category>Harbour</category>
                <description>{WebUtility.HtmlEncode($"<p>{Sentence(30)}</p>")}</description><content:encoded>{(i % 2 == 0 ? $"<![CDATA[{html}]]>" : WebUtility.HtmlEncode(html))}</content:encoded>
                <media:content url="https://img.made.example/{i}-700.jpg" width="700" height="420" medium="image"><media:description>{Sentence(8)}</media:description><media:credit>E. Eff</media:credit></media:content>
                <media:thumbnail url="https://img.made.example/{i}-140.jpg" width="140" height="84"/></item>
                """);
        }

        return Encoding.UTF8.GetBytes(xml.Append("</channel></rss>").ToString());
    }

    /// <summary>Atom 1.0 with HTML content.</summary>
    public byte[] Atom(int items)
    {
        var xml = new StringBuilder("""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Made Observer</title><id>tag:made.example,2026:o</id><link href="https://o.made.example/"/><updated>2026-11-24T06:00:00Z</updated>""");
        for (var i = 0; i < items; i++)
        {
            xml.Append(CultureInfo.InvariantCulture,
                $"""
                <entry><title type="html">{Sentence(10)}</title><id>tag:made.example,2026:{i}-{random.Next()}</id><link rel="alternate" type="text/html" href="https://o.made.example/{i}"/>
                <published>{Moment(i):yyyy-MM-ddTHH:mm:ss}Z</published><updated>{Moment(i):yyyy-MM-ddTHH:mm:ss}Z</updated><author><name>Carl Dee</name></author><category term="world"/>
                <summary>{Sentence(25)}</summary><content type="html">{WebUtility.HtmlEncode(Body())}</content></entry>
                """);
        }

        return Encoding.UTF8.GetBytes(xml.Append("</feed>").ToString());
    }

    private static DateTime Moment(int i) => new DateTime(2026, 11, 24, 6, 0, 0, DateTimeKind.Utc).AddMinutes(-17 * i);

    private string Body()
    {
        var html = new StringBuilder("<figure><img src=\"https://img.made.example/lead.jpg\" alt=\"A ship\" width=\"640\"><figcaption>A ship</figcaption></figure>");
        for (var p = 0; p < 8; p++)
        {
            html.Append("<p>").Append(Sentence(40)).Append(" <a href=\"https://made.example/more\">").Append(Sentence(4)).Append("</a> ").Append(Sentence(20)).Append("</p>\n");
        }

        return html.Append("<p>The post appeared first on Made Gazette.</p>").ToString();
    }

    private string Sentence(int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(Words[random.Next(Words.Length)]);
        }

        text[0] = char.ToUpperInvariant(text[0]);
        return text.Append('.').ToString();
    }
}
