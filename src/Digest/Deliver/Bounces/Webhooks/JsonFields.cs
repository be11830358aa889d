using System.Text;
using System.Text.Json;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>Reads fields of JSON that may be missing or of another kind; never throws for one that is.</summary>
internal static class JsonFields
{
    /// <summary>
    /// The first JSON value of a text, or null where it is no JSON. By mail SNS puts a footer behind it, and relays fold its long
    /// line into several.
    /// </summary>
    public static JsonElement? Parse(string text) => Read(text) ?? Read(text.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal));

    private static JsonElement? Read(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 32, AllowMultipleValues = true });
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A string at a path (a.b.c), numbers as they are written; null when there is none.</summary>
    public static string? Text(this JsonElement element, string path) => element.At(path) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => null,
    };

    /// <summary>The items of an array at a path; none when there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The reader left by the provider's own link.</summary>
    public static Bounce Unsubscribed(string address, string? messageId) => new()
    {
        Class = BounceClass.None,
        How = "json",
        Unsubscribes = true,
        Recipients = [new BouncedRecipient(address, BounceClass.None, null, "unsubscribed")],
        MessageId = messageId?.Trim().Trim('<', '>'),
    };

    public static JsonElement? At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
