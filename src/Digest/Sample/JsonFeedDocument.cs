using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Digest.Sample;

/// <summary>JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
internal static class JsonFeedDocument
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static byte[] Write(PressPage page) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["version"] = "https://jsonfeed.org/version/1.1",
        ["title"] = page.Name,
        ["home_page_url"] = page.Home,
        ["feed_url"] = page.Url,
        ["description"] = page.Title.Tagline,
        ["language"] = page.Title.Language,
        ["items"] = new JsonArray([.. page.Articles.Select(a => (JsonNode)Item(page, a))]),
    }, Indented);

    private static JsonObject Item(PressPage page, PressArticle a)
    {
        var item = new JsonObject
        {
            ["id"] = $"{page.Title.Slug}-{PressHtml.Number(a)}",
            ["url"] = page.Link(a),
            ["title"] = a.Headline,
            ["summary"] = a.Teaser,
            ["content_html"] = PressHtml.Figure(page, a) + $"<p>{PressHtml.Encode(a.Teaser)}</p>\n" + PressHtml.Paragraphs(a.Body),
            ["date_published"] = page.At(a).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["tags"] = new JsonArray([page.Feed.Section, .. a.Tags.Select(t => (JsonNode)t)]),
        };
        if (a.Byline is not null)
        {
            item["authors"] = new JsonArray(new JsonObject { ["name"] = a.Byline });
        }

        if (a.Picture is not null)
        {
            item["image"] = page.Picture(a);
        }

        return item;
    }
}
