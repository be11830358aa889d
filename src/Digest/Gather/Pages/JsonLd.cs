using System.Text.Json;

using Digest.Gather.Parse;
using Digest.Model;

namespace Digest.Gather.Pages;

/// <summary>The NewsArticle of a page's JSON-LD (schema.org), in the several shapes publishers write.</summary>
internal static class JsonLd
{
    private const int MostObjects = 500;

    /// <returns>Raw texts, not cleaned; null when no block describes an article.</returns>
    public static LinkedArticle? Article(IEnumerable<string> blocks, Uri page)
    {
        foreach (var block in blocks)
        {
            try
            {
                using var json = JsonDocument.Parse(block, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                if (Find(json.RootElement) is { } article)
                {
                    return new(Text(article, "description"), Names(article), Image(article, page), IsFree(article));
                }
            }
            catch (JsonException)
            {
                // A broken block says nothing; the next may.
                continue;
            }
        }

        return null;
    }

    private static JsonElement? Find(JsonElement root)
    {
        var waiting = new Queue<JsonElement>([root]);
        for (var i = 0; i < MostObjects && waiting.TryDequeue(out var at); i++)
        {
            if (at.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in at.EnumerateArray().Take(MostObjects))
                {
                    waiting.Enqueue(item);
                }
            }
            else if (at.ValueKind == JsonValueKind.Object)
            {
                if (IsArticle(at))
                {
                    return at;
                }

                foreach (var name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage"])
                {
                    if (at.TryGetProperty(name, out var inner))
                    {
                        waiting.Enqueue(inner);
                    }
                }
            }
        }

        return null;
    }

    private static bool IsArticle(JsonElement at) => at.TryGetProperty("@type", out var type) && Strings(type).Any(t => t.EndsWith("Article", StringComparison.Ordinal) || t is "BlogPosting" or "LiveBlogPosting" or "Report");

    private static string? Names(JsonElement article)
    {
        if (!article.TryGetProperty("author", out var author))
        {
            return null;
        }

        var people = author.ValueKind == JsonValueKind.Array ? author.EnumerateArray().ToList() : [author];
        var names = people.Select(p => p.ValueKind == JsonValueKind.String ? p.GetString() : Text(p, "name")).Where(n => !string.IsNullOrWhiteSpace(n)).Distinct().Take(4).ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private static Picture? Image(JsonElement article, Uri page)
    {
        if (!article.TryGetProperty("image", out var image))
        {
            return null;
        }

        if (image.ValueKind == JsonValueKind.Array)
        {
            image = image.EnumerateArray().FirstOrDefault();
        }

        return image.ValueKind switch
        {
            JsonValueKind.String => PagePicture.Of(image.GetString(), page),
            JsonValueKind.Object => PagePicture.Of(Text(image, "url") ?? Text(image, "contentUrl"), page) is { } picture
                ? picture with { Caption = Text(image, "caption") ?? Text(image, "description"), Credit = Text(image, "creditText"), Width = Number(image, "width"), Height = Number(image, "height") }
                : null,
            _ => null,
        };
    }

    // Written as a truth, or as the name of one ("False", "http://schema.org/False").
    private static Access? IsFree(JsonElement article) => article.TryGetProperty("isAccessibleForFree", out var free)
        ? AccessWords.IsFree(free.ValueKind is JsonValueKind.True or JsonValueKind.False ? free.GetRawText() : Strings(free).FirstOrDefault())
        : null;

    private static IEnumerable<string> Strings(JsonElement at) =>
        at.ValueKind == JsonValueKind.String ? [at.GetString()!]
        : at.ValueKind == JsonValueKind.Array ? at.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)
        : [];

    private static string? Text(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) ? Strings(value).FirstOrDefault(s => s.Length > 0) : null;

    private static int? Number(JsonElement at, string name) =>
        at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number : null;
}

/// <summary>An article as its page's JSON-LD describes it.</summary>
internal readonly record struct LinkedArticle(string? Description, string? Byline, Picture? Picture, Access? Access);
