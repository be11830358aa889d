using System.Text.Json;

using Digest.Gather.Parse.Markup;
using Digest.Model;

namespace Digest.Gather.Parse;

/// <summary>JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
internal static class JsonFeed
{
    /// <summary>Null where the JSON is no JSON Feed.</summary>
    public static ParsedFeed? Read(SourceText text, Uri baseUri, ParseLimits limits, Faults faults, out string? failure)
    {
        using var json = JsonText.Open(text, faults, out failure);
        if (json is null)
        {
            return null;
        }

        var root = json.RootElement;
        var version = String(root, "version", limits.Field);
        var isFeed = version?.Contains("jsonfeed.org/version/", StringComparison.OrdinalIgnoreCase) == true;
        if (!isFeed && !(Property(root, "items") is { ValueKind: JsonValueKind.Array } && Property(root, "title") is { ValueKind: JsonValueKind.String }))
        {
            failure = "this is JSON, but no JSON Feed: it has no version and no items";
            return null;
        }

        return Feed(root, version, baseUri, limits, faults) with { Recovered = faults.Describe(text) };
    }

    private static ParsedFeed Feed(JsonElement root, string? version, Uri baseUri, ParseLimits limits, Faults faults)
    {
        var language = Languages.Tag(String(root, "language", limits.Field));
        var author = Authors(root, limits).FirstOrDefault();
        return new()
        {
            Format = version?.EndsWith("/1", StringComparison.Ordinal) == true || version?.EndsWith("/1.0", StringComparison.Ordinal) == true ? "json1" : "json11",
            Title = Plain(root, "title", limits.Title),
            Subtitle = Plain(root, "description", limits.Field),
            HomeUrl = Url(root, "home_page_url", baseUri),
            SelfUrl = Url(root, "feed_url", baseUri),
            HubUrls = [.. Array(root, "hubs").Where(h => h.ValueKind == JsonValueKind.Object).Select(h => Url(h, "url", baseUri)).OfType<string>().Take(8)],
            Language = language,
            Byline = author is null ? null : Parse.Byline.Name(author),
            Picture = (Url(root, "icon", baseUri) ?? Url(root, "favicon", baseUri)) is { } icon ? new Picture(icon) : null,
            Items = Items(root, author, language, baseUri, limits, faults),
        };
    }

    private static List<ParsedItem> Items(JsonElement root, string? author, string? language, Uri baseUri, ParseLimits limits, Faults faults)
    {
        var items = new List<ParsedItem>();
        foreach (var item in Array(root, "items"))
        {
            if (items.Count >= limits.Items)
            {
                faults.Add(-1, $"more than {limits.Items} items: the rest was left out");
                break;
            }

            if (item.ValueKind == JsonValueKind.Object)
            {
                items.Add(Item(item, author, baseUri, limits).Finish(language));
            }
        }

        return items;
    }

    private static ItemDraft Item(JsonElement item, string? feedAuthor, Uri baseUri, ParseLimits limits)
    {
        var draft = new ItemDraft(baseUri, limits)
        {
            Id = String(item, "id", limits.Field),
            Link = Url(item, "url", baseUri),
            Title = String(item, "title", limits.Title) is { } title ? new(title, IsHtml: false) : null,
            Summary = String(item, "summary", limits.Content) is { } summary ? new(summary, IsHtml: false) : null,
            Content = Content(item, limits) is { } content ? new FeedContent(content) : null,
            Language = Languages.Tag(String(item, "language", limits.Field)),
            PublishedAt = FeedDate.Parse(String(item, "date_published", limits.Field)),
            UpdatedAt = FeedDate.Parse(String(item, "date_modified", limits.Field)),
        };
        draft.AddLink(Url(item, "external_url", baseUri));
        draft.Pictures.Add(Url(item, "image", baseUri), PictureChoice.Origin.Field);
        draft.Pictures.Add(Url(item, "banner_image", baseUri), PictureChoice.Origin.Field);
        foreach (var author in Authors(item, limits).DefaultIfEmpty(feedAuthor))
        {
            draft.AddAuthor(author);
        }

        foreach (var tag in Array(item, "tags").Where(t => t.ValueKind == JsonValueKind.String))
        {
            draft.AddCategory(Clean.HtmlText.OneLine(tag.GetString()!, isHtml: false, limits.Field));
        }

        foreach (var file in Array(item, "attachments").Where(a => a.ValueKind == JsonValueKind.Object))
        {
            Attachment(file, draft, baseUri, limits);
        }

        return draft;
    }

    private static FeedText? Content(JsonElement item, ParseLimits limits) =>
        String(item, "content_html", limits.Content) is { } html ? new(html, IsHtml: true)
        : String(item, "content_text", limits.Content) is { } text ? new(text, IsHtml: false) : null;

    private static void Attachment(JsonElement file, ItemDraft draft, Uri baseUri, ParseLimits limits)
    {
        if (Url(file, "url", baseUri) is not { } url)
        {
            return;
        }

        var type = String(file, "mime_type", limits.Field);
        var size = Property(file, "size_in_bytes") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var bytes) ? bytes : (long?)null;
        draft.AddEnclosure(new(url, type, size));
        if (MediaTypes.IsImage(type, url))
        {
            draft.Pictures.Add(url, PictureChoice.Origin.Enclosure);
        }
    }

    // 1.0 has one author, 1.1 has authors; some write a bare name.
    private static IEnumerable<string> Authors(JsonElement of, ParseLimits limits)
    {
        var many = Array(of, "authors").Take(limits.Entries);
        var all = Property(of, "author") is { } one && !many.Any() ? [one] : many;
        foreach (var author in all)
        {
            var name = author.ValueKind switch
            {
                JsonValueKind.String => author.GetString(),
                JsonValueKind.Object => String(author, "name", limits.Field) ?? String(author, "url", limits.Field),
                _ => null,
            };
            if (!string.IsNullOrWhiteSpace(name))
            {
                yield return name;
            }
        }
    }

    private static string? Plain(JsonElement of, string name, int longest) => String(of, name, longest) is { } value ? Clean.HtmlText.OneLine(value, isHtml: false, longest) : null;

    private static string? Url(JsonElement of, string name, Uri baseUri) => FeedAddress.Resolve(String(of, name, 8192), baseUri);

    private static JsonElement? Property(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;

    private static IEnumerable<JsonElement> Array(JsonElement of, string name)
    {
        if (Property(of, name) is { ValueKind: JsonValueKind.Array } array)
        {
            foreach (var element in array.EnumerateArray())
            {
                yield return element;
            }
        }
    }

    // An id may be a number (1.0 allowed it); lone surrogates would throw and are no text.
    private static string? String(JsonElement of, string name, int longest)
    {
        if (Property(of, name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => JsonText.Unquote(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        text = text?.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }
}
